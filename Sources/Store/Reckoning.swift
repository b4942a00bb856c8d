internal import Desk
internal import GRDB

/// Keeps count of lines for counsellors, in the same transactions that move them.
struct Reckoning {
    enum What: String {
        /// A visitor was told that it is sent.
        case accepted
        /// It arrived in a counselling room.
        case delivered
        /// It was forgotten before it arrived, and that was admitted.
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
                (SELECT 1 FROM outbox WHERE kind = 'relay' AND state <> 'done' AND \(row))
            """
        try db.cachedStatement(sql: sql).execute(arguments: arguments)
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
                WHERE conversation = ? AND kind = 'relay' AND state <> 'done'
            ) WHERE what = 'forgotten'
            """
        try db.cachedStatement(sql: sql).execute(arguments: [number])
    }
}

/// How things stand in the ledger, in numbers.
public struct Census: Sendable, Hashable {
    /// Lines for counsellors, in one state each.
    public struct Lines: Sendable, Hashable {
        /// A visitor was told that they are sent; since the beginning.
        public let accepted: Int
        /// They arrived; since the beginning.
        public let delivered: Int
        /// They were forgotten before they arrived, which was admitted; since the beginning.
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

    /// Lines for counsellors.
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
        try await read { db in
            let one = { (sql: String) in
                try Int.fetchOne(db.cachedStatement(sql: "SELECT count(*) FROM " + sql)) ?? 0
            }
            let reckoned = { (what: Reckoning.What) in
                try Int.fetchOne(
                    db.cachedStatement(sql: "SELECT count FROM reckoning WHERE what = ?"),
                    arguments: [what.rawValue]
                ) ?? 0
            }
            let relays = "outbox WHERE kind = 'relay' AND state = "
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
}
