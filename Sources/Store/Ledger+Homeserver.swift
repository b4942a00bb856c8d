internal import GRDB

extension Ledger {
    /// Says with which homeserver this ledger works; the first one that is named stays.
    ///
    /// What is written down (rooms, events, how far was read) is true for that homeserver alone:
    /// before another one, every talk would look deserted.
    ///
    /// - Parameter serverName: What comes after the colon in its accounts.
    /// - Throws: `LedgerRefusal.otherHomeserver` when it has worked with another one.
    public func belong(to serverName: String) throws {
        let known = try pool.write { db in
            try db.execute(
                sql: "INSERT OR IGNORE INTO bridge (name, value) VALUES ('homeserver', ?)",
                arguments: [serverName]
            )
            return try Self.homeserver(db)
        }
        try Self.compare(known, serverName)
    }

    /// Looks whether this ledger works with that homeserver, and writes nothing; a ledger that has
    /// named none yet does.
    ///
    /// - Throws: `LedgerRefusal.otherHomeserver` when it has worked with another one.
    public func examine(homeserver serverName: String) async throws {
        try Self.compare(try await read(Self.homeserver), serverName)
    }

    private static func homeserver(_ db: Database) throws -> String? {
        try String.fetchOne(db, sql: "SELECT value FROM bridge WHERE name = 'homeserver'")
    }

    private static func compare(_ known: String?, _ serverName: String) throws {
        guard let known, known != serverName else { return }
        throw LedgerRefusal.otherHomeserver(known: known, named: serverName)
    }
}
