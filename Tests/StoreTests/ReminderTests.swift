import Desk
import Store
import Testing

@Suite struct ReminderTests {
    private let hour: Int64 = 3_600_000

    @Test func `a waking is due at its time, not before`() async throws {
        let evening = try Evening()
        let number = try await evening.arrive("lea")
        // She waits; the door closes at midnight.
        let midnight = Evening.noon + 12 * hour
        #expect(try await evening.ledger.nextReminder() == midnight)
        #expect(try await evening.ledger.dueReminders(at: midnight - 1, limit: 10).isEmpty)
        let due = try await evening.ledger.dueReminders(at: midnight, limit: 10)
        #expect(due.map(\.number) == [number])
        #expect(due.map(\.reminder) == [.closing])
        #expect(due.map(\.bot) == [Evening.bot])
    }

    @Test func `a waking that was heard is gone`() async throws {
        let evening = try Evening()
        let number = try await evening.talk("lea")
        try await evening.record(.goodbye("lea"))
        #expect(try await evening.ledger.nextReminder() == Evening.noon + 24 * hour)
        try await evening.record(.due(number, .forget))
        #expect(try await evening.ledger.nextReminder() == nil)
    }

    @Test func `a claim takes the waking at closing time back`() async throws {
        let evening = try Evening()
        _ = try await evening.talk("lea")
        let due = try await evening.ledger.dueReminders(at: Evening.noon + 99 * hour, limit: 10)
        // She is still waited for: her counsellor has not written to her yet.
        #expect(due.map(\.reminder) == [.unclaim, .forget])
    }

    @Test func `the oldest come first, at most so many`() async throws {
        let evening = try Evening()
        for index in 0..<5 { _ = try await evening.arrive("visitor \(index)") }
        try evening.cabinet.tamper(
            "UPDATE reminder SET due = 1000 - conversation WHERE what = 'closing'"
        )
        let due = try await evening.ledger.dueReminders(at: Evening.noon, limit: 3)
        #expect(due.map(\.due) == [995, 996, 997])
    }

    @Test func `what nobody could hear is put off behind the others`() async throws {
        let evening = try Evening()
        _ = try await evening.arrive("lea")
        let far = Evening.noon + 13 * hour
        let due = try await evening.ledger.dueReminders(at: far, limit: 1)
        for reminder in due { try await evening.ledger.overrule(reminder, until: far + hour) }
        #expect(try await evening.ledger.dueReminders(at: far, limit: 1).isEmpty)
        #expect(try await evening.ledger.nextReminder() == far + hour)
    }
}
