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
    /// - Returns: The lines with their places.
    /// - Throws: When the file cannot be read, or what it says cannot be opened.
    public func lines(
        of number: ConversationNumber,
        after sequence: Int64,
        limit: Int
    ) async throws -> [StoredLine] {
        try await rows(of: number, after: sequence, limit: limit).map { row in
            StoredLine(
                sequence: row.sequence,
                milliseconds: row.milliseconds,
                line: try row.line.get()
            )
        }
    }

    /// The same lines without those that cannot be opened, and the places of these.
    public func linesBesideDamaged(
        of number: ConversationNumber,
        after sequence: Int64,
        limit: Int
    ) async throws -> (lines: [StoredLine], damaged: [Int64]) {
        var (lines, damaged): ([StoredLine], [Int64]) = ([], [])
        for row in try await rows(of: number, after: sequence, limit: limit) {
            if case .success(let line) = row.line {
                lines.append(
                    StoredLine(sequence: row.sequence, milliseconds: row.milliseconds, line: line)
                )
            } else {
                damaged.append(row.sequence)
            }
        }
        return (lines, damaged)
    }

    private struct LineRow {
        let sequence: Int64
        let milliseconds: Int64
        let line: Result<Line, any Error>
    }

    private func rows(
        of number: ConversationNumber,
        after sequence: Int64,
        limit: Int
    ) async throws -> [LineRow] {
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
            return rows.map { row in
                let place = Place.line(number, row["id"])
                return LineRow(
                    sequence: row["sequence"],
                    milliseconds: row["milliseconds"],
                    line: Result {
                        try Seal.open(Line.self, from: row["body"], with: key, at: place)
                    }
                )
            }
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
