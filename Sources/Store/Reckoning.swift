internal import Desk
internal import GRDB

/// Keeps count of lines that have to be brought into a room, in the same transactions that move
/// them: a visitor's for her counsellor, and everything said to whoever came through the lobby.
///
/// What is said to a page needs no bringing: the page reads the ledger itself.
struct Reckoning {
    /// The rows of the outbox that are lines.
    static let lines = "kind IN ('relay', 'tell')"

    enum What: String {
        /// Whoever wrote it was told that it is sent.
        case accepted
        /// It arrived in its room.
        case delivered
        /// It was forgotten before it arrived, and that was admitted, or she had gone.
        case forgotten
    }

    let db: Database

    func count(_ what: What, _ number: Int = 1) throws {
        try db.cachedStatement(sql: "UPDATE reckoning SET count = count + ? WHERE what = ?")
            .execute(arguments: [number, what.rawValue])
    }

    /// To be called before a row is marked as done; one that is done already is not counted twice.
    func delivered(_ row: String, _ arguments: StatementArguments) throws {
        let sql = """
            UPDATE reckoning SET count = count + 1 WHERE what = 'delivered' AND EXISTS
                (SELECT 1 FROM outbox WHERE \(Self.lines) AND state <> 'done' AND \(row))
            """
        try db.cachedStatement(sql: sql).execute(arguments: arguments)
    }

    /// To be called before what waits for somebody who has gone is dropped.
    func dropped(inLane lane: String) throws {
        let sql = """
            UPDATE reckoning SET count = count + (
                SELECT count(*) FROM outbox WHERE lane = ? AND \(Self.lines) AND state = 'ready'
            ) WHERE what = 'forgotten'
            """
        try db.cachedStatement(sql: sql).execute(arguments: [lane])
    }

    /// One more of something that the night's report tells.
    func countForReport(_ what: String) throws {
        let sql = """
            INSERT INTO reckoning VALUES (?, 1) ON CONFLICT (what) DO UPDATE SET count = count + 1
            """
        try db.cachedStatement(sql: sql).execute(arguments: [what])
    }

    /// How many more there are than the last report told.
    func sinceTold(_ what: String) throws -> Int {
        let sql = """
            SELECT sum(CASE what WHEN ? THEN count ELSE -count END) FROM reckoning
            WHERE what IN (?, ?)
            """
        return try Int.fetchOne(db, sql: sql, arguments: [what, what, "told/" + what]) ?? 0
    }

    func noteTold(_ what: String) throws {
        let sql = """
            INSERT INTO reckoning SELECT ?, count FROM reckoning WHERE what = ?
            ON CONFLICT (what) DO UPDATE SET count = excluded.count
            """
        try db.execute(sql: sql, arguments: ["told/" + what, what])
    }

    /// To be called before the rows of a conversation go.
    func forgotten(with number: ConversationNumber) throws {
        let bot = try String.fetchOne(
            db.cachedStatement(
                sql: "SELECT bot FROM conversation WHERE number = ? AND key IS NOT NULL"
            ),
            arguments: [number]
        )
        if let bot { try countForReport("talks/" + bot) }
        let sql = """
            UPDATE reckoning SET count = count + (
                SELECT count(*) FROM outbox
                WHERE conversation = ? AND \(Self.lines) AND state <> 'done'
            ) WHERE what = 'forgotten'
            """
        try db.cachedStatement(sql: sql).execute(arguments: [number])
    }
}

/// How things stand in the ledger, in numbers.
public struct Census: Sendable, Hashable {
    /// Lines that have to be brought into a room, in one state each.
    public struct Lines: Sendable, Hashable {
        /// Whoever wrote them was told that they are sent; since the beginning.
        public let accepted: Int
        /// They arrived; since the beginning.
        public let delivered: Int
        /// They were forgotten before they arrived, which was admitted, or she had gone; since the
        /// beginning.
        public let forgotten: Int
        /// They are on their way now.
        public let waiting: Int
        /// They were set aside, and both sides were told.
        public let parked: Int
        /// The homeserver said that it has them; not forgotten yet.
        public let sent: Int
        /// They were seen in their room; not forgotten yet.
        public let confirmed: Int

        /// How many lines are in none of these states: 0, or something is wrong.
        public var missing: Int { accepted - delivered - forgotten - waiting - parked }
    }

    /// Lines that have to be brought into a room.
    public let lines: Lines
    /// All that is on its way, in every lane.
    public let errandsWaiting: Int
    /// All that was set aside.
    public let errandsParked: Int
    /// When the oldest that is on its way was written down, in milliseconds since 1970.
    public let oldestSince: Int64?
    /// Conversations that are not forgotten yet.
    public let conversations: Int
    /// Conversations whose time of forgetting has passed an hour ago and more.
    public let forgettingOverdue: Int
    /// Rooms that stand ready.
    public let freeRooms: Int
}

extension Ledger {
    /// Counts, all at one instant.
    public func census(at milliseconds: Int64) async throws -> Census {
        try await read { try Census.count($0, at: milliseconds) }
    }
}

extension Census {
    static func count(_ db: Database, at milliseconds: Int64) throws -> Census {
        let one = { (sql: String) in
            try Int.fetchOne(db.cachedStatement(sql: "SELECT count(*) FROM " + sql)) ?? 0
        }
        let reckoned = { (what: Reckoning.What) in
            try Int.fetchOne(
                db.cachedStatement(sql: "SELECT count FROM reckoning WHERE what = ?"),
                arguments: [what.rawValue]
            ) ?? 0
        }
        let relays = "outbox WHERE \(Reckoning.lines) AND state = "
        return Census(
            lines: Census.Lines(
                accepted: try reckoned(.accepted),
                delivered: try reckoned(.delivered),
                forgotten: try reckoned(.forgotten),
                waiting: try one(relays + "'ready'"),
                parked: try one(relays + "'parked'"),
                sent: try one(relays + "'done' AND confirmed = 0"),
                confirmed: try one(relays + "'done' AND confirmed = 1")
            ),
            errandsWaiting: try one("outbox WHERE state = 'ready'"),
            errandsParked: try one("outbox WHERE state = 'parked'"),
            oldestSince: try Int64.fetchOne(
                db.cachedStatement(
                    sql: "SELECT min(since) FROM outbox WHERE state = 'ready' AND since > 0"
                )
            ),
            conversations: try one("conversation WHERE key IS NOT NULL"),
            forgettingOverdue: try one(
                "reminder WHERE what = 'forget' AND due < \(milliseconds - 3_600_000)"
            ),
            freeRooms: try one("room WHERE state = 'free'")
        )
    }
}
