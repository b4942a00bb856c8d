public import Desk
internal import GRDB

/// What a look into the file says about forgetting.
public struct Remains: Sendable, Hashable {
    /// Talks that should have been forgotten an hour ago and more.
    public let overdue: Int
    /// Rows of talks whose key is destroyed.
    public let orphans: Int
    /// Whether what is deleted is overwritten.
    public let isErasing: Bool
}

/// What a look into the file says about its health.
public struct LedgerHealth: Sendable, Hashable {
    /// Whether SQLite finds it sound.
    public let isSound: Bool
    /// How many bytes the file's log has.
    public let freePages: Int
    /// How things stand in it.
    public let census: Census
    /// Bots whose people cannot be read: nothing is heard there.
    public let botsWithDamagedTeam: [BotName]
}

extension Ledger {
    /// Looks whether what was to be forgotten is gone from the file.
    public func remains(at milliseconds: Int64) async throws -> Remains {
        try await read { db in
            let one = { (sql: String) in
                try Int.fetchOne(db, sql: "SELECT count(*) FROM " + sql) ?? 0
            }
            let gone = """
                conversation IN (SELECT number FROM conversation WHERE key IS NULL)
                """
            var orphans = try one(
                """
                conversation WHERE key IS NULL
                AND (state IS NOT NULL OR visitor IS NOT NULL)
                """
            )
            for table in ["line", "image", "outbox", "reminder"] {
                orphans += try one("\(table) WHERE \(gone)")
            }
            return Remains(
                overdue: try one(
                    "reminder WHERE what = 'forget' AND due < \(milliseconds - 3_600_000)"
                ),
                orphans: orphans,
                isErasing: try Int.fetchOne(db, sql: "PRAGMA secure_delete") == 1
            )
        }
    }

    /// Looks into the whole file.
    public func health(at milliseconds: Int64) async throws -> LedgerHealth {
        let census = try await census(at: milliseconds)
        return try await read { [master] db in
            let bots = try String.fetchAll(db, sql: "SELECT bot FROM team ORDER BY bot")
            let reader = Reader(db: db, master: master)
            return LedgerHealth(
                isSound: try String.fetchOne(db, sql: "PRAGMA quick_check") == "ok",
                freePages: try Int.fetchOne(db, sql: "PRAGMA freelist_count") ?? 0,
                census: census,
                botsWithDamagedTeam: bots.map { BotName($0) }.filter { bot in
                    (try? reader.team(of: bot)) == nil
                }
            )
        }
    }
}
