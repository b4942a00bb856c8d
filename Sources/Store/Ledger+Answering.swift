public import Desk
internal import Foundation
internal import GRDB

extension Ledger {
    /// The line behind an event of a counselling room: a visitor's that was carried there, or one
    /// that a counsellor wrote there.
    ///
    /// Nothing where there is none, where it was taken back, or where it is forgotten.
    public func line(behind event: Receipt, in room: RoomKey) async throws -> Line? {
        try await read { [master] db in
            guard let number = try Self.conversation(behind: room, db) else { return nil }
            let reader = Reader(db: db, master: master)
            var id = event.rawValue
            let carried = "receipt = ? AND conversation = ? AND kind = 'relay'"
            if case .errand(let errand)? = try reader.taken(carried, [event.rawValue, number]),
                case .relay(let line) = errand.effect
            {
                id = line.rawValue
            }
            let body = try Data.fetchOne(
                db.cachedStatement(sql: "SELECT body FROM line WHERE conversation = ? AND id = ?"),
                arguments: [number, id]
            )
            // What cannot be read is not quoted; the answer to it must not wait for that.
            guard let body, let key = try? reader.key(of: number),
                let line = try? Seal.open(
                    Line.self,
                    from: body,
                    with: key,
                    at: Place.line(number, id)
                ),
                line.change != .withdrawn
            else { return nil }
            return line
        }
    }

    /// The last line of the visitor's that stands in a counselling room up to one of our events
    /// there, and its place; nothing where the event is none of ours, or no line stands before it.
    ///
    /// A line that she changed has the place of the change and the name that she knows.
    public func lastLine(upTo event: Receipt, in room: RoomKey) async throws -> ReadLine? {
        try await read { [master] db in
            guard let number = try Self.conversation(behind: room, db) else { return nil }
            let last = """
                conversation = ? AND kind = 'relay' AND receipt IS NOT NULL AND number <=
                (SELECT number FROM outbox WHERE receipt = ? AND conversation = ?)
                ORDER BY number DESC LIMIT 1
                """
            let reader = Reader(db: db, master: master)
            let taken = try reader.taken(last, [number, event.rawValue, number])
            guard case .errand(let errand)? = taken, case .relay(let line) = errand.effect else {
                return nil
            }
            let sql = "SELECT sequence FROM line WHERE conversation = ? AND id = ?"
            let place = try Int64.fetchOne(
                db.cachedStatement(sql: sql),
                arguments: [number, line.rawValue]
            )
            guard let place else { return nil }
            let name = "SELECT id FROM line WHERE conversation = ? AND sequence = ?"
            let earlier = try errand.line?.of.flatMap { of in
                try String.fetchOne(db.cachedStatement(sql: name), arguments: [number, of])
            }
            return ReadLine(id: earlier.map { LineID($0) } ?? line, sequence: place)
        }
    }

    /// Whose room it is, or was last.
    private static func conversation(
        behind room: RoomKey,
        _ db: Database
    ) throws -> ConversationNumber? {
        let whose = "SELECT conversation FROM room WHERE room = ? AND conversation IS NOT NULL"
        return try ConversationNumber.fetchOne(
            db.cachedStatement(sql: whose),
            arguments: [room.rawValue]
        )
    }

    /// The words of a line that a counsellor wrote in a room, as they stand now.
    public func words(of line: LineID, in room: RoomKey) async throws -> Confidential<String>? {
        let written = try await self.line(behind: Receipt(line.rawValue), in: room)
        return written?.author == .counsellor ? written?.text : nil
    }
}
