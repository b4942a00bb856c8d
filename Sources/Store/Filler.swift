internal import Desk
internal import Foundation
internal import GRDB

/// Writes down what shall be done: lines, reminders, and the rest into the outbox.
struct Filler {
    let page: Page
    let delivery: Delivery
    let found: Found?

    var db: Database { page.db }

    func fill(_ effect: Effect, _ index: Int, into recorded: inout Recorded) throws {
        switch effect {
        case .show(let line):
            try show(line)
            recorded.noteShown(number)
        case .post(let notice):
            try enqueue(effect, index, lane: "staff/\(delivery.bot.rawValue)")
            // What rings says nothing of hers; the words follow as a change, which rings nobody.
            // Its place is one that no effect of the desk's has.
            if notice.ring != nil {
                try enqueue(.edit(notice), -1 - index, lane: "staff/\(delivery.bot.rawValue)")
            }
            recorded.filledOutbox = true
        case .edit, .tellStaff, .alert, .call, .reload, .wipe:
            try enqueue(effect, index, lane: "staff/\(delivery.bot.rawValue)")
            recorded.filledOutbox = true
        case .open, .relay, .advise, .tick, .admit, .dismiss, .close:
            try enqueue(effect, index, lane: "talk/\(number)")
            recorded.filledOutbox = true
        case .fetch:
            // Beside the talk: what takes long holds up no word.
            try enqueue(effect, index, lane: "image/\(number)")
            recorded.filledOutbox = true
        case .meet, .tell, .markRead, .remove:
            try enqueue(effect, index, lane: "direct/\(number)")
            recorded.filledOutbox = true
        case .decline(let room, _):
            // A stranger's room may be far away or gone; nobody else waits for that.
            try enqueue(effect, index, lane: "decline/\(room.rawValue)", for: nil)
            recorded.filledOutbox = true
        // What happens in the lobby must be put right whatever becomes of the conversation.
        case .hush:
            // What little somebody wrote stands there behind nobody who writes without end.
            let isMuch = found?.conversation.writesMuchInPublic ?? false
            let lane = isMuch ? "lobby-much" : "lobby-words"
            try enqueue(effect, index, lane: "\(lane)/\(delivery.bot.rawValue)", for: nil)
            recorded.filledOutbox = true
        case .letGo:
            try enqueue(effect, index, lane: "lobby/\(delivery.bot.rawValue)", for: nil)
            recorded.filledOutbox = true
        case .remind(let reminder, let due):
            try remind(reminder, due, of: number)
            recorded.setReminder = true
        case .unremind(let reminder):
            try run(
                "DELETE FROM reminder WHERE conversation = ? AND what = ?",
                [number, reminder.rawValue]
            )
        case .unremindAll:
            try run("DELETE FROM reminder WHERE conversation = ?", [number])
        case .hasten(let reminder):
            try hasten(reminder)
            recorded.setReminder = true
        case .wake(let other, let reminder):
            // It may have been forgotten meanwhile: then there is nobody to wake.
            guard try exists(other) else { break }
            try remind(reminder, page.milliseconds, of: other)
            recorded.setReminder = true
        case .amend(let id, let text, let otherwise):
            if try amend(id, text?.reveal()) != nil {
                recorded.noteShown(number)
            } else if let otherwise {
                try enqueue(.advise(otherwise), index, lane: "talk/\(number)")
                recorded.filledOutbox = true
            }
        case .attach(let id, let image):
            try attach(image, to: id)
            recorded.noteShown(number)
        case .amendOwn(let id, let text):
            try amendOwn(id, text?.reveal(), index)
            recorded.noteShown(number)
        case .bringAnswers(let letter):
            try bringAnswers(from: letter)
            recorded.noteShown(number)
        case .keepPass(let digest, let pass):
            try keep(pass, digest)
        case .dropPass(let digest):
            try run("DELETE FROM pass WHERE digest = ?", [digest.rawValue])
        case .audit(let entry):
            try audit(entry)
        case .forgetVisitor:
            try run("UPDATE conversation SET visitor = NULL WHERE number = ?", [number])
            recorded.touched.insert(number)
        case .clearRoom:
            try giveUp(.counselling)
            recorded.usedRoom = true
        case .clearDirect:
            try giveUp(.direct)
            // Nothing is brought to somebody who has gone.
            let lane = "direct/\(number)"
            try Reckoning(db: db).dropped(inLane: lane)
            try run("DELETE FROM outbox WHERE lane = ? AND state = 'ready'", [lane])
            recorded.usedRoom = true
        case .admitUndelivered(let admission):
            guard try hasUndelivered() else { break }
            let effect = Effect.tellStaff(admission, mention: nil)
            // It belongs to no conversation: this one is forgotten in the same breath.
            try enqueue(effect, index, lane: "staff/\(delivery.bot.rawValue)", for: nil)
            recorded.filledOutbox = true
        case .wipeNotices:
            try wipeNotices(index)
            recorded.filledOutbox = true
        case .retry(let retry):
            let count = try retryParked()
            let told = Effect.tellStaff(retry.words(count), mention: retry.counsellor)
            try enqueue(told, index, lane: "staff/\(delivery.bot.rawValue)")
            recorded.filledOutbox = true
        case .forget:
            try wipeNotices(index)
            recorded.filledOutbox = true
            try Forgetting(db: db, opened: page.opened).forget(number)
            recorded.touched.insert(number)
            recorded.usedRoom = true
        case .refuse:
            preconditionFailure("a refusal stands alone and is answered before anything is written")
        }
    }

    /// Effects about a conversation come only from a conversation.
    var number: ConversationNumber {
        guard let found else { preconditionFailure("the reception speaks to the staff room only") }
        return found.number
    }

    func show(_ line: Line) throws {
        guard let found else { preconditionFailure("a line is shown in a conversation") }
        let place = Place.line(found.number, line.id.rawValue)
        try write(line.id, try Seal.close(line, with: found.key, at: place))
        // A page reads its lines itself; into a room they have to be brought. Her own she has.
        guard found.conversation.door == .lobby, line.author != .visitor else { return }
        try enqueue(.tell(line.id), 0, lane: "direct/\(found.number)")
    }

    func write(_ id: LineID, _ body: Data) throws {
        let sql = """
            INSERT INTO line (conversation, sequence, id, milliseconds, body)
            VALUES (?, 1 + max(
                coalesce((SELECT max(sequence) FROM line WHERE conversation = ?), 0),
                \(Restoration.floor)), ?, ?, ?)
            """
        try run(sql, [number, number, id.rawValue, page.milliseconds, body])
    }

    private func hasUndelivered() throws -> Bool {
        let sql = """
            SELECT 1 FROM outbox WHERE conversation = ? AND kind = 'relay' AND state = 'ready'
            """
        return try Int.fetchOne(db.cachedStatement(sql: sql), arguments: [number]) != nil
    }

    func enqueue(_ effect: Effect, _ index: Int, lane: String) throws {
        try enqueue(effect, index, lane: lane, for: found)
    }

    func enqueue(
        _ effect: Effect,
        _ index: Int,
        lane: String,
        for found: Found?
    ) throws {
        let id = try id(of: effect, index)
        let arrived = try page.receipt(of: id)
        if found == nil, arrived != nil { return }
        let key = try found?.key ?? page.master.key(in: db)
        let body = try Seal.close(effect, with: key, at: Place.effect(id))
        let sql = """
            INSERT INTO outbox
                (id, bot, conversation, lane, kind, state, body, since, receipt, confirmed)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """
        let state = arrived == nil ? "ready" : "done"
        try run(
            sql,
            [
                id, delivery.bot.rawValue, found?.number, lane, effect.kind, state, body,
                page.milliseconds, arrived, arrived != nil,
            ]
        )
        if effect.isLine {
            page.memory.accepted.all += 1
            if arrived != nil { page.memory.accepted.arrived += 1 }
        }
    }

    /// The same at each repetition of the delivery.
    ///
    /// A line is named after itself: a ledger that was restored from a backup may come to it by
    /// another way than before, and must find that it has arrived.
    private func id(of effect: Effect, _ index: Int) throws -> String {
        if case .tell(let line) = effect { return Self.tellingID(line, of: number) }
        guard case .relay(let line) = effect else { return usualID(index) }
        let own = Self.relayID(line, of: number)
        // Brought across once more, to another room.
        let known = try Int.fetchOne(
            db.cachedStatement(sql: "SELECT 1 FROM outbox WHERE id = ?"),
            arguments: [own]
        )
        return known == nil ? own : usualID(index)
    }

    private func usualID(_ index: Int) -> String {
        Fingerprint.short("\(delivery.id.rawValue)/\(index)")
    }

    /// The id under which a line is brought to a visitor's own room.
    static func tellingID(_ line: LineID, of number: ConversationNumber) -> String {
        Fingerprint.short("tell/\(number)/\(line.rawValue)")
    }

    /// The id under which a line is brought to the counselling room, the first time.
    static func relayID(_ line: LineID, of number: ConversationNumber) -> String {
        Fingerprint.short("relay/\(number)/\(line.rawValue)")
    }

    private func exists(_ number: ConversationNumber) throws -> Bool {
        let sql = "SELECT 1 FROM conversation WHERE number = ?"
        return try Int.fetchOne(db.cachedStatement(sql: sql), arguments: [number]) != nil
    }

    private func remind(
        _ reminder: Reminder,
        _ due: Int64,
        of number: ConversationNumber
    ) throws {
        let sql = """
            INSERT INTO reminder VALUES (?, ?, ?)
            ON CONFLICT (conversation, what) DO UPDATE SET due = excluded.due
            """
        try run(sql, [number, reminder.rawValue, due])
    }

    func run(_ sql: String, _ arguments: StatementArguments) throws {
        try db.cachedStatement(sql: sql).execute(arguments: arguments)
    }
}
