internal import Desk
internal import Matrix
internal import Relay

/// The counsellors' way in: turns what happens in staff and counselling rooms into deliveries.
struct CounselInbox: Sendable {
    /// What an event means to us.
    enum Meaning: Sendable, Hashable {
        /// A counsellor did something.
        case delivery(Delivery)
        /// One of our own effects came back: it has arrived.
        case echo(EffectID, Receipt)
        /// Nothing.
        case nothing
    }

    let office: Office
    let staffRooms: StaffRooms
    let shelf: RoomShelf

    func read(_ event: Matrix.Event) async throws -> Meaning {
        if office.isOurs(event.sender) {
            // Ours come back without a transaction id, perhaps before the answer to the sending.
            guard let effect = OwnFields.effect(of: event) else { return .nothing }
            return .echo(effect, Receipt(event.id.rawValue))
        }
        if let bot = staffRooms.bot(of: event.room) {
            return readStaffRoom(event, bot)
        }
        // Rooms that we do not know are not heard, whatever is said there.
        guard let bot = try await shelf.bot(of: RoomKey(event.room.rawValue)) else {
            return .nothing
        }
        return readCounsellingRoom(event, bot)
    }

    /// Nothing typed here ever reaches a visitor: words are colleagues' talk.
    private func readStaffRoom(_ event: Matrix.Event, _ bot: BotName) -> Meaning {
        let counsellor = CounsellorID(event.sender.rawValue)
        if event.type == "m.reaction", case .annotation(let target, _)? = event.relation {
            let notice = Address.notice(Receipt(target.rawValue))
            return delivery(event, bot, notice, .claimed(by: counsellor))
        }
        guard let typed = typedLine(event) else { return .nothing }
        switch StaffEntry.read(typed) {
        case .words:
            return .nothing
        case .claim(let number?):
            return delivery(event, bot, .number(number), .claimed(by: counsellor))
        case .list:
            return delivery(event, bot, .staffRoom, .askedWhoWaits(by: counsellor))
        case .reload:
            return delivery(event, bot, .staffRoom, .askedReload(by: counsellor))
        case .claim(nil), .help:
            return delivery(event, bot, .staffRoom, .askedHelp(unknown: nil, by: counsellor))
        case .close:
            let word = Confidential("clore")
            return delivery(event, bot, .staffRoom, .askedHelp(unknown: word, by: counsellor))
        case .readyAnswer:
            let word = Confidential("réponse")
            return delivery(event, bot, .staffRoom, .askedHelp(unknown: word, by: counsellor))
        case .unknown(let word):
            let word = Confidential(word)
            return delivery(event, bot, .staffRoom, .askedHelp(unknown: word, by: counsellor))
        }
    }

    /// Everything typed here is for the visitor, except lines that begin with `!`.
    private func readCounsellingRoom(_ event: Matrix.Event, _ bot: BotName) -> Meaning {
        let address = Address.room(RoomKey(event.room.rawValue))
        let counsellor = CounsellorID(event.sender.rawValue)
        if event.type == "m.room.encryption", event.isState {
            return delivery(event, bot, address, .roomEncrypted)
        }
        guard let typed = typedLine(event) else {
            guard isSomethingElse(event) else { return .nothing }
            return delivery(event, bot, address, .postedOther(by: counsellor))
        }
        return delivery(event, bot, address, meaning(of: typed, event, counsellor))
    }

    private func meaning(
        of typed: String,
        _ event: Matrix.Event,
        _ counsellor: CounsellorID
    ) -> Desk.Event {
        switch StaffEntry.read(typed) {
        case .words(let words):
            return .counsellorSaid(LineID(event.id.rawValue), Confidential(words), by: counsellor)
        case .readyAnswer(let name):
            let line = LineID(event.id.rawValue)
            return .readyAnswer(line, named: name, by: counsellor)
        case .close: return .counsellorEnded(by: counsellor)
        case .help: return .askedHelp(unknown: nil, by: counsellor)
        case .unknown(let word): return .askedHelp(unknown: Confidential(word), by: counsellor)
        case .claim: return .askedHelp(unknown: Confidential("prendre"), by: counsellor)
        case .list: return .askedHelp(unknown: Confidential("file"), by: counsellor)
        case .reload: return .askedHelp(unknown: Confidential("recharger"), by: counsellor)
        }
    }

    /// A fresh line that a person typed: no program's notice (those are never answered), no edit.
    private func typedLine(_ event: Matrix.Event) -> String? {
        guard let message = event.message, !message.body.allSatisfy(\.isWhitespace) else {
            return nil
        }
        if case .replacement? = message.relation { return nil }
        switch message.kind {
        case .text, .emote: return message.body
        case .notice, .other: return nil
        }
    }

    /// Something that a counsellor may believe to have been carried across.
    private func isSomethingElse(_ event: Matrix.Event) -> Bool {
        guard !event.isState, !event.isRedacted else { return false }
        let types = ["m.sticker", "m.room.encrypted", "m.room.redaction"]
        if types.contains(event.type) { return true }
        guard let message = event.message else { return false }
        switch message.kind {
        case .text, .emote: return true  // An edit, or nothing but blanks.
        case .other: return true
        case .notice: return false
        }
    }

    private func delivery(
        _ event: Matrix.Event,
        _ bot: BotName,
        _ address: Address,
        _ meaning: Desk.Event
    ) -> Meaning {
        let id = DeliveryID("matrix/" + event.id.rawValue)
        return .delivery(Delivery(id: id, bot: bot, address: address, event: meaning))
    }
}
