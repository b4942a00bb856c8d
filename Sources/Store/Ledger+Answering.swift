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
            let whose = "SELECT conversation FROM room WHERE room = ? AND conversation IS NOT NULL"
            let number = try ConversationNumber.fetchOne(
                db.cachedStatement(sql: whose),
                arguments: [room.rawValue]
            )
            guard let number else { return nil }
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
}
