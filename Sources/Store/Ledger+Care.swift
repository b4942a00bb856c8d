public import Desk
internal import GRDB

/// Something that has been on its way for long.
public struct LateErrand: Sendable, Hashable {
    /// The effect.
    public let id: EffectID
    /// Its bot.
    public let bot: BotName
    /// Its lane.
    public let lane: Lane
    /// Its conversation; nothing where it belongs to none.
    public let conversation: ConversationNumber?
    /// When it was written down, in milliseconds since 1970.
    public let since: Int64
}

extension Ledger {
    /// What stands first in its lane and was written down before an instant.
    public func lateErrands(before milliseconds: Int64) async throws -> [LateErrand] {
        try await read { db in
            let sql = """
                SELECT id, bot, lane, conversation, since FROM outbox
                WHERE since > 0 AND since < ? AND number IN
                    (SELECT min(number) FROM outbox WHERE state = 'ready' GROUP BY lane)
                ORDER BY number
                """
            return try Row.fetchAll(db.cachedStatement(sql: sql), arguments: [milliseconds]).map {
                LateErrand(
                    id: EffectID($0["id"]),
                    bot: BotName($0["bot"]),
                    lane: Lane($0["lane"]),
                    conversation: $0["conversation"],
                    since: $0["since"]
                )
            }
        }
    }

    /// Lets go of what serves nobody any more: names of deliveries that cannot come again, echoes,
    /// rows of rooms and conversations of which nothing is left, codes past their time, old
    /// statistics.
    ///
    /// What belongs to a living conversation stays, however old.
    ///
    /// - Parameters:
    ///   - milliseconds: Names older than this go.
    ///   - now: Codes that were good until then go.
    ///   - days: For each bot a day; statistics of earlier months go.
    /// - Throws: When the disk does not take it.
    public func prune(
        before milliseconds: Int64,
        at now: Int64,
        statistics days: [BotName: CivilDate]
    ) async throws {
        try await write { db in
            let gone = "NOT IN (SELECT number FROM conversation WHERE key IS NOT NULL)"
            try db.execute(
                sql: """
                    DELETE FROM delivery WHERE heard < ?
                        AND (conversation IS NULL OR conversation \(gone))
                    """,
                arguments: [milliseconds]
            )
            try db.execute(sql: "DELETE FROM echo WHERE seen < ?", arguments: [milliseconds])
            try db.execute(
                sql: """
                    DELETE FROM conversation WHERE key IS NULL
                        AND number NOT IN
                            (SELECT conversation FROM delivery WHERE conversation IS NOT NULL)
                        AND number NOT IN
                            (SELECT conversation FROM room WHERE conversation IS NOT NULL);
                    DELETE FROM room WHERE state = 'cleared' AND removal = 'gone'
                        AND serial < (SELECT max(serial) FROM room) - 1000;
                    """
            )
            try db.execute(sql: "DELETE FROM pass WHERE expires <= ?", arguments: [now])
            for (bot, day) in days {
                let sql = "DELETE FROM counts WHERE bot = ? AND month < ?"
                try db.execute(sql: sql, arguments: [bot.rawValue, day.writtenMonth])
            }
        }
    }
}
