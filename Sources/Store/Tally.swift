internal import Crypto
public import Desk
internal import Foundation
internal import GRDB

/// The numbers of one bot in one month.
public struct MonthCounts: Sendable, Hashable {
    /// The bot.
    public let bot: BotName
    /// The month, as `2027-01`.
    public let month: String
    /// How often each thing was, such as `offered`, `hour/18` or `wait/5`.
    public let counts: [String: Int]
}

/// Counts what the statistics need, month by month.
struct Tally {
    let db: Database
    let master: KeyRing

    func add(_ what: String, _ number: Int = 1, of bot: BotName, in month: String) throws {
        let key = try master.key(in: db)
        let sql = "SELECT body FROM counts WHERE bot = ? AND month = ?"
        let sealed = try Data.fetchOne(
            db.cachedStatement(sql: sql),
            arguments: [bot.rawValue, month]
        )
        let place = Place.counts(bot, month)
        // A month that is damaged is begun anew: no number may keep a child out.
        var counts =
            sealed.flatMap { sealed in
                try? Seal.open([String: Int].self, from: sealed, with: key, at: place)
            } ?? [:]
        counts[what, default: 0] += number
        try db.cachedStatement(sql: "INSERT OR REPLACE INTO counts VALUES (?, ?, ?)").execute(
            arguments: [bot.rawValue, month, try Seal.close(counts, with: key, at: place)]
        )
    }

    /// Nothing of a month that cannot be read but its name.
    func all() throws -> [(bot: BotName, month: String, counts: [String: Int]?)] {
        let rows = try Row.fetchAll(db, sql: "SELECT * FROM counts ORDER BY bot, month")
        let key = try master.key(in: db)
        return rows.map { row in
            let (bot, month) = (BotName(row["bot"]), row["month"] as String)
            let counts = try? Seal.open(
                [String: Int].self,
                from: row["body"],
                with: key,
                at: Place.counts(bot, month)
            )
            return (bot, month, counts)
        }
    }

    /// Seals what an older Passerelle has counted in the clear, day by day.
    func sealPlain() throws {
        let sql = "SELECT bot, substr(day, 1, 7) AS month, what, sum(count) AS count FROM tally "
        let rows = try Row.fetchAll(db, sql: sql + "GROUP BY bot, month, what")
        guard !rows.isEmpty else { return }
        for row in rows {
            try add(row["what"], row["count"], of: BotName(row["bot"]), in: row["month"])
        }
        try db.execute(sql: "DELETE FROM tally")
    }
}

extension Ledger {
    /// The numbers of all months that are kept and can be read, in order.
    public func tally() async throws -> [MonthCounts] {
        try await read { [master] db in
            try Tally(db: db, master: master).all().compactMap { bot, month, counts in
                counts.map { MonthCounts(bot: bot, month: month, counts: $0) }
            }
        }
    }

    /// The months whose numbers are kept and cannot be read; their own numbers are empty.
    public func unreadableMonths() async throws -> [MonthCounts] {
        try await read { [master] db in
            try Tally(db: db, master: master).all().filter { $0.counts == nil }
                .map { MonthCounts(bot: $0.bot, month: $0.month, counts: [:]) }
        }
    }
}
