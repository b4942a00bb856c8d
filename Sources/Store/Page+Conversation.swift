internal import Crypto
internal import Desk
internal import Foundation
internal import GRDB

/// A conversation that was found, with the key to what was said in it.
struct Found {
    let number: ConversationNumber
    let key: SymmetricKey
    let conversation: Conversation
}

extension Page {
    func find(_ delivery: Delivery) throws -> Found? {
        let bot = delivery.bot
        return switch delivery.address {
        case .visitor(let visitor, let door):
            try living(
                Reader(db: db, master: master, opened: opened).conversation(of: visitor, at: bot),
                door
            )
        case .number(let number):
            try load("number = ? AND bot = ?", [number, bot.rawValue])
        case .room(let room):
            try load(
                """
                number = (SELECT conversation FROM room
                    WHERE room = ? AND state IN (?, 'taken') AND kind = 'counselling')
                AND bot = ?
                """,
                // What is still said in a room that was given up belongs to the conversation too;
                // only that it is encrypted is no news about the room that replaced it.
                [room.rawValue, delivery.isAboutRoom ? "taken" : "used", bot.rawValue]
            )
        case .direct(let room):
            try load(
                """
                number = (SELECT conversation FROM room
                    WHERE room = ? AND state = 'taken' AND kind = 'direct')
                AND bot = ?
                """,
                [room.rawValue, bot.rawValue]
            )
        case .notice(let receipt):
            try load(
                """
                number = (SELECT conversation FROM outbox
                    WHERE receipt = ? AND kind IN ('post', 'call', 'alert'))
                AND bot = ?
                """,
                [receipt.rawValue, bot.rawValue]
            )
        case .staffRoom:
            nil
        }
    }

    /// Whoever comes to the lobby again after the end begins anew: an account is no tab that could
    /// be closed.
    private func living(_ found: Found?, _ door: Door) throws -> Found? {
        guard let found, door == .lobby else { return found }
        switch found.conversation.stage {
        case .arriving, .intake, .waiting, .kept, .held, .talking, .referred, .writing:
            return found
        // A letter waits by itself; its answer comes into the room that it was written in.
        case .letter, .closed, .ended:
            let sql = "UPDATE conversation SET visitor = NULL WHERE number = ?"
            try db.cachedStatement(sql: sql).execute(arguments: [found.number])
            return nil
        }
    }

    /// Opens a conversation for a visitor who arrives for the first time.
    func open(for delivery: Delivery) throws -> Found? {
        guard delivery.opens, case .visitor(let visitor, let door) = delivery.address
        else { return nil }
        try db.cachedStatement(
            sql: "INSERT INTO conversation (bot, door, visitor, stage) VALUES (?, ?, ?, 'arriving')"
        ).execute(arguments: [delivery.bot.rawValue, door.rawValue, visitor.rawValue])
        let number = db.lastInsertedRowID
        let bytes = Data(MasterKey.mint())
        let key = SymmetricKey(data: bytes)
        try db.cachedStatement(sql: "UPDATE conversation SET key = ? WHERE number = ?").execute(
            arguments: [
                try Seal.close(bytes, with: master.key(in: db), at: Place.key(number)), number,
            ]
        )
        let conversation = Conversation(
            number: number,
            bot: delivery.bot,
            door: door,
            visitor: visitor
        )
        return Found(number: number, key: key, conversation: conversation)
    }

    func save(_ conversation: Conversation, key: SymmetricKey) throws {
        let state = try Seal.close(conversation, with: key, at: Place.state(conversation.number))
        var since: Int64?
        if case .waiting(let instant) = conversation.stage { since = instant }
        try db.cachedStatement(
            sql: """
                UPDATE conversation
                SET stage = ?, waiting_since = ?, head_start = ?, came_back = ?, state = ?
                WHERE number = ?
                """
        )
        .execute(arguments: [
            conversation.stage.name.rawValue, since, conversation.headStartMinutes,
            conversation.isReturning, state, conversation.number,
        ])
    }

    func waitingRoom(of bot: BotName) throws -> WaitingRoom {
        try Reader(db: db, master: master).waitingRoom(of: bot)
    }

    private func load(_ condition: String, _ arguments: StatementArguments) throws -> Found? {
        try Reader(db: db, master: master, opened: opened).conversation(where: condition, arguments)
    }
}

/// Reads conversations and their keys; serves the writing page and plain reads alike.
struct Reader {
    let db: Database
    let master: KeyRing
    /// The writer's; nothing for plain reads.
    var opened: OpenedConversations?

    func conversation(where condition: String, _ arguments: StatementArguments) throws -> Found? {
        let sql = "SELECT number, key, state FROM conversation WHERE " + condition
        guard let row = try Row.fetchOne(db.cachedStatement(sql: sql), arguments: arguments),
            let wrapped: Data = row["key"], let state: Data = row["state"]
        else { return nil }
        let sealed = SealedConversation(number: row["number"], wrappedKey: wrapped, state: state)
        if let known = opened?.find(sealed) { return known }
        let found = try open(sealed)
        opened?.keep(found, from: sealed)
        return found
    }

    /// The conversation of whoever holds this secret.
    ///
    /// The row that names her is not sealed: what is, must name her too.
    func conversation(of visitor: VisitorKey, at bot: BotName) throws -> Found? {
        let row = "visitor = ? AND bot = ?"
        let found = try conversation(where: row, [visitor.rawValue, bot.rawValue])
        guard (found?.conversation.visitor ?? visitor) == visitor else { throw SealBroken() }
        return found
    }

    /// The key of a conversation, or the master key for what belongs to none.
    func key(of number: ConversationNumber?) throws -> SymmetricKey {
        guard let number else { return try master.key(in: db) }
        let sql = "SELECT key FROM conversation WHERE number = ?"
        let wrapped = try Data.fetchOne(db.cachedStatement(sql: sql), arguments: [number])
        guard let wrapped else { throw SealBroken() }
        return try unwrap(wrapped, of: number)
    }

    func waitingRoom(of bot: BotName) throws -> WaitingRoom {
        let sql = """
            SELECT number, waiting_since, head_start, came_back FROM conversation
            WHERE bot = ? AND stage = 'waiting'
            """
        let rows = try Row.fetchAll(db.cachedStatement(sql: sql), arguments: [bot.rawValue])
        return WaitingRoom(
            rows.map { row in
                WaitingRoom.Seat(
                    number: row["number"],
                    since: row["waiting_since"],
                    headStartMinutes: row["head_start"],
                    isReturning: row["came_back"]
                )
            }
        )
    }

    private func open(_ sealed: SealedConversation) throws -> Found {
        let number = sealed.number
        let key = try unwrap(sealed.wrappedKey, of: number)
        let conversation = try Seal.open(
            Conversation.self,
            from: sealed.state,
            with: key,
            at: Place.state(number)
        )
        return Found(number: number, key: key, conversation: conversation)
    }

    private func unwrap(_ wrapped: Data, of number: ConversationNumber) throws -> SymmetricKey {
        let master = try master.key(in: db)
        return SymmetricKey(data: try Seal.open(wrapped, with: master, at: Place.key(number)))
    }
}

/// The places that sealed bytes are bound to.
enum Place {
    static func key(_ number: ConversationNumber) -> String { "key/\(number)" }
    static func state(_ number: ConversationNumber) -> String { "state/\(number)" }
    static func line(_ number: ConversationNumber, _ id: String) -> String {
        "line/\(number)/\(id)"
    }
    static func image(_ number: ConversationNumber, _ id: String) -> String {
        "image/\(number)/\(id)"
    }
    static func counts(_ bot: BotName, _ month: String) -> String {
        "counts/\(bot.rawValue)/\(month)"
    }
    static func codes(_ bridge: String) -> String { "codes/" + bridge }
    static func effect(_ id: String) -> String { "effect/\(id)" }
    static func team(_ bot: BotName) -> String { "team/\(bot.rawValue)" }
    static func pass(_ digest: CodeDigest) -> String { "pass/\(digest.rawValue)" }
    static func audit(_ bot: BotName, _ milliseconds: Int64) -> String {
        "audit/\(bot.rawValue)/\(milliseconds)"
    }
}
