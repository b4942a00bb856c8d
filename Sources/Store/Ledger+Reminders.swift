public import Desk
internal import GRDB

/// A waking that is due.
public struct DueReminder: Sendable, Hashable {
    /// The conversation to wake.
    public let number: ConversationNumber
    /// Its bot.
    public let bot: BotName
    /// What for.
    public let reminder: Reminder
    /// When it was due, in milliseconds since 1970.
    public let due: Int64
}

extension Ledger {
    /// The wakings that are due, oldest first.
    public func dueReminders(at milliseconds: Int64, limit: Int) async throws -> [DueReminder] {
        try await read { db in
            let sql = """
                SELECT reminder.conversation, conversation.bot, what, due FROM reminder
                JOIN conversation ON conversation.number = reminder.conversation
                WHERE due <= ? ORDER BY due LIMIT ?
                """
            return try Row.fetchAll(db.cachedStatement(sql: sql), arguments: [milliseconds, limit])
                .compactMap { row in
                    guard let reminder = Reminder(rawValue: row["what"]) else { return nil }
                    return DueReminder(
                        number: row["conversation"],
                        bot: BotName(row["bot"]),
                        reminder: reminder,
                        due: row["due"]
                    )
                }
        }
    }

    /// A waking that nobody could hear: its bot is gone, or the conversation's row was damaged.
    ///
    /// Forgetting needs nobody to decide anything and happens all the same. Anything else is put
    /// off, so that it does not stand before the wakings of others.
    public func overrule(_ reminder: DueReminder, until milliseconds: Int64) async throws {
        try await write { [opened] db in
            let number = reminder.number
            switch reminder.reminder {
            case .forget:
                try db.cachedStatement(
                    sql: "UPDATE room SET state = 'used' WHERE conversation = ? AND state = 'taken'"
                ).execute(arguments: [number])
                try Forgetting(db: db, opened: opened).forget(number)
            case .closing, .opening, .wait, .alert, .silence, .talkLength, .unclaim, .orphan, .duty,
                .same, .hold, .letter, .forgetAnswers, .leaveRoom, .letGo, .erase:
                try db.cachedStatement(
                    sql: """
                        UPDATE reminder SET due = ?
                        WHERE conversation = ? AND what = ? AND due = ?
                        """
                ).execute(arguments: [
                    milliseconds, number, reminder.reminder.rawValue, reminder.due,
                ]
                )
            }
        }
    }

    /// Empties SQLite's log into the file.
    ///
    /// Until then the log still holds pages from before a forgetting.
    public func sweep() async throws {
        let empty: @Sendable (Database) throws -> Void = { db in
            // As a statement: GRDB's own function ends the process on a file that was closed.
            let isBusy = try Bool.fetchOne(db, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
            if isBusy != false { throw DatabaseError(resultCode: .SQLITE_BUSY) }
        }
        if probe.isInline { return try inline { try $0.writeWithoutTransaction(empty) } }
        try await pool.writeWithoutTransaction(empty)
    }

    /// When the next waking is due; nothing when none is set.
    public func nextReminder() async throws -> Int64? {
        try await read { db in
            try Int64.fetchOne(db.cachedStatement(sql: "SELECT min(due) FROM reminder"))
        }
    }
}
