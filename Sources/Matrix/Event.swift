/// One event as the homeserver sends it, its room known.
public struct Event: Sendable, Hashable {
    /// The room it happened in.
    public let room: RoomID
    /// Its name; the same event always has the same one, however it reached us.
    public let id: EventID
    /// What kind of event, such as `m.room.message`.
    public let type: String
    /// Who caused it.
    public let sender: UserID
    /// The state it sets, or nil for what is said rather than set (CS, "Types of room events").
    public let stateKey: String?
    /// What the sender wrote, not checked by anybody.
    public let content: [String: JSON]
    /// The event it takes back, if it is a redaction.
    public let redacts: EventID?
    /// The sending device's own name for it; only that device is told.
    public let transactionID: String?
    /// When the sender's homeserver says it happened; a claim, not a fact.
    public let originServerMilliseconds: Int64
    /// Whether its content was taken back before it reached us.
    public let isRedacted: Bool

    /// Puts an event together, for those who make them by hand.
    public init(
        room: RoomID,
        id: EventID,
        type: String,
        sender: UserID,
        stateKey: String? = nil,
        content: [String: JSON] = [:],
        redacts: EventID? = nil,
        transactionID: String? = nil,
        originServerMilliseconds: Int64 = 0,
        isRedacted: Bool = false
    ) {
        self.room = room
        self.id = id
        self.type = type
        self.sender = sender
        self.stateKey = stateKey
        self.content = content
        self.redacts = redacts
        self.transactionID = transactionID
        self.originServerMilliseconds = originServerMilliseconds
        self.isRedacted = isRedacted
    }
}

extension Event {
    /// Whether it sets state.
    ///
    /// The presence of a state key tells, never the type.
    public var isState: Bool { stateKey != nil }

    /// What a membership event says: `join`, `invite`, `leave`, `ban` or `knock`.
    public var membership: String? {
        guard type == "m.room.member", isState else { return nil }
        return content["membership"]?.string
    }

    /// Reads one event that stands alone.
    ///
    /// `room` is for places where the homeserver leaves the room out because the path to the event
    /// already says it (CS, "Syncing").
    static func read(_ value: JSON, in room: RoomID?) throws(Malformed) -> Event {
        guard case .object(let fields) = value else { throw .wrongType(field: "event") }
        let unsigned = fields["unsigned"]
        let place: RoomID
        if let room {
            place = room
        } else {
            place = RoomID(rawValue: try fields.requiredString("room_id"))
        }
        return Event(
            room: place,
            id: EventID(rawValue: try fields.requiredString("event_id")),
            type: try fields.requiredString("type"),
            sender: UserID(rawValue: try fields.requiredString("sender")),
            stateKey: try fields.optionalString("state_key"),
            content: try fields.requiredObject("content"),
            redacts: redacted(by: fields),
            transactionID: unsigned?["transaction_id"]?.string,
            originServerMilliseconds: try fields.requiredInt("origin_server_ts"),
            isRedacted: unsigned?["redacted_because"]?.object != nil
        )
    }

    /// Room version 11 moved `redacts` into the content (Room Version 11, "Redactions");
    /// homeservers send either, some both.
    private static func redacted(by fields: [String: JSON]) -> EventID? {
        guard fields["type"] == "m.room.redaction" else { return nil }
        let inContent = fields["content"]?["redacts"]?.string
        return (inContent ?? fields["redacts"]?.string).map(EventID.init(rawValue:))
    }
}

extension [String: JSON] {
    fileprivate func requiredString(_ field: String) throws(Malformed) -> String {
        guard let value = self[field] else { throw .missing(field: field) }
        guard let string = value.string else { throw .wrongType(field: field) }
        return string
    }

    /// Absent is fine; present with another kind is not: a state event must not pass for a line.
    fileprivate func optionalString(_ field: String) throws(Malformed) -> String? {
        guard let value = self[field] else { return nil }
        guard let string = value.string else { throw .wrongType(field: field) }
        return string
    }

    fileprivate func requiredObject(_ field: String) throws(Malformed) -> [String: JSON] {
        guard let value = self[field] else { throw .missing(field: field) }
        guard let object = value.object else { throw .wrongType(field: field) }
        return object
    }

    fileprivate func requiredInt(_ field: String) throws(Malformed) -> Int64 {
        guard let value = self[field] else { throw .missing(field: field) }
        guard let int = value.int else { throw .wrongType(field: field) }
        return int
    }
}
