import Desk
import Foundation
import Store
import Testing

@Suite struct DamageTests {
    @Test
    func `a conversation's state under another's number opens nothing, and harms nobody else`()
        async throws
    {
        let evening = try Evening()
        let lea = try await evening.talk("lea")
        let tom = try await evening.talk("tom")
        let zoe = try await evening.talk("zoe")
        try evening.cabinet.tamper(
            """
            UPDATE conversation SET
            state = (SELECT state FROM conversation WHERE number = ?),
            key = (SELECT key FROM conversation WHERE number = ?) WHERE number = ?
            """,
            [lea, lea, tom]
        )
        let outcomes = try await evening.record(
            .words("lea", "l", "un"),
            .words("tom", "t", "deux"),
            .words("zoe", "z", "trois")
        )
        #expect(outcomes == [.recorded(lea), .damaged, .recorded(zoe)])
        #expect(try await visitorLines(evening.ledger, lea) == ["un"])
        #expect(try await visitorLines(evening.ledger, zoe) == ["trois"])
        let forTom = "SELECT count(*) FROM line WHERE conversation = ? AND id = 't'"
        #expect(try evening.cabinet.value(Int.self, forTom, [tom]) == 0)
    }

    @Test func `a line id used twice spoils only its own delivery`() async throws {
        let evening = try Evening()
        let lea = try await evening.talk("lea")
        let tom = try await evening.talk("tom")
        let again = Delivery.from(
            "lea",
            "another id",
            .visitorSaid(LineID("l1"), .text(Confidential("copie")))
        )
        let outcomes = try await evening.record(
            .words("lea", "l1", "un"),
            again,
            .words("tom", "t1", "deux")
        )
        #expect(outcomes == [.recorded(lea), .damaged, .recorded(tom)])
        #expect(try await visitorLines(evening.ledger, lea) == ["un"])
        // Nothing of the spoilt delivery stays, not even in the outbox: open, then one relay.
        let relays = "SELECT count(*) FROM outbox WHERE conversation = ? AND kind = 'relay'"
        #expect(try evening.cabinet.value(Int.self, relays, [lea]) == 1)
        // It is not taken for heard either.
        #expect(try await !evening.ledger.hasHeard(again.id))
        #expect(try await evening.record(again) == [.damaged])
        let lines = try await evening.ledger.census(at: 0).lines
        #expect((lines.accepted, lines.missing) == (2, 0))
    }

    /// The row that names her is not sealed: whoever can write into the file could put herself
    /// there.
    @Test func `whoever is put beside another's talk is not let in`() async throws {
        let evening = try Evening()
        let lea = try await evening.talk("lea")
        let tom = try await evening.talk("tom")
        try await evening.record(.words("tom", "t1", "secret"))
        let (hers, his) = (VisitorKey("lea"), VisitorKey("tom"))
        #expect(
            try await evening.ledger.visit(by: his, at: Evening.bot)?.conversation.number == tom
        )
        try evening.cabinet.tamper("UPDATE conversation SET visitor = 'x' WHERE number = ?", [lea])
        try evening.cabinet.tamper(
            "UPDATE conversation SET visitor = '\(hers.rawValue)' WHERE number = ?",
            [tom]
        )
        await #expect(throws: (any Error).self) {
            _ = try await evening.ledger.visit(by: hers, at: Evening.bot)
        }
        #expect(try await evening.record(.words("lea", "l1", "coucou")) == [.damaged])
        #expect(try await visitorLines(evening.ledger, tom) == ["secret"])
    }

    @Test func `a damaged line does not hide the others from who may leave it out`() async throws {
        let evening = try Evening()
        let number = try await evening.talk("lea")
        try await evening.record(.words("lea", "l1", "un"), .words("lea", "l2", "deux"))
        try evening.cabinet.tamper("UPDATE line SET body = x'0011' WHERE id = 'l1'")
        let (lines, damaged) = try await evening.ledger.linesBesideDamaged(
            of: number,
            after: 0,
            limit: 100
        )
        let said = lines.filter { $0.line.author == .visitor }.map { $0.line.text.reveal() }
        #expect(said == ["deux"])
        let place = "SELECT sequence FROM line WHERE id = 'l1'"
        #expect(damaged == [try #require(try evening.cabinet.value(Int64.self, place))])
        let behind = try await evening.ledger.linesBesideDamaged(
            of: number,
            after: damaged[0],
            limit: 100
        )
        #expect(behind.damaged.isEmpty)
    }

    /// The letter is read once, with its code: all of it or nothing would be nothing.
    @Test func `a damaged line of a letter keeps none of its answers from whoever has the code`()
        async throws
    {
        let evening = try Evening()
        let (lea, tom) = (try await evening.talk("lea"), try await evening.talk("tom"))
        let day = CivilDate(daysSince1970: 20_833)
        let answers = ["un", "deux", "trois"].map { words in
            Effect.show(
                Line(id: LineID(words), author: .counsellor, text: Confidential(words))
            )
        }
        let written = Recording([.words("lea", "l1", "une lettre")])
        _ = try await evening.ledger.record(written, at: Evening.noon) { _, _, _ in
            Heard(effects: answers, day: day)
        }
        try evening.cabinet.tamper("UPDATE line SET body = x'0011' WHERE id = 'deux'")
        let asked = Recording([.words("tom", "t1", "son code")])
        let recorded = try await evening.ledger.record(asked, at: Evening.noon) { _, _, _ in
            Heard(effects: [.bringAnswers(from: lea)], day: day)
        }
        #expect(recorded.outcomes == [.recorded(tom)])
        let brought = try await evening.ledger.linesBesideDamaged(of: tom, after: 0, limit: 100)
        let said = brought.lines.map(\.line).filter { $0.author == .counsellor }
        #expect(said.map { $0.text.reveal() } == ["un", "trois"])
        // What cannot be read is there too, so that it can be told.
        #expect(brought.damaged.count == 1)
    }

    @Test func `lines that change places do not open`() async throws {
        let evening = try Evening()
        let number = try await evening.talk("lea")
        try await evening.record(.words("lea", "l1", "un"), .words("lea", "l2", "deux"))
        try evening.cabinet.tamper(
            """
            UPDATE line SET body = (SELECT body FROM line AS other WHERE other.id = 'l2')
            WHERE id = 'l1'
            """
        )
        await #expect(throws: (any Error).self) {
            try await evening.ledger.lines(of: number, after: 0, limit: 10)
        }
    }

    @Test func `a damaged errand does not stop the others and can be set aside`() async throws {
        let evening = try Evening()
        let lea = try await evening.talk("lea")
        let tom = try await evening.talk("tom")
        let state = "UPDATE outbox SET body = x'00112233' WHERE conversation = ? AND kind = 'open'"
        try evening.cabinet.tamper(state, [lea])
        let taken = try await evening.taken()
        #expect(taken.map(\.lane.rawValue) == ["staff/test-bot", "talk/\(lea)", "talk/\(tom)"])
        guard case .unreadable(let damaged) = taken[1] else {
            return #expect(Bool(false), "it was damaged")
        }
        #expect(damaged.conversation == lea)
        #expect(damaged.failure == .other)
        try await evening.ledger.park(damaged)
        #expect(
            try await evening.taken().map(\.lane.rawValue) == ["staff/test-bot", "talk/\(tom)"]
        )
        #expect(try await evening.ledger.outboxCounts()["parked"] == 1)
    }

    @Test func `a relay whose words are gone says that a line was lost`() async throws {
        let evening = try Evening()
        let number = try await evening.talk("lea")
        try await evening.record(.words("lea", "l1", "un"))
        try await evening.ledger.settle(evening.first(in: "talk/\(number)"), .done(nil))
        try evening.cabinet.tamper("DELETE FROM line WHERE id = 'l1'")
        let taken = try await evening.ledger.next(in: Lane("talk/\(number)"), at: Evening.noon)
        guard case .unreadable(let lost) = taken else {
            return #expect(Bool(false), "there are no words to bring")
        }
        #expect(lost.failure == .line)
    }
}
