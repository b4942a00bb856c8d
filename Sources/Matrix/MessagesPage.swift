/// A stretch of a room's past, as `/messages` gives it (CS, "Getting events for a room").
public struct MessagesPage: Sendable, Hashable {
    /// What happened, newest first when walking back.
    public let chunk: [Event]
    /// Where to go on, or nil when there is nothing further.
    public let end: String?
    /// What could not be read.
    public let unreadable: [Unreadable]

    static func parse(_ body: [UInt8], room: RoomID) throws(Malformed) -> MessagesPage {
        let outline = Outline(bytes: body)
        guard let chunk = outline.find(["chunk"], in: body.indices) else {
            throw .missing(field: "chunk")
        }
        var pile = EventPile()
        try pile.read(outline, chunk, in: room)
        let end = outline.value(["end"], in: body.indices)?.string
        return MessagesPage(chunk: pile.events, end: end, unreadable: pile.unreadable)
    }
}

/// One person's standing in a room.
public struct Member: Sendable, Hashable {
    /// `join`, `invite`, `leave`, `ban` or `knock`.
    public let membership: String
    /// The name shown in this room.
    public let displayName: String?
    /// The event that says so.
    public let event: EventID?

    /// Puts one together.
    public init(membership: String, displayName: String?, event: EventID? = nil) {
        self.membership = membership
        self.displayName = displayName
        self.event = event
    }

    /// Reads only the few fields needed, each alone: a poisoned corner of somebody's member event
    /// must not make the others look absent.
    static func parse(_ body: [UInt8]) throws(Malformed) -> [UserID: Member] {
        let outline = Outline(bytes: body)
        guard let chunk = outline.find(["chunk"], in: body.indices) else {
            throw .missing(field: "chunk")
        }
        var members: [UserID: Member] = [:]
        for element in try outline.elements(in: chunk) {
            guard let person = outline.value(["state_key"], in: element)?.string else {
                throw .missing(field: "state_key")
            }
            guard let membership = outline.value(["content", "membership"], in: element)?.string
            else { throw .missing(field: "membership") }
            members[UserID(rawValue: person)] = Member(
                membership: membership,
                displayName: outline.value(["content", "displayname"], in: element)?.string,
                event: outline.value(["event_id"], in: element)?.string
                    .map(EventID.init(rawValue:))
            )
        }
        return members
    }
}
