import Desk
import GRDB
import Store
import Testing

@Suite struct MigrationTests {
    @Test func `a file of the first day opens today and works`() async throws {
        let cabinet = try Cabinet()
        try cabinet.tamper(FirstSchema.sql)
        let evening = try Evening(cabinet)
        let number = try await evening.talk("lea")
        try await evening.record(.words("lea", "l1", "bonjour"), .goodbye("lea"))
        #expect(try await visitorLines(evening.ledger, number) == ["bonjour"])
        #expect(try await evening.record(.due(number, .forget)) == [.recorded(number)])
    }

    @Test func `a file of the first day, brought up to date, is like a new one`() throws {
        let old = try Cabinet()
        try old.tamper(FirstSchema.sql)
        _ = try old.open()
        let new = try Cabinet()
        _ = try new.open()
        // Fails when the first step of the schema is edited instead of a new one being added.
        #expect(try tables(old) == tables(new))
    }

    /// Every table and index with its definition, but without comments and layout.
    private func tables(_ cabinet: Cabinet) throws -> [String: String] {
        try DatabaseQueue(path: cabinet.path).read { db in
            let sql = "SELECT name, sql FROM sqlite_master WHERE name NOT LIKE 'grdb%'"
            let rows = try Row.fetchAll(db, sql: sql)
            let pairs = rows.map { row -> (String, String) in
                let definition: String = row["sql"] ?? ""
                return (
                    row["name"],
                    definition.split(whereSeparator: \.isWhitespace).joined(separator: " ")
                )
            }
            return Dictionary(uniqueKeysWithValues: pairs)
        }
    }
}
