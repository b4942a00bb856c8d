public import Desk
internal import Foundation
internal import GRDB

/// What a visitor's stream may read: how her conversation stands, and who else waits.
public struct Visit: Sendable {
    /// Her conversation.
    public let conversation: Conversation
    /// Who waits at the same bot.
    public let waitingRoom: WaitingRoom
}

extension Ledger {
    /// The conversation of the visitor who holds this secret; nothing when there is none (any
    /// more).
    public func visit(by visitor: VisitorKey, at bot: BotName) async throws -> Visit? {
        try await read { [master] db in
            let reader = Reader(db: db, master: master)
            guard let conversation = try reader.conversation(of: visitor, at: bot)?.conversation
            else { return nil }
            let waits = [.waiting, .held].contains(conversation.stage.name)
            let waitingRoom = waits ? try reader.waitingRoom(of: bot) : WaitingRoom()
            return Visit(conversation: conversation, waitingRoom: waitingRoom)
        }
    }

    /// What a line of a conversation says; nothing where it is not written down.
    public func words(of line: LineID, in number: ConversationNumber) async throws
        -> Confidential<String>?
    {
        try await read { [master] db in
            let sql = "SELECT body FROM line WHERE conversation = ? AND id = ?"
            let body = try Data.fetchOne(
                db.cachedStatement(sql: sql),
                arguments: [number, line.rawValue]
            )
            guard let body else { return nil }
            let key = try Reader(db: db, master: master).key(of: number)
            let place = Place.line(number, line.rawValue)
            return try Seal.open(Line.self, from: body, with: key, at: place).text
        }
    }

    /// The lines of a conversation after a place, oldest first.
    ///
    /// - Parameters:
    ///   - number: The conversation.
    ///   - sequence: The last line that was already seen; 0 for none.
    ///   - limit: At most so many.
    ///   - skipsDamaged: Leaves out what cannot be opened.
    /// - Returns: The lines with their places.
    /// - Throws: When the file cannot be read, or what it says cannot be opened.
    public func lines(
        of number: ConversationNumber,
        after sequence: Int64,
        limit: Int,
        skippingDamaged skipsDamaged: Bool = false
    ) async throws -> [StoredLine] {
        try await read { [master] db in
            let sql = """
                SELECT sequence, id, milliseconds, body FROM line
                WHERE conversation = ? AND sequence > ? ORDER BY sequence LIMIT ?
                """
            let rows = try Row.fetchAll(
                db.cachedStatement(sql: sql),
                arguments: [number, sequence, limit]
            )
            guard !rows.isEmpty else { return [] }
            let key = try Reader(db: db, master: master).key(of: number)
            return try rows.compactMap { row in
                let place = Place.line(number, row["id"])
                do {
                    let line = try Seal.open(Line.self, from: row["body"], with: key, at: place)
                    return StoredLine(
                        sequence: row["sequence"],
                        milliseconds: row["milliseconds"],
                        line: line
                    )
                } catch is SealBroken where skipsDamaged {
                    return nil
                }
            }
        }
    }

    /// The places of lines that cannot be opened any more, among as many as `lines` would give.
    public func damagedLines(
        of number: ConversationNumber,
        after sequence: Int64,
        limit: Int
    ) async throws -> [Int64] {
        try await read { [master] db in
            let sql = """
                SELECT sequence, id, body FROM line
                WHERE conversation = ? AND sequence > ? ORDER BY sequence LIMIT ?
                """
            let key = try Reader(db: db, master: master).key(of: number)
            return try Row.fetchAll(db, sql: sql, arguments: [number, sequence, limit])
                .filter { row in
                    let place = Place.line(number, row["id"])
                    return (try? Seal.open(Line.self, from: row["body"], with: key, at: place))
                        == nil
                }
                .map { $0["sequence"] }
        }
    }

    /// The conversations of those who came in by a door and stand so.
    public func conversations(
        by door: Door,
        in stages: [Stage.Name]
    ) async throws -> [LivingConversation] {
        try await read { db in
            let marks = stages.map { _ in "?" }.joined(separator: ", ")
            let sql = "SELECT number, bot FROM conversation WHERE door = ? AND stage IN (\(marks))"
            let names = [door.rawValue] + stages.map(\.rawValue)
            return try Row.fetchAll(db, sql: sql, arguments: StatementArguments(names)).map {
                LivingConversation(number: $0["number"], bot: BotName($0["bot"]))
            }
        }
    }

    /// How a conversation stands, for the counsellors' side; nothing when it is forgotten.
    public func conversation(_ number: ConversationNumber) async throws -> Conversation? {
        try await read { [master] db in
            try Reader(db: db, master: master).conversation(where: "number = ?", [number])?
                .conversation
        }
    }
}
