import Desk
import Store
import Testing

@Suite struct CursorTests {
    @Test func `the place in a feed is saved with what was read there`() async throws {
        let evening = try Evening()
        #expect(try await evening.ledger.cursor(of: "sync") == nil)
        _ = try await evening.record(piece("s1"))
        #expect(try await evening.ledger.cursor(of: "sync")?.token == "s1")
        _ = try await evening.record(piece("s2"))
        #expect(try await evening.ledger.cursor(of: "sync")?.token == "s2")
    }

    @Test func `when the deliveries cannot be written, the place is not saved`() async throws {
        let evening = try Evening()
        try evening.cabinet.tamper("ALTER TABLE line RENAME TO elsewhere")
        await #expect(throws: (any Error).self) { try await evening.record(piece("s1")) }
        #expect(try await evening.ledger.cursor(of: "sync") == nil)
        try evening.cabinet.tamper("ALTER TABLE elsewhere RENAME TO line")
        _ = try await evening.record(piece("s1"))
        #expect(try await evening.ledger.cursor(of: "sync")?.token == "s1")
    }

    @Test func `when the place cannot be saved, the deliveries are not written`() async throws {
        let evening = try Evening()
        try evening.cabinet.tamper("ALTER TABLE cursor RENAME TO elsewhere")
        await #expect(throws: (any Error).self) { try await evening.record(piece("s1")) }
        #expect(try evening.cabinet.value(Int.self, "SELECT count(*) FROM delivery") == 0)
        #expect(try evening.cabinet.value(Int.self, "SELECT count(*) FROM conversation") == 0)
        try evening.cabinet.tamper("ALTER TABLE elsewhere RENAME TO cursor")
        let outcomes = try await evening.record(piece("s1")).outcomes
        #expect(outcomes == [.recorded(1)])
    }

    @Test func `two feeds in one transaction keep their own places`() async throws {
        let evening = try Evening()
        var both = piece("s1")
        both.cursors.append(Cursor(feed: "other", token: "o1"))
        _ = try await evening.record(both)
        #expect(try await evening.ledger.cursor(of: "sync")?.token == "s1")
        #expect(try await evening.ledger.cursor(of: "other")?.token == "o1")
    }

    private func piece(_ token: String) -> Recording {
        Recording([.arrival("lea")], cursor: Cursor(feed: "sync", token: token))
    }
}
