public import Matrix

import Foundation

/// A person with an ordinary account: a counsellor, or an admin.
public struct Account: Sendable {
    /// Who.
    public let user: UserID
    /// Everything she may ask of the homeserver.
    public let voice: Voice
    /// With what she proves it.
    public let token: Secret

    init(_ login: Login, at homeserver: Homeserver) {
        self.init(login.user, token: login.token, at: homeserver)
    }

    init(_ user: UserID, token: Secret, at homeserver: Homeserver) {
        (self.user, self.token) = (user, token)
        voice = homeserver.acting(as: .account(token: token))
    }

    /// Joins a room by its alias as soon as she is invited.
    public func join(_ alias: RoomAlias, within limit: Duration = .seconds(60)) async throws
        -> RoomID
    {
        try await soon(within: limit) { () async throws -> RoomID in
            try await voice.join(alias)
        }
    }

    /// Joins a room as soon as she is invited.
    public func join(_ room: RoomID, within limit: Duration = .seconds(60)) async throws {
        try await soon(within: limit) { () async throws -> Void in try await voice.join(room) }
    }

    /// Joins as soon as it is possible.
    ///
    /// Right after an invitation Synapse now and then does not know yet that it is in the room
    /// itself, looks for another server that could let her in, finds none and answers 404
    /// M_UNKNOWN ("Can't join remote room because no servers that are in the room have been
    /// provided"). A client's next attempt goes through, so some are made here, and no more: a room
    /// that cannot be joined is still found out.
    private func soon<Value: Sendable>(
        within limit: Duration,
        _ join: () async throws -> Value
    ) async throws -> Value {
        var noServerCount = 0
        return try await found(within: limit, every: .milliseconds(100), "being let into a room") {
            do {
                return try await orNil(meaningNotYet: ["M_FORBIDDEN", "M_NOT_FOUND"], join)
            } catch Homeserver.Failure.refused(404, "M_UNKNOWN")
                where noServerCount < Self.noServerCountMax
            {
                noServerCount += 1
                return nil
            }
        }
    }

    private static var noServerCountMax: Int { 10 }

    /// The next room she is invited to and is not in.
    public func invitation(within limit: Duration = .seconds(30)) async throws -> RoomID {
        try await found(within: limit, every: .milliseconds(100), "an invitation") {
            try await invitations().first
        }
    }

    /// The rooms she is invited to now and is not in.
    public func invitations() async throws -> [RoomID] {
        try await patiently {
            try await voice.sync(since: nil, timeoutMilliseconds: 0, filter: Self.oneEvent)
        }.invited.map(\.room)
    }

    /// Says something in a room; a limited homeserver is waited for.
    @discardableResult
    public func say(_ text: String, in room: RoomID, extra: [String: JSON] = [:]) async throws
        -> EventID
    {
        let content: [String: JSON] = ["msgtype": "m.text", "body": .string(text)]
        let whole = JSON.object(content.merging(extra) { _, extra in extra })
        let id = UUID().uuidString
        return try await patiently {
            try await voice.send(to: room, transactionID: id, content: whole)
        }
    }

    /// Reacts to something in a room.
    @discardableResult
    public func react(to event: EventID, in room: RoomID, key: String = "👍") async throws -> EventID
    {
        let id = UUID().uuidString
        return try await patiently {
            try await voice.react(to: event, in: room, key: key, transactionID: id)
        }
    }

    /// Everything she may see of a room, oldest first.
    public func timeline(of room: RoomID) async throws -> [Event] {
        var events: [Event] = []
        var next: String?
        repeat {
            let from = next
            let page = try await patiently {
                try await voice.messages(in: room, from: from, direction: .forward, limit: 500)
            }
            events += page.chunk
            next = page.end
        } while next != nil
        return events
    }

    /// The first event of a room that fits, whether it is there already or still to come.
    public func event(
        in room: RoomID,
        within limit: Duration = .seconds(30),
        _ what: String,
        where fits: (Event) -> Bool
    ) async throws -> Event {
        // The place in the stream is taken before looking back, so that nothing falls between.
        var since = try await patiently {
            try await voice.sync(since: nil, timeoutMilliseconds: 0, filter: Self.oneEvent)
        }.nextBatch
        if let event = try await timeline(of: room).first(where: fits) { return event }
        return try await found(within: limit, every: .zero, what) {
            let from = since
            let news = try await patiently {
                try await voice.sync(since: from, timeoutMilliseconds: 500)
            }
            since = news.nextBatch
            guard let joined = news.joined.first(where: { $0.room == room }) else { return nil }
            let events = joined.limited ? try await timeline(of: room) : joined.timeline
            return events.first(where: fits)
        }
    }

    /// As little as possible, and never the same words twice: Synapse answers an equal first
    /// `/sync` out of its memory for two minutes, however much has happened since.
    private static var oneEvent: String {
        let nobody = "@\(UUID().uuidString):nowhere.invalid"
        return JSON.object([
            "room": ["timeline": ["limit": 1, "not_senders": [.string(nobody)]]],
            "presence": ["limit": 0],
        ]).text
    }

    /// Repeats a call for as long as the homeserver asks for patience or is away.
    private func patiently<Value: Sendable>(
        _ call: () async throws -> Value
    ) async throws -> Value {
        let clock = ContinuousClock()
        let end = clock.now + .seconds(120)
        while true {
            do {
                return try await call()
            } catch Homeserver.Failure.retry(let wait, _) where clock.now < end {
                try await Task.sleep(for: wait ?? .milliseconds(200))
            }
        }
    }

    private func orNil<Value: Sendable>(
        meaningNotYet codes: [String],
        _ call: () async throws -> Value
    ) async throws -> Value? {
        do {
            return try await patiently(call)
        } catch Homeserver.Failure.refused(_, let code) where codes.contains(code) {
            return nil
        }
    }
}
