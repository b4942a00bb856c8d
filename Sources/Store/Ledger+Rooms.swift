public import Desk
internal import GRDB

extension Ledger {
    /// Reserves a place on the shelf, before the room is made: should the bridge die in between,
    /// the same place leads to the same room.
    ///
    /// The ghost is the lowest that no living room uses; a visitor's own room needs none.
    public func planRoom(
        for bot: BotName,
        _ kind: ShelfRoom.Kind = .counselling
    ) async throws -> ShelfRoom {
        try await write { db in
            let ghost = kind == .direct ? 0 : try Self.freeGhost(db)
            try db.cachedStatement(
                sql: "INSERT INTO room (bot, kind, ghost, state) VALUES (?, ?, ?, 'planned')"
            ).execute(arguments: [bot.rawValue, kind.rawValue, ghost])
            return ShelfRoom(
                serial: db.lastInsertedRowID,
                bot: bot,
                kind: kind,
                ghost: ghost,
                room: nil,
                isOpened: false
            )
        }
    }

    private static func freeGhost(_ db: Database) throws -> Int {
        // Named one by one, so that rooms of the past are not looked at.
        let sql = "SELECT ghost FROM room WHERE state IN ('planned', 'free', 'taken', 'used')"
        let used = try Set(Int.fetchAll(db.cachedStatement(sql: sql)))
        return (1...(used.count + 1)).first { !used.contains($0) } ?? used.count + 1
    }

    /// The room was made and can be taken.
    public func shelve(_ room: RoomKey, serial: Int64) async throws {
        try await write { db in
            try db.cachedStatement(
                sql: """
                    UPDATE room SET room = ?, state = 'free' WHERE serial = ? AND state = 'planned'
                    """
            ).execute(arguments: [room.rawValue, serial])
        }
    }

    /// The room of a conversation: the one it has, or the first free one, which is then taken.
    ///
    /// Nothing when the shelf is empty.
    public func takeRoom(
        for number: ConversationNumber,
        of bot: BotName,
        _ kind: ShelfRoom.Kind = .counselling
    ) async throws -> ShelfRoom? {
        try await write { db in
            let taken = "state = 'taken' AND conversation = ? AND kind = ?"
            if let room = try ShelfRoom.fetch(db, where: taken, [number, kind.rawValue]) {
                return room
            }
            // An errand may be under way while its conversation is forgotten: no room for nobody.
            let living = "SELECT 1 FROM conversation WHERE number = ? AND key IS NOT NULL"
            guard try Int.fetchOne(db.cachedStatement(sql: living), arguments: [number]) != nil,
                try !Self.isHeardElsewhere(number, kind, db)
            else { return nil }
            let free = "state = 'free' AND bot = ? AND kind = ? ORDER BY serial LIMIT 1 OFFSET ?"
            let owed = kind == .direct ? try Self.owedBefore(number, of: bot, db) : 0
            guard
                let room = try ShelfRoom.fetch(
                    db,
                    where: free,
                    [bot.rawValue, kind.rawValue, owed]
                )
            else { return nil }
            try db.cachedStatement(
                sql: "UPDATE room SET state = 'taken', conversation = ? WHERE serial = ?"
            ).execute(arguments: [number, room.serial])
            return room
        }
    }

    /// A room that was given up may still get what is on its way there: until it is silent nobody
    /// knows what has arrived, and nothing is brought to another one.
    private static func isHeardElsewhere(
        _ number: ConversationNumber,
        _ kind: ShelfRoom.Kind,
        _ db: Database
    ) throws -> Bool {
        let sql = """
            SELECT 1 FROM room
            WHERE conversation = ? AND kind = ? AND state = 'used' AND silenced = 0 LIMIT 1
            """
        return try Int.fetchOne(
            db.cachedStatement(sql: sql),
            arguments: [number, kind.rawValue]
        ) != nil
    }

    /// How many visitors of the lobby were promised a room before this one and have none yet: it
    /// is not for who happens to ask at the right moment.
    private static func owedBefore(
        _ number: ConversationNumber,
        of bot: BotName,
        _ db: Database
    ) throws -> Int {
        let sql = """
            SELECT count(DISTINCT conversation) FROM outbox
            WHERE state = 'ready' AND kind = 'meet' AND bot = ? AND number <
            (SELECT min(number) FROM outbox
             WHERE conversation = ? AND kind = 'meet' AND state = 'ready')
            AND conversation NOT IN
            (SELECT conversation FROM room
             WHERE state = 'taken' AND kind = 'direct' AND conversation IS NOT NULL)
            """
        let arguments: StatementArguments = [bot.rawValue, number]
        return try Int.fetchOne(db.cachedStatement(sql: sql), arguments: arguments) ?? 0
    }

    /// The counsellor was brought in.
    public func markOpened(serial: Int64) async throws {
        try await write { db in
            try db.cachedStatement(sql: "UPDATE room SET opened = 1 WHERE serial = ?")
                .execute(arguments: [serial])
        }
    }

    /// Nobody says anything in these any more, and all that was said there has been heard.
    public func markSilenced(serials: [Int64]) async throws {
        try await write { db in
            for serial in serials {
                try db.cachedStatement(sql: "UPDATE room SET silenced = 1 WHERE serial = ?")
                    .execute(arguments: [serial])
            }
        }
    }

    /// Everybody was let go and the room is forgotten.
    public func markCleared(serial: Int64) async throws {
        try await write { db in
            try db.cachedStatement(sql: "UPDATE room SET state = 'cleared' WHERE serial = ?")
                .execute(arguments: [serial])
        }
    }

    /// Rooms that were planned and perhaps not made.
    public func plannedRooms() async throws -> [ShelfRoom] {
        try await read { try ShelfRoom.fetchAll($0, where: "state = 'planned'", []) }
    }

    /// Rooms that stand ready or are talked in: the homeserver must have them.
    public func standingRooms() async throws -> [RoomKey] {
        try await read { db in
            try ShelfRoom.fetchAll(db, where: "state IN ('free', 'taken')", []).compactMap(\.room)
        }
    }

    /// Rooms whose conversation is over and forgotten.
    public func usedRooms() async throws -> [ShelfRoom] {
        try await read { try ShelfRoom.fetchAll($0, where: "state = 'used'", []) }
    }

    /// Rooms whose conversation is over or goes on elsewhere, and in which something may still be
    /// said.
    public func loudRooms() async throws -> [ShelfRoom] {
        try await read { try ShelfRoom.fetchAll($0, where: "state = 'used' AND silenced = 0", []) }
    }

    /// How many more rooms a bot needs so that nobody has to wait for one.
    public func missingRooms(for bot: BotName, spare: Int) async throws -> Int {
        try await read { db in
            let free = try Int.fetchOne(
                db.cachedStatement(
                    sql: """
                        SELECT count(*) FROM room
                        WHERE bot = ? AND state IN ('free', 'planned') AND kind = 'counselling'
                        """
                ),
                arguments: [bot.rawValue]
            )
            let waiting = try Int.fetchOne(
                db.cachedStatement(
                    sql: "SELECT count(*) FROM conversation WHERE bot = ? AND stage = 'waiting'"
                ),
                arguments: [bot.rawValue]
            )
            // Claimed, and still without a room.
            let claimed = """
                SELECT count(DISTINCT lane) FROM outbox
                WHERE state = 'ready' AND kind = 'open' AND bot = ? AND conversation NOT IN
                (SELECT conversation FROM room
                 WHERE state = 'taken' AND kind = 'counselling' AND conversation IS NOT NULL)
                """
            let roomless = try Int.fetchOne(
                db.cachedStatement(sql: claimed),
                arguments: [bot.rawValue]
            )
            return max(0, max(spare, waiting ?? 0) + (roomless ?? 0) - (free ?? 0))
        }
    }

    /// How many rooms stand ready for visitors of the lobby, less those who are owed one.
    public func freeDirectRooms(of bot: BotName) async throws -> Int {
        try await read { db in
            let free = """
                SELECT count(*) FROM room
                WHERE bot = ? AND state IN ('free', 'planned') AND kind = 'direct'
                """
            let owed = """
                SELECT count(DISTINCT lane) FROM outbox
                WHERE state = 'ready' AND kind = 'meet' AND bot = ? AND conversation NOT IN
                (SELECT conversation FROM room
                 WHERE state = 'taken' AND kind = 'direct' AND conversation IS NOT NULL)
                """
            let count =
                try Int.fetchOne(db.cachedStatement(sql: free), arguments: [bot.rawValue]) ?? 0
            return count
                - (try Int.fetchOne(db.cachedStatement(sql: owed), arguments: [bot.rawValue]) ?? 0)
        }
    }

    /// The room of a conversation, if it has one.
    public func room(
        of number: ConversationNumber,
        _ kind: ShelfRoom.Kind = .counselling
    ) async throws -> ShelfRoom? {
        try await read { db in
            let taken = "state = 'taken' AND conversation = ? AND kind = ?"
            return try ShelfRoom.fetch(db, where: taken, [number, kind.rawValue])
        }
    }

    /// The conversation in a room of ours.
    public func conversation(in room: RoomKey) async throws -> ConversationNumber? {
        try await read { db in
            let sql = "SELECT conversation FROM room WHERE room = ? AND state = 'taken'"
            return try Int64.fetchOne(db.cachedStatement(sql: sql), arguments: [room.rawValue])
        }
    }

    /// What a room of ours is for, whatever its state; nothing when it is none of ours.
    public func shelfRoom(_ room: RoomKey) async throws -> ShelfRoom? {
        try await read { try ShelfRoom.fetch($0, where: "room = ?", [room.rawValue]) }
    }

    /// The rooms in which visitors of the lobby are met or talk.
    public func directRooms() async throws -> [ShelfRoom] {
        try await read {
            try ShelfRoom.fetchAll($0, where: "state = 'taken' AND kind = 'direct'", [])
        }
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
        let sql = "SELECT serial, bot, kind, ghost, room, opened FROM room WHERE " + condition
        return try Row.fetchAll(db.cachedStatement(sql: sql), arguments: arguments).map { row in
            let room: String? = row["room"]
            return ShelfRoom(
                serial: row["serial"],
                bot: BotName(row["bot"]),
                kind: Kind(rawValue: row["kind"]) ?? .counselling,
                ghost: row["ghost"],
                room: room.map { RoomKey($0) },
                isOpened: row["opened"]
            )
        }
    }
}
