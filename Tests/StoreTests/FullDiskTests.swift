import Desk
import GRDB
import Testing

@testable import Store

@Suite struct FullDiskTests {
    @Test func `a full disk takes the whole recording back, and later all of it is heard`()
        async throws
    {
        let evening = try Evening()
        let lea = try await evening.talk("lea")
        let long = String(repeating: "a", count: 1_900)
        let lines = (1...50).map { Delivery.words("lea", "l\($0)", long) }
        let before = try await evening.ledger.lines(of: lea, after: 0, limit: 1_000)
        let pages = try evening.cabinet.value(Int.self, "PRAGMA page_count") ?? 0
        try limit(evening.ledger, toPages: pages + 8)
        let error = await #expect(throws: DatabaseError.self) {
            try await evening.record(Recording(lines))
        }
        #expect(error?.resultCode == .SQLITE_FULL)
        #expect(try await evening.ledger.lines(of: lea, after: 0, limit: 1_000) == before)
        try limit(evening.ledger, toPages: 100_000)
        let outcomes = try await evening.record(Recording(lines)).outcomes
        #expect(outcomes == lines.map { _ in .recorded(lea) })
        #expect(try await visitorLines(evening.ledger, lea).count == lines.count)
    }

    private func limit(_ ledger: Ledger, toPages count: Int) throws {
        try ledger.pool.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA max_page_count = \(count)")
        }
    }
}
