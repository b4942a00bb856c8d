public import Desk
internal import Foundation
internal import GRDB

extension Ledger {
    /// What the staff room is told once a night: what was forgotten since it was told last, and
    /// what was not.
    public func nightReport(of bot: BotName, at milliseconds: Int64) async throws -> NightReport {
        try await read { db in
            let one = { (sql: String) in
                try Int.fetchOne(db, sql: "SELECT count(*) FROM " + sql, arguments: [bot.rawValue])
                    ?? 0
            }
            let cleared = "room WHERE bot = ? AND state = 'cleared' AND room IS NOT NULL"
            let reckoning = Reckoning(db: db)
            return NightReport(
                living: try one("conversation WHERE bot = ? AND key IS NOT NULL"),
                forgotten: try reckoning.sinceTold("talks/" + bot.rawValue),
                overdue: try one(
                    """
                    reminder JOIN conversation ON number = conversation
                    WHERE bot = ? AND what = 'forget' AND due < \(milliseconds - 3_600_000)
                    """
                ),
                roomsRemoved: try reckoning.sinceTold("rooms/" + bot.rawValue),
                roomsKept: try one(cleared + " AND (removal IS NULL OR removal <> 'gone')"),
                parked: try one("outbox WHERE bot = ? AND state = 'parked'")
            )
        }
    }

    /// What was ordered at a bot, and what was put right there by nobody, oldest first.
    public func audit(of bot: BotName) async throws -> [AuditEntry] {
        try await read { [master] db in
            let sql = "SELECT milliseconds, body FROM audit WHERE bot = ? ORDER BY number"
            return try Row.fetchAll(db, sql: sql, arguments: [bot.rawValue]).map { row in
                let place = Place.audit(bot, row["milliseconds"])
                let key = try master.key(in: db)
                return try Seal.open(AuditEntry.self, from: row["body"], with: key, at: place)
            }
        }
    }

    /// The night's report was told.
    public func noteReported(of bot: BotName) async throws {
        try await write { db in
            for what in ["talks/", "rooms/"] {
                try Reckoning(db: db).noteTold(what + bot.rawValue)
            }
        }
    }
}

extension CivilDate {
    /// As statistics have it: `2027-01`.
    public var writtenMonth: String { String(format: "%04d-%02d", year, month) }
}
