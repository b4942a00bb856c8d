/// Saying things. A transaction id makes repeating harmless: see `OutgoingID`.
extension Voice {
    /// Says something (CS, "Sending events to a room").
    public func send(
        to room: RoomID,
        type: String = "m.room.message",
        transactionID: String,
        content: JSON
    ) async throws(Homeserver.Failure) -> EventID {
        let path = Call.room(room, "send", type, transactionID)
        return try await event(Call("PUT", path, body: content))
    }

    /// Takes something back (CS, "Redactions").
    @discardableResult
    public func redact(
        _ target: EventID,
        in room: RoomID,
        transactionID: String,
        reason: String? = nil,
        extra: [String: JSON] = [:]
    ) async throws(Homeserver.Failure) -> EventID {
        let path = Call.room(room, "redact", target.rawValue, transactionID)
        var body = extra
        body["reason"] = reason.map(JSON.string)
        return try await event(Call("PUT", path, body: .object(body)))
    }

    /// Puts a sign on something (CS, "Event annotations and reactions").
    public func react(
        to target: EventID,
        in room: RoomID,
        key: String,
        transactionID: String
    ) async throws(Homeserver.Failure) -> EventID {
        let content: JSON = [
            "m.relates_to": [
                "rel_type": "m.annotation", "event_id": .string(target.rawValue),
                "key": .string(key),
            ]
        ]
        return try await send(
            to: room,
            type: "m.reaction",
            transactionID: transactionID,
            content: content
        )
    }

    /// Shows that an account types, or has stopped; it must be the one that speaks.
    public func typing(
        _ user: UserID,
        in room: RoomID,
        _ isTyping: Bool,
        timeoutMilliseconds: Int = 30_000
    ) async throws(Homeserver.Failure) {
        var fields: [String: JSON] = ["typing": .bool(isTyping)]
        if isTyping { fields["timeout"] = .int(Int64(timeoutMilliseconds)) }
        let path = Call.room(room, "typing", user.rawValue)
        _ = try await bytes(Call("PUT", path, body: .object(fields)))
    }

    /// Shows how far this account has read (CS, "Fully read markers").
    public func readMarker(in room: RoomID, at event: EventID) async throws(Homeserver.Failure) {
        let id = JSON.string(event.rawValue)
        let body: JSON = ["m.fully_read": id, "m.read": id]
        _ = try await bytes(Call("POST", Call.room(room, "read_markers"), body: body))
    }
}
