public import Desk
internal import GRDB

extension Ledger {
    /// Reserves a place on the shelf, before the room is made: should the bridge die in between,
    /// the same place leads to the same room.
    ///
    /// The ghost is the lowest that no living room uses.
    public func planRoom(for bot: BotName) async throws -> ShelfRoom {
        try await write { db in
            // Named one by one, so that rooms of the past are not looked at.
            let sql = "SELECT ghost FROM room WHERE state IN ('planned', 'free', 'taken', 'used')"
            let used = try Set(Int.fetchAll(db, sql: sql))
            let ghost = (1...(used.count + 1)).first { !used.contains($0) } ?? used.count + 1
            try db.execute(
                sql: "INSERT INTO room (bot, ghost, state) VALUES (?, ?, 'planned')",
                arguments: [bot.rawValue, ghost]
            )
            return ShelfRoom(
                serial: db.lastInsertedRowID,
                bot: bot,
                ghost: ghost,
                room: nil,
                isOpened: false
            )
        }
    }

    /// The room was made and can be taken.
    public func shelve(_ room: RoomKey, serial: Int64) async throws {
        try await write { db in
            try db.execute(
                sql: """
                    UPDATE room SET room = ?, state = 'free' WHERE serial = ? AND state = 'planned'
                    """,
                arguments: [room.rawValue, serial]
            )
        }
    }

    /// The room of a conversation: the one it has, or the first free one, which is then taken.
    ///
    /// Nothing when the shelf is empty.
    public func takeRoom(for number: ConversationNumber, of bot: BotName) async throws -> ShelfRoom?
    {
        try await write { db in
            let taken = "state = 'taken' AND conversation = ?"
            if let room = try ShelfRoom.fetch(db, where: taken, [number]) { return room }
            // An errand may be under way while its conversation is forgotten: no room for nobody.
            let living = "SELECT 1 FROM conversation WHERE number = ? AND key IS NOT NULL"
            guard try Int.fetchOne(db, sql: living, arguments: [number]) != nil else { return nil }
            let free = "state = 'free' AND bot = ? ORDER BY serial LIMIT 1"
            guard let room = try ShelfRoom.fetch(db, where: free, [bot.rawValue]) else {
                return nil
            }
            try db.execute(
                sql: "UPDATE room SET state = 'taken', conversation = ? WHERE serial = ?",
                arguments: [number, room.serial]
            )
            return room
        }
    }

    /// The counsellor was brought in.
    public func markOpened(serial: Int64) async throws {
        try await write { db in
            try db.execute(sql: "UPDATE room SET opened = 1 WHERE serial = ?", arguments: [serial])
        }
    }

    /// Everybody was let go and the room is forgotten.
    public func markCleared(serial: Int64) async throws {
        try await write { db in
            try db.execute(
                sql: "UPDATE room SET state = 'cleared' WHERE serial = ?",
                arguments: [serial]
            )
        }
    }

    /// Rooms that were planned and perhaps not made.
    public func plannedRooms() async throws -> [ShelfRoom] {
        try await read { try ShelfRoom.fetchAll($0, where: "state = 'planned'", []) }
    }

    /// Rooms whose conversation is over and forgotten.
    public func usedRooms() async throws -> [ShelfRoom] {
        try await read { try ShelfRoom.fetchAll($0, where: "state = 'used'", []) }
    }

    /// How many more rooms a bot needs so that nobody has to wait for one.
    public func missingRooms(for bot: BotName, spare: Int) async throws -> Int {
        try await read { db in
            let free = try Int.fetchOne(
                db,
                sql: "SELECT count(*) FROM room WHERE bot = ? AND state IN ('free', 'planned')",
                arguments: [bot.rawValue]
            )
            let waiting = try Int.fetchOne(
                db,
                sql: "SELECT count(*) FROM conversation WHERE bot = ? AND stage = 'waiting'",
                arguments: [bot.rawValue]
            )
            // Claimed, and still without a room.
            let roomless = try Int.fetchOne(
                db,
                sql: """
                    SELECT count(DISTINCT lane) FROM outbox
                    WHERE state = 'ready' AND kind = 'open' AND bot = ? AND conversation NOT IN
                    (SELECT conversation FROM room
                     WHERE state = 'taken' AND conversation IS NOT NULL)
                    """,
                arguments: [bot.rawValue]
            )
            return max(0, max(spare, waiting ?? 0) + (roomless ?? 0) - (free ?? 0))
        }
    }

    /// The counselling room of a conversation, if it has one.
    public func room(of number: ConversationNumber) async throws -> ShelfRoom? {
        try await read { db in
            try ShelfRoom.fetch(db, where: "state = 'taken' AND conversation = ?", [number])
        }
    }

    /// The conversation in a counselling room.
    public func conversation(in room: RoomKey) async throws -> ConversationNumber? {
        try await read { db in
            let sql = "SELECT conversation FROM room WHERE room = ? AND state = 'taken'"
            return try Int64.fetchOne(db.cachedStatement(sql: sql), arguments: [room.rawValue])
        }
    }

    /// Which bot a counselling room belongs to, whatever its state; nothing when it is none of
    /// ours.
    public func bot(of room: RoomKey) async throws -> BotName? {
        try await read { db in
            let sql = "SELECT bot FROM room WHERE room = ?"
            return try String.fetchOne(db.cachedStatement(sql: sql), arguments: [room.rawValue])
        }.map { BotName($0) }
    }
}

extension ShelfRoom {
    fileprivate static func fetch(
        _ db: Database,
        where condition: String,
        _ arguments: StatementArguments
    ) throws -> ShelfRoom? {
        try fetchAll(db, where: condition, arguments).first
    }

    fileprivate static func fetchAll(
        _ db: Database,
        where condition: String,
        _ arguments: StatementArguments
    ) throws -> [ShelfRoom] {
        let sql = "SELECT serial, bot, ghost, room, opened FROM room WHERE " + condition
        return try Row.fetchAll(db.cachedStatement(sql: sql), arguments: arguments).map { row in
            let room: String? = row["room"]
            return ShelfRoom(
                serial: row["serial"],
                bot: BotName(row["bot"]),
                ghost: row["ghost"],
                room: room.map { RoomKey($0) },
                isOpened: row["opened"]
            )
        }
    }
}
