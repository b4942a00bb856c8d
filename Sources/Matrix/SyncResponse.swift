/// What `/sync` tells: all that happened since a token, whatever was pushed or lost (CS,
/// "Syncing").
public struct SyncResponse: Sendable, Hashable {
    /// A room we are in, and what happened there.
    public struct Joined: Sendable, Hashable {
        /// The room.
        public let room: RoomID
        /// What happened, in order, state changes among it.
        public let timeline: [Event]
        /// State as it was before the timeline began, as far as it changed since the token.
        public let state: [Event]
        /// Whether events before the timeline were left out; walk `/messages` back from
        /// `prevBatch`.
        public let limited: Bool
        /// Where to walk back from.
        public let prevBatch: String?
        /// Who types, or nil when that did not change.
        public let typing: Set<UserID>?
        /// Who has read up to which event, as far as that changed (CS, "Receipts").
        public let readers: [EventID: Set<UserID>]
    }

    /// A room we are asked into.
    public struct Invitation: Sendable, Hashable {
        /// The room.
        public let room: RoomID
        /// Who asks, if the homeserver tells.
        public let inviter: UserID?

        /// Puts one together.
        public init(room: RoomID, inviter: UserID?) {
            (self.room, self.inviter) = (room, inviter)
        }
    }

    /// The token to go on from; to be saved together with what is in this answer.
    public let nextBatch: String
    /// The rooms we are in, with news.
    public let joined: [Joined]
    /// The rooms we are asked into.
    public let invited: [Invitation]
    /// The rooms we left or were put out of since.
    public let left: [RoomID]
    /// What still happened in those rooms before we were out.
    public let lastEvents: [Event]
    /// What could not be read.
    public let unreadable: [Unreadable]

    /// Reads an answer.
    ///
    /// It fails only when the answer as a whole cannot be understood; the caller must then not move
    /// its token.
    public static func parse(_ body: [UInt8]) throws(Malformed) -> SyncResponse {
        let outline = Outline(bytes: body)
        guard let next = outline.value(["next_batch"], in: body.indices)?.string else {
            throw .missing(field: "next_batch")
        }
        var reading = SyncReading(outline: outline)
        try reading.readJoined()
        try reading.readInvited()
        try reading.readLeft()
        return SyncResponse(
            nextBatch: next,
            joined: reading.joined,
            invited: reading.invited,
            left: reading.left,
            lastEvents: reading.lastEvents,
            unreadable: reading.unreadable
        )
    }
}

/// Gathers the parts of an answer to `/sync`.
private struct SyncReading {
    let outline: Outline
    var joined: [SyncResponse.Joined] = []
    var invited: [SyncResponse.Invitation] = []
    var left: [RoomID] = []
    var lastEvents: [Event] = []
    var unreadable: [Unreadable] = []

    mutating func readJoined() throws(Malformed) {
        for (room, place) in try rooms("join") {
            let timeline = try events(["timeline", "events"], of: room, in: place)
            let state = try events(["state", "events"], of: room, in: place)
            joined.append(
                SyncResponse.Joined(
                    room: room,
                    timeline: timeline,
                    state: state,
                    limited: outline.value(["timeline", "limited"], in: place)?.bool ?? false,
                    prevBatch: outline.value(["timeline", "prev_batch"], in: place)?.string,
                    typing: try typing(of: room, in: place),
                    readers: readers(in: place)
                )
            )
        }
    }

    mutating func readInvited() throws(Malformed) {
        for (room, place) in try rooms("invite") {
            invited.append(SyncResponse.Invitation(room: room, inviter: inviter(in: place)))
        }
    }

    mutating func readLeft() throws(Malformed) {
        for (room, place) in try rooms("leave") {
            left.append(room)
            lastEvents += try events(["timeline", "events"], of: room, in: place)
        }
    }

    private func rooms(_ kind: String) throws(Malformed) -> [(RoomID, Range<Int>)] {
        guard let place = outline.find(["rooms", kind], in: outline.bytes.indices) else {
            return []
        }
        return try outline.members(in: place).map { (RoomID(rawValue: $0.key), $0.value) }
    }

    private mutating func events(_ path: [String], of room: RoomID, in place: Range<Int>)
        throws(Malformed) -> [Event]
    {
        guard let array = outline.find(path, in: place) else { return [] }
        var pile = EventPile()
        try pile.read(outline, array, in: room)
        unreadable += pile.unreadable
        return pile.events
    }

    private func typing(of room: RoomID, in place: Range<Int>) throws(Malformed) -> Set<UserID>? {
        guard let array = outline.find(["ephemeral", "events"], in: place) else { return nil }
        let entries = try outline.elements(in: array).compactMap { outline.typing($0, in: room) }
        return entries.last?.users
    }

    /// What cannot be read here is no harm: nobody's words are in it.
    private func readers(in place: Range<Int>) -> [EventID: Set<UserID>] {
        guard let array = outline.find(["ephemeral", "events"], in: place),
            let elements = try? outline.elements(in: array)
        else { return [:] }
        var readers: [EventID: Set<UserID>] = [:]
        for element in elements where outline.value(["type"], in: element) == "m.receipt" {
            let receipts = outline.value(["content"], in: element)?.object ?? [:]
            for (event, kinds) in receipts {
                let users = kinds["m.read"]?.object.map { Set($0.keys) } ?? []
                readers[EventID(rawValue: event), default: []]
                    .formUnion(users.map(UserID.init(rawValue:)))
            }
        }
        return readers
    }

    /// CS, "Stripped state": the sender of the last invitation among the few events we may see.
    private func inviter(in place: Range<Int>) -> UserID? {
        guard let array = outline.find(["invite_state", "events"], in: place),
            let elements = try? outline.elements(in: array)
        else { return nil }
        let senders = elements.filter {
            outline.value(["type"], in: $0) == "m.room.member"
                && outline.value(["content", "membership"], in: $0) == "invite"
        }
        return senders.last.flatMap { outline.value(["sender"], in: $0)?.string }
            .map(UserID.init(rawValue:))
    }
}
