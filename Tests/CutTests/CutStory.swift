import Desk
import Foundation
import Matrix
import Relay
import Store
import Support

/// A visitor's talk, told by somebody who begins again from the start after each death of the
/// bridge, as a page does: what has been heard already is the same delivery.
struct CutStory: Sendable {
    let house: CutHouse
    /// Where what the visitor saw at the end is left.
    let screen: String

    private static let patience = Duration.seconds(40)
    static let lines = ["v one", "v two", "v three"]
    /// What she writes who comes in through the lobby, after that.
    static let guestLines = ["v four", "v five", "v six"]

    /// Tells it to the end: until everything is brought, forgotten, and cleared away.
    func tell() async throws {
        let arrived = try await hand("arrived", .arrived)
        guard case .recorded(let number?) = arrived else { throw Absent(what: "a conversation") }
        try await say("Lou")
        for line in Self.lines.prefix(2) { try await say(line) }
        try await reach("the talk") {
            guard let stage = try await house.ledger.conversation(number)?.stage else {
                return true
            }
            return stage.name == .talking || stage.name == .ended
        }
        try await say(Self.lines[2])
        try await reach("the end") {
            guard let stage = try await house.ledger.conversation(number)?.stage else {
                return true
            }
            return stage.name == .ended
        }
        try await reach("the end of who came through the lobby") {
            // Once the screen is left, she may be forgotten.
            if FileManager.default.fileExists(atPath: screen) { return true }
            return try await house.ledger.conversation(number + 1)?.stage.name == .ended
        }
        try await reach("that nothing waits") {
            try await house.ledger.outboxCounts()["ready", default: 0] == 0
        }
        try await leaveScreen(number)
        await house.skip(hours: 25)
        try await reach("that all is forgotten") {
            let (first, second) = (number, number + 1)
            guard try await house.ledger.conversation(first) == nil else { return false }
            return try await house.ledger.conversation(second) == nil
        }
        try await reach("that the room is cleared") {
            let used = try await house.shelf.used()
            let planned = try await house.shelf.planned()
            return used.isEmpty && planned.isEmpty
        }
    }

    /// What she sees; once it is forgotten, what she saw stays as it was left.
    private func leaveScreen(_ number: ConversationNumber) async throws {
        let lines = try await house.switchboard.lines(of: number, after: 0, limit: 100)
        guard !lines.isEmpty else { return }
        // That an image has come is told by a line of its own, whenever it comes.
        let text = lines.filter { $0.line.of == nil }.map { stored in
            let image = stored.line.image.map { " [\($0.rawValue)]" } ?? ""
            return "\(stored.line.author.rawValue): \(stored.line.text.reveal())\(image)"
        }
        try Data(text.joined(separator: "\n").utf8).write(to: URL(filePath: screen))
    }

    private func say(_ words: String) async throws {
        let event = Desk.Event.visitorSaid(LineID("line of \(words)"), .text(Confidential(words)))
        _ = try await hand("line/" + words, event)
    }

    private func hand(_ name: String, _ event: Desk.Event) async throws -> Outcome {
        let delivery = Delivery(
            id: DeliveryID("web/lou/" + name),
            bot: CutHouse.bot,
            address: .visitor(VisitorKey("lou"), .web),
            event: event
        )
        return try await house.switchboard.receive(delivery)
    }

    private func reach(_ what: String, _ check: () async throws -> Bool) async throws {
        let end = ContinuousClock.now + Self.patience
        while try await !check() {
            guard ContinuousClock.now < end else { throw Absent(what: what) }
            try await Task.sleep(for: .milliseconds(5))
        }
    }
}

/// The counsellor: takes whoever waits, answers each line once, the second with an image, and
/// closes after the third.
///
/// She goes by what stands in her rooms, so she never needs to know who was killed.
struct CutCounsellor: Sendable {
    let server: FakeHomeserver

    func work() async {
        while !Task.isCancelled {
            for room in server.rooms { look(into: room) }
            try? await Task.sleep(for: .milliseconds(5))
        }
    }

    private func look(into room: RoomID) {
        let ana = CutHouse.ana
        switch server.membership(of: ana, in: room) {
        case "invite": return server.joins(ana, room)
        case "join": break
        case .some, nil: return
        }
        let events = server.timeline(room)
        if room == server.room(alias: "passerelle_staff_essai") {
            let claimed = events.filter { $0.sender == ana }.compactMap(\.relation)
            // The words of the notice come as a change of what rang.
            let waiting = events.compactMap { event -> EventID? in
                guard case .replacement(let notice, let body)? = event.relation else { return nil }
                return body?.contains("!prendre") == true ? notice : nil
            }
            for notice in waiting where !claimed.contains(.annotation(notice, key: "✋")) {
                server.reacts(room, ana, to: notice, "✋")
            }
            return
        }
        // She remembers what was taken back when the room was cleared.
        let words = server.wordsOnce(room)
        let own = Set(words.filter { $0.sender == ana }.map(\.body))
        let heard = words.filter { $0.sender != ana }.map(\.body)
        for line in heard where line.hasPrefix("v ") {
            let answer = "c" + line.dropFirst()
            guard !own.contains(answer) else { continue }
            guard line == CutStory.lines[1] else {
                server.counsellorSays(room, ana, answer)
                continue
            }
            let address = server.uploads(TestImages.png)
            server.showsImage(room, ana, at: address, caption: answer)
        }
        let isOver = heard.contains { [CutStory.lines[2], CutStory.guestLines[2]].contains($0) }
        if isOver, !own.contains("!clore") {
            server.counsellorSays(room, ana, "!clore")
        }
    }
}
