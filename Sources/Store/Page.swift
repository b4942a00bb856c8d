internal import Crypto
internal import Desk
internal import Foundation
internal import GRDB

/// The open page of the ledger: one transaction being written.
///
/// Lives only inside `Ledger.record`; everything here is synchronous.
struct Page {
    let db: Database
    let master: KeyRing
    let opened: OpenedConversations
    let milliseconds: Int64
    /// Whether each delivery can be taken back alone; else only the whole page can.
    let isCareful: Bool
    let memory = PageMemory()

    /// Fills the page with all that belongs onto it.
    ///
    /// - Throws: `MustTakeBack` where it must be filled anew, carefully; nothing of it may stay.
    func fill(with recording: Recording, hearing hear: Hearing) throws -> Recorded {
        var recorded = Recorded()
        for (effect, receipt) in recording.echoes where try confirm(effect, receipt) {
            recorded.filledOutbox = true
        }
        for delivery in recording.deliveries {
            let outcome = try record(delivery, hearing: hear, into: &recorded)
            recorded.outcomes.append(outcome)
        }
        for cursor in recording.cursors { try save(cursor) }
        try countAccepted()
        return recorded
    }

    /// Records one delivery, or takes back whatever of it was begun.
    private func record(
        _ delivery: Delivery,
        hearing hear: Hearing,
        into recorded: inout Recorded
    ) throws -> Outcome {
        let mark = Fingerprint.short(delivery.id.rawValue)
        if let known = try earlierOutcome(of: mark) { return known }
        // Into a record of its own: a copy of all before would make a full transaction slow.
        var changes = Recorded()
        let outcome: Outcome
        do {
            outcome = try orTakeBack {
                try attempt(delivery, as: mark, hearing: hear, into: &changes)
            }
        } catch is SealBroken {
            return .damaged
        } catch is DecodingError {
            return .damaged
        } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
            return .damaged
        }
        if case .recorded = outcome {
            recorded.add(changes)
            recorded.newCount += 1
        }
        return outcome
    }

    /// The last thing on a page: its lines are counted together.
    private func countAccepted() throws {
        let (all, arrived) = memory.accepted
        if all > 0 { try Reckoning(db: db).count(.accepted, all) }
        if arrived > 0 { try Reckoning(db: db).count(.delivered, arrived) }
    }

    /// The receipt of an effect that arrived before it was written down here.
    func receipt(of effect: String) throws -> String? {
        let restoration = Restoration(db: db)
        if memory.hasEchoes == nil { memory.hasEchoes = try restoration.hasEchoes() }
        return memory.hasEchoes == true ? try restoration.receipt(of: effect) : nil
    }

    private func attempt(
        _ delivery: Delivery,
        as mark: String,
        hearing hear: Hearing,
        into recorded: inout Recorded
    ) throws -> Outcome {
        let found = try find(delivery) ?? open(for: delivery)
        guard found != nil || delivery.canConcernNobody else { return .unknown }
        let before = found?.conversation
        var conversation = before
        let team = try team(of: delivery.bot)
        var around = Surroundings(
            number: delivery.address.number,
            waitingRoom:
                try needsWaitingRoom(delivery, before) ? waitingRoom(of: delivery.bot) : .init(),
            pass: try pass(presentedBy: delivery.event),
            team: team
        )
        let heard = hear(delivery, &conversation, &around)
        if case .refuse(let refusal)? = heard.effects.first { return .refused(refusal) }
        try remember(mark, found?.number)
        if case .due(let reminder) = delivery.event, let number = found?.number {
            try drop(reminder, of: number)
        }
        if around.team != team {
            try save(around.team, of: delivery.bot)
            recorded.waitingRooms.insert(delivery.bot)
        }
        if let found, let conversation, conversation != before {
            try save(conversation, key: found.key)
            if conversation.stage.name != before?.stage.name {
                try count(conversation.stage.name.rawValue, of: delivery.bot, on: heard.day)
                recorded.waitingRooms.insert(delivery.bot)
            }
            recorded.touched.insert(found.number)
        }
        for one in heard.counts { try count(one.what, of: delivery.bot, on: one.day) }
        let filler = Filler(page: self, delivery: delivery, found: found)
        for (index, effect) in heard.effects.enumerated() {
            try filler.fill(effect, index, into: &recorded)
        }
        return .recorded(found?.number)
    }

    private func earlierOutcome(of mark: String) throws -> Outcome? {
        let row = try Row.fetchOne(
            db.cachedStatement(sql: "SELECT conversation FROM delivery WHERE id = ?"),
            arguments: [mark]
        )
        return row.map { .recorded($0["conversation"]) }
    }

    private func remember(_ mark: String, _ number: ConversationNumber?) throws {
        let sql = "INSERT INTO delivery (id, conversation, heard) VALUES (?, ?, ?)"
        try db.cachedStatement(sql: sql).execute(arguments: [mark, number, milliseconds])
    }

    /// Talks in progress do not look at the waiting room, so a line costs the same on a busy
    /// evening.
    private func needsWaitingRoom(_ delivery: Delivery, _ conversation: Conversation?) -> Bool {
        switch conversation?.stage {
        case .talking where delivery.isByVisitor: false
        case .closed, .ended: false
        case .arriving, .intake, .waiting, .kept, .held, .talking, .referred, .writing, .letter,
            nil:
            true
        }
    }

    private func save(_ cursor: Cursor) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO cursor VALUES (?, ?)
                ON CONFLICT (feed) DO UPDATE SET token = excluded.token
                """
        ).execute(arguments: [cursor.feed, cursor.token])
    }

    /// An effect of ours came back: it has arrived, whatever its sender heard.
    ///
    /// True when that was news.
    private func confirm(_ effect: EffectID, _ receipt: Receipt) throws -> Bool {
        try Reckoning(db: db).delivered("id = ?", [effect.rawValue])
        let first = """
            UPDATE outbox SET state = 'done', receipt = ?, confirmed = 1
            WHERE id = ? AND receipt IS NULL
            """
        try db.cachedStatement(sql: first).execute(arguments: [receipt.rawValue, effect.rawValue])
        let isNews = db.changesCount > 0
        if !isNews {
            let later = "UPDATE outbox SET confirmed = 1 WHERE id = ? AND confirmed = 0"
            try db.cachedStatement(sql: later).execute(arguments: [effect.rawValue])
            try Restoration(db: db).keep(effect, receipt, at: milliseconds)
            memory.hasEchoes = nil
        }
        try db.cachedStatement(sql: "DELETE FROM outbox WHERE id = ? AND conversation IS NULL")
            .execute(arguments: [effect.rawValue])
        return isNews
    }

    private func drop(_ reminder: Reminder, of number: ConversationNumber) throws {
        try db.cachedStatement(sql: "DELETE FROM reminder WHERE conversation = ? AND what = ?")
            .execute(arguments: [number, reminder.rawValue])
    }

    private func count(_ what: String, of bot: BotName, on day: CivilDate) throws {
        try Tally(db: db, master: master).add(what, of: bot, in: day.writtenMonth)
    }
}

extension Delivery {
    /// What concerns the room itself, not what is said in it.
    var isAboutRoom: Bool { event == .roomEncrypted || event == .roomTakenAway }

    /// Claims and questions in the staff room are answered even where there is no conversation.
    fileprivate var canConcernNobody: Bool {
        switch event {
        case .claimed, .reloadRefused, .staffed, .staffMoved, .house: true
        // In a counselling room that is no conversation's any more, nobody is there to obey.
        case .commanded: !address.isRoom
        case .arrived, .visitorSaid, .visitorEnded, .visitorSaw, .visitorMoved, .cameToLobby,
            .wroteInLobby, .wroteElsewhere, .visitorChanged, .visitorTouched, .visitorPostedOther,
            .visitorAsked, .visitorErased, .counsellorSaid, .counsellorShowed, .imageCame,
            .imageLost, .counsellorChanged, .counsellorRead, .counsellorCame, .counsellorLeft,
            .postedOther, .roomEncrypted, .roomTakenAway, .failed, .due:
            false
        }
    }

    /// With it a visitor comes in.
    var opens: Bool {
        switch event {
        case .arrived, .cameToLobby, .wroteInLobby: true
        // Her invitation came first; whoever was erased since does not come back with it.
        case .wroteElsewhere, .visitorSaid, .visitorEnded, .visitorSaw, .visitorMoved,
            .visitorChanged, .visitorTouched, .visitorPostedOther, .visitorAsked, .visitorErased,
            .claimed, .commanded, .reloadRefused, .staffed, .staffMoved, .counsellorSaid,
            .counsellorShowed, .imageCame, .imageLost, .counsellorChanged, .counsellorRead,
            .counsellorCame, .counsellorLeft, .postedOther, .roomEncrypted, .roomTakenAway, .failed,
            .due, .house:
            false
        }
    }

    fileprivate var isByVisitor: Bool {
        switch event {
        case .visitorSaid, .visitorSaw, .visitorMoved, .visitorChanged, .visitorTouched,
            .visitorPostedOther, .visitorAsked:
            true
        case .arrived, .visitorEnded, .cameToLobby, .wroteInLobby, .wroteElsewhere, .visitorErased,
            .claimed, .commanded, .reloadRefused, .staffed, .staffMoved, .counsellorSaid,
            .counsellorShowed, .imageCame, .imageLost, .counsellorChanged, .counsellorRead,
            .counsellorCame, .counsellorLeft, .postedOther, .roomEncrypted, .roomTakenAway, .failed,
            .due, .house:
            false
        }
    }
}

extension Address {
    fileprivate var number: ConversationNumber? {
        if case .number(let number) = self { number } else { nil }
    }

    fileprivate var isRoom: Bool {
        if case .room = self { true } else { false }
    }
}
