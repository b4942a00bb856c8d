import Desk
import Matrix
import Relay
import Support
import Testing

/// What a test looks at, from the counsellors' side and from the visitor's.
extension Town {
    /// Waits until something holds.
    func until(
        _ what: String,
        at place: SourceLocation = #_sourceLocation,
        _ check: () async throws -> Bool
    ) async throws {
        let end = ContinuousClock.now + Self.patience
        while try await !check() {
            guard ContinuousClock.now < end else {
                Issue.record("waited in vain until: \(what)", sourceLocation: place)
                throw Absent(what)
            }
            try await Task.sleep(for: .milliseconds(4))
        }
    }

    var staffRoom: RoomID {
        get throws {
            let room = server.room(alias: "passerelle_staff_essai")
            guard let room else { throw Absent("the staff room") }
            return room
        }
    }

    /// The counselling rooms that a conversation has had, oldest first.
    func rooms(of number: ConversationNumber) -> [RoomID] {
        server.rooms.filter { room in
            let name = server.state(of: room, type: "m.room.name")?["name"]?.string
            return ["#\(number) · ", "✓ \(number) · "].contains { name?.hasPrefix($0) == true }
        }
    }

    /// Whether a conversation has a fresh room; an old one may have lost its name meanwhile.
    func hasRoom(_ number: ConversationNumber, besides old: RoomID) -> Bool {
        rooms(of: number).contains { $0 != old }
    }

    func room(of number: ConversationNumber) throws -> RoomID {
        guard let room = rooms(of: number).last else { throw Absent("a counselling room") }
        return room
    }

    /// Whether nobody but the bot may say anything in a room any more.
    func isSilenced(_ room: RoomID) -> Bool {
        let levels = server.state(of: room, type: "m.room.power_levels")
        return levels?["events_default"] == 100
    }

    /// Whether an account is one of the bridge's ghosts.
    func isGhost(_ user: UserID) -> Bool {
        user.rawValue.hasPrefix("@passerelle_ghost_")
    }

    /// What is said in a room, as `who: words`; edits are left out.
    func talk(_ room: RoomID) -> [String] {
        server.timeline(room).compactMap { event in
            guard let message = event.message else { return nil }
            if case .replacement? = message.relation { return nil }
            let name = isGhost(event.sender) ? "visitor" : event.sender.localpart ?? "?"
            return name + ": " + message.body
        }
    }

    /// What the visitor's page shows, as `author: words`.
    func screen(_ number: ConversationNumber) async throws -> [String] {
        try await house.switchboard.lines(of: number, after: 0, limit: 2_000)
            .map { $0.line.author.rawValue + ": " + $0.line.text.reveal() }
    }

    /// The counsellor's words on the visitor's page.
    func heard(_ number: ConversationNumber) async throws -> [String] {
        try await screen(number).filter { $0.hasPrefix("counsellor: ") }
            .map { String($0.dropFirst("counsellor: ".count)) }
    }
}

/// The notice in the staff room.
extension Town {
    /// Every notice about a conversation that was posted, edits left out: there must be one.
    func notices(of number: ConversationNumber) throws -> [Matrix.Event] {
        server.timeline(try staffRoom).filter { event in
            guard let message = event.message, message.relation == nil else { return false }
            return message.body.hasPrefix("#\(number) ") && message.kind == .text
        }
    }

    func notice(of number: ConversationNumber) async throws -> EventID {
        try await until("notice #\(number)") { try !notices(of: number).isEmpty }
        guard let notice = try notices(of: number).first else { throw Absent("the notice") }
        return notice.id
    }

    /// The last line that each version of the notice had, from when it has words: what rings has
    /// none.
    func noticeTails(of number: ConversationNumber) throws -> [String] {
        guard let notice = try notices(of: number).first else { return [] }
        let edits = server.timeline(try staffRoom).compactMap { event -> String? in
            guard case .replacement(notice.id, let body)? = event.relation else { return nil }
            return body
        }
        return edits.map { text in String(text.split(separator: "\n").last ?? "") }
    }

    /// What was said under the notice, each with those it calls by name.
    func remarks(under notice: EventID) throws -> [(body: String, mentions: Set<UserID>)] {
        server.timeline(try staffRoom).compactMap { event in
            guard let message = event.message, message.relation == .thread(root: notice) else {
                return nil
            }
            return (message.body, message.mentions)
        }
    }
}

extension Town {
    /// Nothing that was said in any room, and no key, may stand in the log.
    ///
    /// Shorter words than these stand in any sentence.
    func hearsNoWordInLog() {
        let said = server.rooms.flatMap { server.timeline($0) }.compactMap(\.message?.body)
        let keys = [server.appservice.token, server.appservice.homeserverToken, adminToken]
        let words = said.filter { $0.count > 3 } + keys.compactMap { $0?.reveal() }
        for entry in overheard.entries(with: Set(words)) { Issue.record("logged: \(entry)") }
    }
}
