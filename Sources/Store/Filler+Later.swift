internal import Desk
internal import Foundation
internal import GRDB

/// Changes to what was written down before, and what outlives a conversation.
extension Filler {
    /// Everybody at this bot who is waiting for it is woken now.
    func hasten(_ reminder: Reminder) throws {
        let sql = """
            UPDATE reminder SET due = ? WHERE what = ? AND due > ?
            AND conversation IN (SELECT number FROM conversation WHERE bot = ?)
            """
        try run(
            sql,
            [page.milliseconds, reminder.rawValue, page.milliseconds, delivery.bot.rawValue]
        )
    }

    /// The line itself is changed, and a further line tells those who have shown it already.
    ///
    /// The name of that line; nothing where there is no such line (any more).
    func amend(_ id: LineID, _ text: String?) throws -> LineID? {
        guard let found else { preconditionFailure("a line is changed in a conversation") }
        let id = text == nil ? try lineChanged(by: id) ?? id : id
        let sql = "SELECT sequence, body FROM line WHERE conversation = ? AND id = ?"
        let row = try Row.fetchOne(
            db.cachedStatement(sql: sql),
            arguments: [found.number, id.rawValue]
        )
        guard let row else { return nil }
        let place = Place.line(found.number, id.rawValue)
        let line = try Seal.open(Line.self, from: row["body"], with: found.key, at: place)
        let state: Line.Change = text == nil ? .withdrawn : .changed
        let changed = Line(
            id: id,
            author: line.author,
            text: Confidential(text ?? ""),
            change: state,
            image: text == nil ? nil : line.image
        )
        // What was taken back is gone, and comes no more.
        if text == nil {
            try dropImage(of: id)
            try dropChanges(ofLineAt: row["sequence"])
        }
        try run(
            "UPDATE line SET body = ? WHERE conversation = ? AND id = ?",
            [try Seal.close(changed, with: found.key, at: place), found.number, id.rawValue]
        )
        let news = LineID("change-" + Fingerprint.short(delivery.id.rawValue))
        try show(
            Line(
                id: news,
                author: line.author,
                text: Confidential(text ?? ""),
                change: state,
                of: row["sequence"],
                image: changed.image
            )
        )
        return news
    }

    /// What told of earlier changes, or of its image, says nothing any more: a page that opens
    /// later reads it, too.
    private func dropChanges(ofLineAt sequence: Int64) throws {
        guard let found else { return }
        let sql = """
            SELECT id, body FROM line
            WHERE conversation = ? AND sequence > ?
            AND (id LIKE 'change-%' OR id LIKE 'image-%')
            """
        let arguments: StatementArguments = [found.number, sequence]
        let rows = try Row.fetchAll(db.cachedStatement(sql: sql), arguments: arguments)
        for row in rows {
            let id: String = row["id"]
            let place = Place.line(found.number, id)
            let news = try Seal.open(Line.self, from: row["body"], with: found.key, at: place)
            guard news.of == sequence else { continue }
            let emptied = Line(
                id: news.id,
                author: news.author,
                text: Confidential(""),
                change: .withdrawn,
                of: sequence
            )
            try run(
                "UPDATE line SET body = ? WHERE conversation = ? AND id = ?",
                [try Seal.close(emptied, with: found.key, at: place), found.number, id]
            )
        }
    }

    /// The line that an event has changed; nothing where it has changed none.
    ///
    /// A change that is taken back takes the whole line back: what it said before is not kept, and
    /// what it says now shall not stand.
    private func lineChanged(by id: LineID) throws -> LineID? {
        guard let found else { return nil }
        let news = "change-" + Fingerprint.short("matrix/" + id.rawValue)
        let written = "SELECT body FROM line WHERE conversation = ? AND id = ?"
        let body = try Data.fetchOne(
            db.cachedStatement(sql: written),
            arguments: [found.number, news]
        )
        guard let body else { return nil }
        let place = Place.line(found.number, news)
        guard let of = try Seal.open(Line.self, from: body, with: found.key, at: place).of else {
            return nil
        }
        let changed = "SELECT id FROM line WHERE conversation = ? AND sequence = ?"
        return try String.fetchOne(
            db.cachedStatement(sql: changed),
            arguments: [found.number, of]
        ).map { LineID($0) }
    }

    /// A visitor's own line is changed; where the counsellor has it already, it changes there too.
    func amendOwn(_ id: LineID, _ text: String?, _ index: Int) throws {
        guard let found else { return }
        let number = found.number
        let id = text == nil ? try lineChanged(by: id) ?? id : id
        let sql = "SELECT 1 FROM outbox WHERE id = ?"
        let relayed = try Int.fetchOne(
            db.cachedStatement(sql: sql),
            arguments: [Self.relayID(id, of: number)]
        )
        // What is not for a counsellor stays as it was answered: of a postal code only the province
        // is kept, whatever is typed over it.
        guard relayed != nil || found.conversation.unheard.contains(id),
            let news = try amend(id, text)
        else { return }
        // What nobody has been given yet is given as it is now.
        if relayed != nil { try enqueue(.relay(news), index, lane: "talk/\(number)") }
    }

    /// The room keeper lets everybody go from the conversation's room.
    func giveUp(_ kind: ShelfRoom.Kind) throws {
        let sql = """
            UPDATE room SET state = 'used' WHERE conversation = ? AND state = 'taken' AND kind = ?
            """
        try run(sql, [number, kind.rawValue])
    }

    /// Shows here what counsellors wrote in another conversation, once more each time.
    func bringAnswers(from letter: ConversationNumber) throws {
        let sql = "SELECT id, body FROM line WHERE conversation = ? ORDER BY sequence"
        let rows = try Row.fetchAll(db.cachedStatement(sql: sql), arguments: [letter])
        guard !rows.isEmpty else { return }
        let key = try Reader(db: db, master: page.master).key(of: letter)
        for row in rows {
            let id: String = row["id"]
            let place = Place.line(letter, id)
            let copy = LineID("answer-" + Fingerprint.short("\(delivery.id.rawValue)/\(id)"))
            let body: Data = row["body"]
            guard let line = try? Seal.open(Line.self, from: body, with: key, at: place) else {
                // One that is damaged must not keep the others from her. Here it opens no more than
                // there, and whoever reads it is told.
                try write(copy, body)
                if found?.conversation.door == .lobby {
                    try enqueue(.tell(copy), 0, lane: "direct/\(number)")
                }
                continue
            }
            guard line.author == .counsellor, line.of == nil, line.change != .withdrawn else {
                continue
            }
            try show(Line(id: copy, author: .counsellor, text: line.text))
        }
    }

    func keep(_ pass: Pass, _ digest: CodeDigest) throws {
        let body = try Seal.close(pass, with: page.master.key(in: db), at: Place.pass(digest))
        try run("DELETE FROM pass WHERE expires <= ?", [page.milliseconds])
        try run(
            "INSERT OR REPLACE INTO pass VALUES (?, ?, ?)",
            [
                digest.rawValue, pass.expires, body,
            ]
        )
    }

    func audit(_ entry: AuditEntry) throws {
        let place = Place.audit(delivery.bot, page.milliseconds)
        let body = try Seal.close(entry, with: page.master.key(in: db), at: place)
        try run(
            "INSERT INTO audit (bot, milliseconds, body) VALUES (?, ?, ?)",
            [
                delivery.bot.rawValue, page.milliseconds, body,
            ]
        )
    }

    /// Has the notice and its edits taken back: a name and answers stand in them.
    ///
    /// The errand belongs to no conversation, for this one may be forgotten in the same breath.
    /// It is set also where nothing has a receipt: the notice may be on its way at this moment.
    func wipeNotices(_ index: Int) throws {
        let sql = """
            SELECT id, receipt, since FROM outbox
            WHERE conversation = ? AND kind IN ('post', 'edit') ORDER BY number
            """
        let posted = try Row.fetchAll(db.cachedStatement(sql: sql), arguments: [number])
        guard !posted.isEmpty else { return }
        let receipts = posted.compactMap { $0["receipt"] as String? }
        let unknown = posted.filter { $0["receipt"] as String? == nil }
        let underWay = unknown.first.map { first in
            UnderWay(unknown.map { EffectID($0["id"]) }, since: first["since"])
        }
        let effect = Effect.wipe(receipts.map { Receipt($0) }, underWay: underWay)
        try enqueue(effect, index, lane: "staff/\(delivery.bot.rawValue)", for: nil)
        // What is not sent yet must not tell it anew, and what is taken back is not done twice.
        try run("DELETE FROM outbox WHERE conversation = ? AND kind IN ('post', 'edit')", [number])
    }

    /// How many there were.
    func retryParked() throws -> Int {
        // One more attempt, so that a second failure is told again.
        let sql = """
            UPDATE outbox SET state = 'ready', due = 0, attempts = attempts + 1
            WHERE bot = ? AND state = 'parked'
            """
        try run(sql, [delivery.bot.rawValue])
        return db.changesCount
    }
}
