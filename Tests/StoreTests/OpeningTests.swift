import GRDB
import Testing

@testable import Store

@Suite struct OpeningTests {
    @Test func `the writer waits for the disk and keeps a log`() throws {
        let ledger = try Cabinet().open()
        let (synchronous, journal, secureDelete) = try ledger.pool.writeWithoutTransaction { db in
            (
                try Int.fetchOne(db, sql: "PRAGMA synchronous"),
                try String.fetchOne(db, sql: "PRAGMA journal_mode"),
                try Int.fetchOne(db, sql: "PRAGMA secure_delete")
            )
        }
        #expect(synchronous == 2)
        #expect(journal == "wal")
        #expect(secureDelete == 1)
    }

    @Test func `nothing is laid down in the system's folder for temporary files`() throws {
        let ledger = try Cabinet().open()
        let memory = 2
        let store = "PRAGMA temp_store"
        #expect(try ledger.pool.read { try Int.fetchOne($0, sql: store) } == memory)
        #expect(
            try ledger.pool.writeWithoutTransaction { try Int.fetchOne($0, sql: store) } == memory
        )
    }

    @Test func `a ledger keeps its name`() throws {
        let cabinet = try Cabinet()
        let name = try cabinet.open().bridge
        #expect(try cabinet.open().bridge == name)
        #expect(try Cabinet().open().bridge != name)
    }

    @Test func `another master key is refused at the door`() throws {
        let cabinet = try Cabinet()
        _ = try cabinet.open()
        #expect(throws: LedgerRefusal.otherKey) { try cabinet.open(keyBytes: MasterKey.mint()) }
        #expect(throws: Never.self) { try cabinet.open() }
    }

    @Test func `a ledger works with one homeserver and refuses any other`() async throws {
        let cabinet = try Cabinet()
        let ledger = try cabinet.open()
        try await ledger.examine(homeserver: "b.example")
        try ledger.belong(to: "a.example")
        try cabinet.open().belong(to: "a.example")
        let refusal = LedgerRefusal.otherHomeserver(known: "a.example", named: "b.example")
        #expect(throws: refusal) { try cabinet.open().belong(to: "b.example") }
        await #expect(throws: refusal) { try await ledger.examine(homeserver: "b.example") }
        try await ledger.examine(homeserver: "a.example")
    }

    @Test func `a key of the wrong length is no key`() {
        #expect(MasterKey(bytes: [1, 2, 3]) == nil)
    }

    @Test func `a file from a newer house is refused`() throws {
        let cabinet = try Cabinet()
        _ = try cabinet.open()
        try cabinet.tamper("INSERT INTO grdb_migrations VALUES ('99 from the future')")
        #expect(throws: LedgerRefusal.newer) { try cabinet.open() }
    }
}
