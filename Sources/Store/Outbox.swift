public import Desk
internal import Foundation
internal import GRDB

extension Ledger {
    /// What stands first in every lane that is due and not busy, oldest first.
    ///
    /// - Parameters:
    ///   - busy: Lanes that somebody is working on.
    ///   - milliseconds: Now.
    ///   - limit: At most so many.
    /// - Returns: At most one for each lane.
    /// - Throws: When the file cannot be read.
    public func take(
        besides busy: Set<Lane>,
        at milliseconds: Int64,
        limit: Int
    ) async throws -> [Taken] {
        try await read { [master] db in
            // Hops from lane to lane along the index: a long lane costs no more than a short one.
            let sql = """
                WITH RECURSIVE lanes (lane) AS (
                    SELECT min(lane) FROM outbox WHERE state = 'ready'
                    UNION ALL
                    SELECT (
                        SELECT min(lane) FROM outbox WHERE state = 'ready' AND lane > lanes.lane
                    )
                    FROM lanes WHERE lanes.lane IS NOT NULL
                )
                SELECT number, outbox.lane FROM lanes CROSS JOIN outbox ON number =
                    (SELECT min(number) FROM outbox WHERE state = 'ready' AND lane = lanes.lane)
                WHERE due <= ? ORDER BY number
                """
            let heads = try Row.fetchAll(db.cachedStatement(sql: sql), arguments: [milliseconds])
            let free = heads.lazy.filter { !busy.contains(Lane($0["lane"])) }
            let reader = Reader(db: db, master: master)
            return try free.prefix(limit).compactMap {
                try reader.taken("number = ?", [$0["number"]])
            }
        }
    }

    /// What stands first in a lane now, if it is due.
    public func next(in lane: Lane, at milliseconds: Int64) async throws -> Taken? {
        try await read { [master] db in
            // Not `due` in the condition: what is not due yet keeps all behind it waiting.
            let first =
                "number = (SELECT min(number) FROM outbox WHERE state = 'ready' AND lane = ?)"
            return try Reader(db: db, master: master)
                .taken(first + " AND due <= ?", [lane.rawValue, milliseconds])
        }
    }

    /// When the next errand is due that is not due yet; nothing when none is.
    public func nextErrandDue(after milliseconds: Int64) async throws -> Int64? {
        try await read { db in
            let sql = "SELECT min(due) FROM outbox WHERE state = 'ready' AND due > 0 AND due > ?"
            return try Int64.fetchOne(db.cachedStatement(sql: sql), arguments: [milliseconds])
        }
    }

    /// Writes down how an errand went, unless its echo came first.
    public func settle(_ errand: Errand, _ settlement: Settlement) async throws {
        try await write { db in
            switch settlement {
            case .done(let receipt):
                try Reckoning(db: db).delivered("number = ?", [errand.row])
                let sql = """
                    UPDATE outbox SET state = 'done', receipt = coalesce(receipt, ?)
                    WHERE number = ?
                    """
                try db.cachedStatement(sql: sql).execute(arguments: [receipt?.rawValue, errand.row])
                try Self.dropWhenNobodysOwn(db, row: errand.row)
            case .later(let due):
                try db.cachedStatement(
                    sql: """
                        UPDATE outbox SET due = ?, attempts = attempts + 1
                        WHERE number = ? AND state = 'ready'
                        """
                ).execute(arguments: [due, errand.row])
            case .parked:
                try Self.park(db, row: errand.row)
            case .beside(let lane):
                try db.cachedStatement(sql: "UPDATE outbox SET lane = ? WHERE number = ?")
                    .execute(arguments: [lane.rawValue, errand.row])
            }
        }
    }

    /// Every errand may be tried again now.
    public func waitNoLonger() async throws {
        try await write { db in
            try db.execute(sql: "UPDATE outbox SET due = 0 WHERE state = 'ready' AND due > 0")
        }
    }

    /// Sets an errand aside that cannot be read.
    public func park(_ errand: UnreadableErrand) async throws {
        try await write { try Self.park($0, row: errand.row) }
    }

    private static func park(_ db: Database, row: Int64) throws {
        try db.cachedStatement(
            sql: "UPDATE outbox SET state = 'parked' WHERE number = ? AND state = 'ready'"
        ).execute(arguments: [row])
    }

    /// What belongs to no conversation is forgotten with none, so it goes as soon as it is done.
    private static func dropWhenNobodysOwn(_ db: Database, row: Int64) throws {
        try db.cachedStatement(sql: "DELETE FROM outbox WHERE number = ? AND conversation IS NULL")
            .execute(arguments: [row])
    }

    /// The receipt of the notice about a conversation; nothing while it has not arrived.
    public func noticeReceipt(of number: ConversationNumber) async throws -> Receipt? {
        try await read { db in
            try String.fetchOne(
                db.cachedStatement(
                    sql: """
                        SELECT receipt FROM outbox
                        WHERE conversation = ? AND kind = 'post' AND receipt IS NOT NULL
                        ORDER BY number DESC LIMIT 1
                        """
                ),
                arguments: [number]
            )
        }.map { Receipt($0) }
    }

    /// The newest opening of a conversation's room, done or not.
    public func opening(of number: ConversationNumber) async throws -> Opening? {
        try await read { [master] db in
            let sql = """
                SELECT id, body FROM outbox WHERE conversation = ? AND kind = 'open'
                ORDER BY number DESC LIMIT 1
                """
            guard let row = try Row.fetchOne(db.cachedStatement(sql: sql), arguments: [number])
            else { return nil }
            let reader = Reader(db: db, master: master)
            let effect = try reader.effect(row["body"], id: row["id"], of: number)
            guard case .open(let opening) = effect else { return nil }
            return opening
        }
    }

    /// How many errands are ready, done and parked, for the self-check.
    public func outboxCounts() async throws -> [String: Int] {
        try await read { db in
            let rows = try Row.fetchAll(
                db.cachedStatement(sql: "SELECT state, count(*) AS n FROM outbox GROUP BY state")
            )
            return Dictionary(uniqueKeysWithValues: rows.map { ($0["state"], $0["n"]) })
        }
    }
}

extension Reader {
    func taken(_ condition: String, _ arguments: StatementArguments) throws -> Taken? {
        let sql =
            "SELECT number, id, bot, conversation, lane, kind, attempts, body FROM outbox WHERE "
        let statement = try db.cachedStatement(sql: sql + condition)
        guard let row = try Row.fetchOne(statement, arguments: arguments) else { return nil }
        do {
            return .errand(try errand(row))
        } catch is SealBroken {
            return .unreadable(UnreadableErrand(row))
        } catch is DecodingError {
            return .unreadable(UnreadableErrand(row))
        }
    }

    private func errand(_ row: Row) throws -> Errand {
        let number: ConversationNumber? = row["conversation"]
        let id: String = row["id"]
        let effect = try effect(row["body"], id: id, of: number)
        return Errand(
            row: row["number"],
            id: EffectID(id),
            lane: Lane(row["lane"]),
            bot: BotName(row["bot"]),
            conversation: number,
            effect: effect,
            line: try line(effect, of: number),
            attempts: row["attempts"]
        )
    }

    func effect(
        _ body: Data,
        id: String,
        of number: ConversationNumber?
    ) throws -> Effect {
        try Seal.open(Effect.self, from: body, with: key(of: number), at: Place.effect(id))
    }

    private func line(_ effect: Effect, of number: ConversationNumber?) throws -> Line? {
        guard let id = effect.line, let number else { return nil }
        let body = try Data.fetchOne(
            db.cachedStatement(sql: "SELECT body FROM line WHERE conversation = ? AND id = ?"),
            arguments: [number, id.rawValue]
        )
        guard let body else { throw SealBroken() }
        let place = Place.line(number, id.rawValue)
        return try Seal.open(Line.self, from: body, with: key(of: number), at: place)
    }
}

extension Effect {
    /// The line that is brought across, where it is one.
    fileprivate var line: LineID? {
        switch self {
        case .relay(let id), .tell(let id): id
        case .show, .meet, .markRead, .letGo, .hush, .decline, .remove, .post, .edit, .tellStaff,
            .alert, .call, .reload, .wipe, .open, .fetch, .advise, .tick, .admit, .dismiss, .close,
            .forgetVisitor, .remind, .unremind, .unremindAll, .hasten, .wake, .amend, .attach,
            .amendOwn, .bringAnswers, .keepPass, .dropPass, .audit, .clearRoom, .clearDirect,
            .admitUndelivered, .forget, .wipeNotices, .retry, .refuse:
            nil
        }
    }
}

extension UnreadableErrand {
    fileprivate init(_ row: Row) {
        (self.row, lane, bot) = (row["number"], Lane(row["lane"]), BotName(row["bot"]))
        (id, conversation, attempts) = (EffectID(row["id"]), row["conversation"], row["attempts"])
        switch row["kind"] as String {
        case "relay": failure = .line
        case "tell": failure = .reading
        case "meet": failure = .invitation
        case "tellStaff", "wipe": failure = nil
        default: failure = .other  // not ours: a damaged row may say anything
        }
    }
}
