internal import Matrix

/// One conversation that she is in or was in since the program began.
struct Talk: Hashable {
    enum State: Hashable {
        /// Words typed there reach the visitor.
        case open
        /// `!clore` is on its way; nothing goes there any more.
        case closing
        /// Over: we are out of the room.
        case ended
    }

    let number: Int
    var visitor: String
    var room: RoomID
    var state = State.open

    var label: String { "#\(number) \(visitor)" }

    /// Number and name from a room's name as the bridge writes it: `#12 · Lila`.
    static func read(roomName: String) -> (number: Int, visitor: String)? {
        guard let match = roomName.wholeMatch(of: #/#([0-9]+) · (.+)/#),
            let number = Int(match.1)
        else { return nil }
        return (number, Legible.line(String(match.2)))
    }
}

/// What we know of a room, from its state.
struct RoomFacts: Hashable {
    /// How the bridge's staff rooms are called.
    static let staffAliasPrefix = "#passerelle_staff_"

    private(set) var name: String?
    private(set) var isStaffRoom = false
    private(set) var people: [UserID: String] = [:]

    /// Takes in a change.
    ///
    /// Names and aliases count only from the bot: anybody may call her own room
    /// `#12 · Lila`.
    mutating func learn(_ event: Event, bot: UserID) {
        switch (event.type, event.sender == bot) {
        case ("m.room.name", true): name = event.content["name"]?.string
        case ("m.room.canonical_alias", true):
            isStaffRoom = event.content["alias"]?.string?.hasPrefix(Self.staffAliasPrefix) ?? false
        case ("m.room.member", _):
            guard let key = event.stateKey else { return }
            people[UserID(rawValue: key)] = event.content["displayname"]?.string
        default: break  // Other people's events: not ours to list.
        }
    }

    /// How somebody is called here.
    func name(of user: UserID) -> String {
        Legible.line(people[user] ?? user.localpart ?? "?")
    }
}
