import Desk
import Matrix
import Relay
import Store
import Support
import Testing

/// A young person with an account on the chat network, who comes in through the lobby.
struct Guest: Sendable {
    let town: Town
    let user: UserID

    init(_ name: String, in town: Town) {
        (self.town, user) = (town, town.server.makeCounsellor(name))
    }

    /// Goes into the lobby.
    func comes() throws {
        town.server.joins(user, try town.lobby)
    }

    /// The newest room into which she is asked.
    var asked: RoomID? {
        town.server.rooms.last { town.server.membership(of: user, in: $0) == "invite" }
    }

    /// Takes the invitation into a room of her own, and hears the bot there.
    @discardableResult
    func accepts() async throws -> RoomID {
        try await town.until("\(user.localpart ?? "") is asked into a room") { asked != nil }
        let room = try #require(asked)
        town.server.joins(user, room)
        try await hears("Comment t'appeler ?", in: room)
        return room
    }

    func hears(
        _ words: String,
        in room: RoomID,
        at place: SourceLocation = #_sourceLocation
    ) async throws {
        try await town.until("“\(words)” in her room", at: place) {
            town.told(room).contains { $0.contains(words) }
        }
    }

    @discardableResult
    func says(_ words: String, in room: RoomID) -> EventID {
        town.server.counsellorSays(room, user, words)
    }

    /// Comes, gives a name and is taken by a counsellor; both rooms.
    func talks(as name: String, with counsellor: UserID) async throws -> Talking {
        try comes()
        let own = try await accepts()
        says(name, in: own)
        try await hears("Tu es à la place 1.", in: own)
        let number = try await town.newestNumber
        let room = try await town.takes(number, counsellor)
        try await hears("\(TestBot.persona) est là.", in: own)
        return Talking(number: number, own: own, room: room)
    }

    /// Takes the invitation, says whether what she wrote before goes with her, gives a name and is
    /// taken; both rooms.
    func talks(bringingWhatSheWrote agrees: Bool, with counsellor: UserID) async throws -> Talking {
        try await town.until("she is asked in") { asked != nil }
        let own = try #require(asked)
        town.server.joins(user, own)
        try await hears("on garde ce que tu as écrit ?", in: own)
        says(agrees ? "1" : "2", in: own)
        try await hears("Comment t'appeler ?", in: own)
        says("Lou", in: own)
        try await hears("Tu es à la place 1.", in: own)
        let number = try await town.newestNumber
        return Talking(number: number, own: own, room: try await town.takes(number, counsellor))
    }

    struct Talking {
        let number: ConversationNumber
        let own: RoomID
        let room: RoomID
    }
}

extension Town {
    var lobby: RoomID {
        get throws {
            guard let room = server.room(alias: "accueil") else { throw Absent("the lobby") }
            return room
        }
    }

    /// What is said in a visitor's own room, as `who: words`; edits are left out.
    func told(_ room: RoomID) -> [String] {
        server.timeline(room).compactMap { event in
            guard let message = event.message else { return nil }
            if case .replacement? = message.relation { return nil }
            let who = isGhost(event.sender) ? "persona" : event.sender.localpart ?? "?"
            return who + ": " + message.body
        }
    }

    var newestNumber: ConversationNumber {
        get async throws {
            try #require(try await house.ledger.livingConversations().last?.number)
        }
    }

    /// Every byte that a room ever held.
    func bytes(of room: RoomID) -> String {
        // A description alone would hide who sent it.
        server.timeline(room).map { "\($0) \($0.sender.rawValue)" }.joined(separator: "\n")
    }
}
