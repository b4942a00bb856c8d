import Curl

/// Learning what happened, by asking.
extension Voice {
    /// All news since a token, waiting for some if there is none (CS, "Syncing").
    public func sync(since: String?, timeoutMilliseconds: Int, filter: String? = nil)
        async throws(Homeserver.Failure) -> SyncResponse
    {
        var call = Call(
            "GET",
            Call.client("sync"),
            query: [("timeout", String(timeoutMilliseconds))],
            limits: .longPoll(waitMilliseconds: timeoutMilliseconds)
        )
        if let since { call.query.append(("since", since)) }
        if let filter { call.query.append(("filter", filter)) }
        let bytes = try await bytes(call)
        return try Homeserver.Failure.reading { () throws(Malformed) in
            try SyncResponse.parse(bytes)
        }
    }

    /// Which way to walk through a room's past.
    public enum Direction: Sendable, Hashable {
        /// Towards older events.
        case back
        /// Towards newer events.
        case forward
    }

    /// A stretch of a room's past (CS, "Getting events for a room").
    public func messages(
        in room: RoomID,
        from: String?,
        to: String? = nil,
        direction: Direction = .back,
        limit: Int = 100,
        filter: String? = nil
    ) async throws(Homeserver.Failure) -> MessagesPage {
        let letter =
            switch direction {
            case .back: "b"
            case .forward: "f"
            }
        var call = Call(
            "GET",
            Call.room(room, "messages"),
            query: [("dir", letter), ("limit", String(limit))]
        )
        if let from { call.query.append(("from", from)) }
        if let to { call.query.append(("to", to)) }
        if let filter { call.query.append(("filter", filter)) }
        let bytes = try await bytes(call)
        return try Homeserver.Failure.reading { () throws(Malformed) in
            try MessagesPage.parse(bytes, room: room)
        }
    }

    /// Whether the homeserver searches what was said, and so keeps an index of it (CS, "Server side
    /// search").
    public func canSearch() async throws(Homeserver.Failure) -> Bool {
        let body: JSON = ["search_categories": ["room_events": ["search_term": "passerelle"]]]
        do throws(Homeserver.Failure) {
            _ = try await bytes(Call("POST", Call.client("search"), body: body))
            return true
        } catch .refused {
            return false
        }
    }
}
