public import Desk
internal import GRDB

extension Ledger {
    /// Rooms that everybody was let go from and that the homeserver may still have.
    public func unremovedRooms() async throws -> [RemovableRoom] {
        try await read { db in
            let sql = """
                SELECT serial, room, removal FROM room
                WHERE state = 'cleared' AND room IS NOT NULL
                    AND (removal IS NULL OR removal <> 'gone')
                ORDER BY serial
                """
            return try Row.fetchAll(db, sql: sql).map { row in
                RemovableRoom(
                    serial: row["serial"],
                    room: RoomKey(row["room"]),
                    removal: row["removal"]
                )
            }
        }
    }

    /// The homeserver's name for the removing of a room; nothing: it must be begun anew.
    public func note(removal: String?, serial: Int64) async throws {
        try await write { db in
            let sql = "UPDATE room SET removal = ? WHERE serial = ?"
            try db.execute(sql: sql, arguments: [removal, serial])
        }
    }

    /// A room is gone from the homeserver.
    public func noteRemoved(serial: Int64) async throws {
        try await write { db in
            let read = "SELECT bot FROM room WHERE serial = ? AND removal IS NOT 'gone'"
            guard let bot = try String.fetchOne(db, sql: read, arguments: [serial]) else { return }
            try db.execute(
                sql: "UPDATE room SET removal = 'gone' WHERE serial = ?",
                arguments: [serial]
            )
            try Reckoning(db: db).countForReport("rooms/" + bot)
        }
    }
}
