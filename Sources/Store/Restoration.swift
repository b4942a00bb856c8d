public import Desk
internal import GRDB

/// A ledger that was made from a backup knows less than the world does.
///
/// Three things must not happen then: that something is sent which the homeserver has already, that
/// a number or a room is given twice, and that a browser, which has seen more lines than there are,
/// misses the next ones. So numbers and rooms begin beyond all that may have been given meanwhile,
/// rooms that stood ready are taken no more, lines are numbered on from far above, and until the
/// feed was read up to now every effect that is found on the homeserver is remembered.
struct Restoration {
    /// The number above which every new line of this ledger stands; 0 where it was never restored.
    static let floor = """
        coalesce((SELECT CAST(value AS INTEGER) FROM bridge WHERE name = 'floor'), 0)
        """
    /// No visitor was shown so many lines between a backup and its restoring.
    private static let linesLeap: Int64 = 10_000

    let db: Database

    /// Marks a copy as a backup.
    func markAsBackup(at milliseconds: Int64) throws {
        try set("backup", milliseconds)
    }

    /// A file that is a backup becomes the ledger.
    func beginIfBackup() throws {
        guard let madeAt = try number("backup") else { return }
        try leap("conversation", to: 1_000)
        try leap("room", to: 10_000)
        try db.execute(
            sql: """
                UPDATE room SET state = 'used' WHERE state = 'free';
                UPDATE room SET state = 'cleared' WHERE state = 'planned';
                DELETE FROM bridge WHERE name = 'backup';
                """
        )
        let last = try Int64.fetchOne(db, sql: "SELECT max(sequence) FROM line") ?? 0
        try set("floor", max(last, try number("floor") ?? 0) + Self.linesLeap)
        try set("restored", madeAt)
    }

    /// When the backup was made, until the restoring is finished.
    func madeAt() throws -> Int64? { try number("restored") }

    func finish() throws {
        try db.execute(sql: "DELETE FROM bridge WHERE name = 'restored'")
    }

    /// Remembers that an effect has arrived which nobody here knows of yet.
    func keep(_ effect: EffectID, _ receipt: Receipt, at milliseconds: Int64) throws {
        let sql = """
            INSERT OR IGNORE INTO echo SELECT ?, ?, ?
            WHERE EXISTS (SELECT 1 FROM bridge WHERE name = 'restored')
                AND NOT EXISTS (SELECT 1 FROM outbox WHERE id = ?)
            """
        try db.cachedStatement(sql: sql).execute(arguments: [
            effect.rawValue, receipt.rawValue, milliseconds, effect.rawValue,
        ])
    }

    /// Whether any effect arrived before it was written down here.
    func hasEchoes() throws -> Bool {
        let sql = "SELECT EXISTS (SELECT 1 FROM echo)"
        return try Bool.fetchOne(db.cachedStatement(sql: sql)) ?? false
    }

    /// The receipt of an effect that arrived before it was written down here.
    func receipt(of effect: String) throws -> String? {
        try String.fetchOne(
            db.cachedStatement(sql: "SELECT receipt FROM echo WHERE effect = ?"),
            arguments: [effect]
        )
    }

    private func leap(_ table: String, to round: Int64) throws {
        let read = "SELECT seq FROM sqlite_sequence WHERE name = ?"
        let last = try Int64.fetchOne(db, sql: read, arguments: [table])
        let next = ((last ?? 0) / round + 1) * round
        let write =
            last == nil
            ? "INSERT INTO sqlite_sequence (seq, name) VALUES (?, ?)"
            : "UPDATE sqlite_sequence SET seq = ? WHERE name = ?"
        try db.execute(sql: write, arguments: [next, table])
    }

    private func number(_ name: String) throws -> Int64? {
        let sql = "SELECT CAST(value AS INTEGER) FROM bridge WHERE name = ?"
        return try Int64.fetchOne(db, sql: sql, arguments: [name])
    }

    private func set(_ name: String, _ number: Int64) throws {
        let sql = """
            INSERT INTO bridge VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value
            """
        try db.execute(sql: sql, arguments: [name, "\(number)"])
    }
}

/// A conversation that is not forgotten, by its number.
public struct LivingConversation: Sendable, Hashable {
    /// Its number.
    public let number: ConversationNumber
    /// Its bot.
    public let bot: BotName
}

extension Ledger {
    /// When the backup was made that this ledger was restored from; nothing where it was not, or
    /// where all is told.
    public func restoredFrom() async throws -> Int64? {
        try await read { try Restoration(db: $0).madeAt() }
    }

    /// All is told, and what had arrived is known.
    public func finishRestoring() async throws {
        try await write { try Restoration(db: $0).finish() }
    }

    /// The conversations that are not forgotten.
    public func livingConversations() async throws -> [LivingConversation] {
        try await read { db in
            let sql = "SELECT number, bot FROM conversation WHERE key IS NOT NULL ORDER BY number"
            return try Row.fetchAll(db, sql: sql).map {
                LivingConversation(number: $0["number"], bot: BotName($0["bot"]))
            }
        }
    }
}
