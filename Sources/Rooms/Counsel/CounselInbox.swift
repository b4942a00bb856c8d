internal import Desk
internal import Matrix
internal import Relay

/// The counsellors' way in: turns what happens in staff and counselling rooms into deliveries.
struct CounselInbox: Sendable {
    typealias Meaning = RoomsInbox.Meaning

    let office: Office
    let staffRooms: BotRooms
    let shelf: RoomShelf
    /// The words of each bot's commands.
    let scripts: Scripts
    /// Makes a return code; chance comes in here, never at the desk.
    let freshCode: @Sendable (BotName) async throws -> FreshCode

    func read(_ typed: String, at bot: BotName, in place: StaffPlace) -> StaffEntry {
        let words = scripts[bot]?.commands ?? CommandWords()
        return StaffEntry.read(typed, in: place, knowing: words)
    }

    // MARK: Counselling rooms

    /// Everything typed here is for the visitor, except lines that begin with `!`.
    func readCounsellingRoom(
        _ event: Matrix.Event,
        _ bot: BotName
    ) async throws -> Meaning {
        let address = Address.room(RoomKey(event.room.rawValue))
        let counsellor = CounsellorID(event.sender.rawValue)
        if event.isState {
            return readRoomState(event, bot, address)
        }
        if event.isRedacted {
            // A push that comes late still has its words: heard now, it is not heard again.
            let taken = Desk.Event.counsellorChanged(
                LineID(event.id.rawValue),
                nil,
                by: counsellor
            )
            return delivery(event, bot, address, taken)
        }
        if let change = try await change(event, at: bot, by: counsellor) {
            return delivery(event, bot, address, change)
        }
        if event.type == "m.reaction" {
            guard let sign = try await sign(event, at: bot, by: counsellor) else { return .nothing }
            return delivery(event, bot, address, sign)
        }
        if let image = event.image {
            let showed = try await showing(image, event, bot, counsellor)
            return delivery(event, bot, address, showed)
        }
        var words = typedLine(event)
        if words == nil { words = try await noticedLine(event, bot, counsellor) }
        guard let typed = words else {
            guard isSomethingElse(event) else { return .nothing }
            return delivery(event, bot, address, .postedOther(by: counsellor))
        }
        return delivery(event, bot, address, try await meaning(of: typed, event, bot, counsellor))
    }

    /// A reaction to a line of the visitor's is a line of its own for her: the sign under what it
    /// answers, so that nobody has to guess what was meant; taken back, that line is.
    ///
    /// Reactions to anything else are between counsellors and the bot.
    private func sign(
        _ event: Matrix.Event,
        at bot: BotName,
        by counsellor: CounsellorID
    ) async throws -> Desk.Event? {
        guard case .annotation(let target, let key)? = event.relation,
            let line = try await line(behind: target, in: event.room), line.author == .visitor
        else { return nil }
        // A picture of the homeserver's is no text, and what begins with `!` reaches no visitor.
        let isCarried =
            !key.allSatisfy(\.isWhitespace) && !key.hasPrefix("mxc:")
            && key.count <= Self.signCharactersMax
        guard isCarried, case .words(let words) = read(key, at: bot, in: .counsellingRoom) else {
            return .postedOther(by: counsellor)
        }
        let text = Quotation.put(line.text.reveal(), above: words)
        return .counsellorSaid(LineID(event.id.rawValue), Confidential(text), by: counsellor)
    }

    private static let signCharactersMax = 32

    private func line(behind event: EventID, in room: RoomID) async throws -> Line? {
        try await shelf.line(behind: Receipt(event.rawValue), in: RoomKey(room.rawValue))
    }

    private func readRoomState(
        _ event: Matrix.Event,
        _ bot: BotName,
        _ address: Address
    ) -> Meaning {
        if event.type == "m.room.encryption" {
            return delivery(event, bot, address, .roomEncrypted)
        }
        guard event.type == "m.room.member", let user = event.stateKey,
            !office.isOurs(UserID(rawValue: user))
        else { return .nothing }
        switch event.membership {
        case "join": return delivery(event, bot, address, .counsellorCame(CounsellorID(user)))
        case "leave":
            return delivery(event, bot, address, .counsellorLeft(by: CounsellorID(user)))
        case .some, nil: return .nothing
        }
    }

    /// An edit, or a line taken back.
    ///
    /// An edit into a `!word` changes nothing: what begins so never reaches a visitor.
    private func change(
        _ event: Matrix.Event,
        at bot: BotName,
        by counsellor: CounsellorID
    ) async throws -> Desk.Event? {
        if event.type == "m.room.redaction", let target = event.redacts {
            return .counsellorChanged(LineID(target.rawValue), nil, by: counsellor)
        }
        guard case .replacement(let target, _?)? = event.message?.relation else { return nil }
        guard let body = event.wordsInstead else { return .postedOther(by: counsellor) }
        let isWords =
            if case .words = read(body, at: bot, in: .counsellingRoom) { true } else { false }
        let spoken = isWords ? event.spokenAnew ?? body : body
        switch read(spoken, at: bot, in: .counsellingRoom) {
        case .words(let words) where !words.allSatisfy(\.isWhitespace):
            let line = LineID(target.rawValue)
            let earlier = try await shelf.words(of: line, in: RoomKey(event.room.rawValue))
            let kept = earlier.map { Quotation.keep(of: $0.reveal(), above: words) } ?? words
            let text = Self.withLinks(kept, event)
            return .counsellorChanged(line, Confidential(text), by: counsellor)
        case .words, .claim, .giveCode, .command:
            return .postedOther(by: counsellor)
        }
    }

    private func meaning(
        of typed: String,
        _ event: Matrix.Event,
        _ bot: BotName,
        _ counsellor: CounsellorID
    ) async throws -> Desk.Event {
        let line = LineID(event.id.rawValue)
        switch read(typed, at: bot, in: .counsellingRoom) {
        case .words(let words):
            guard let text = try await self.words(shown: words, event, bot) else {
                return .postedOther(by: counsellor)
            }
            return .counsellorSaid(line, Confidential(text), by: counsellor)
        case .giveCode:
            return .commanded(.giveCode(try await freshCode(bot)), line, by: counsellor)
        case .claim:
            return .commanded(.help, line, by: counsellor)
        case .command(let command):
            return .commanded(command, line, by: counsellor)
        }
    }

    /// An image is for the visitor like a line, under the words that stand with it; its file's name
    /// is not.
    private func showing(
        _ image: ImageMessage,
        _ event: Matrix.Event,
        _ bot: BotName,
        _ counsellor: CounsellorID
    ) async throws -> Desk.Event {
        let media = image.media.flatMap { $0.server == office.serverName ? $0 : nil }
        var caption = ""
        if let written = image.caption, !written.allSatisfy(\.isWhitespace) {
            guard case .words(let words) = read(written, at: bot, in: .counsellingRoom),
                let text = try await self.words(shown: words, event, bot)
            else { return .postedOther(by: counsellor) }
            caption = text
        }
        let posted = PostedImage(
            address: media.map { Confidential($0.address) },
            caption: Confidential(caption)
        )
        return .counsellorShowed(LineID(event.id.rawValue), posted, by: counsellor)
    }

    /// What is shown formatted may say more than the plain words, but never a command less: then
    /// nothing.
    private func words(
        shown plain: String,
        _ event: Matrix.Event,
        _ bot: BotName
    ) async throws -> String? {
        let spoken = event.message?.spoken ?? plain
        guard case .words(let words) = read(spoken, at: bot, in: .counsellingRoom) else {
            return nil
        }
        return try await withQuotation(Self.withLinks(words, event), event)
    }

    /// A name that a client completed looks like any word, and is a link to an account: with the
    /// link beside it the desk sees what it is.
    private static func withLinks(_ words: String, _ event: Matrix.Event) -> String {
        ([words] + (event.message?.accountLinks ?? [])).joined(separator: " ")
    }

    /// What answers a line stands under it; what answers a remark of the bot's stands alone.
    private func withQuotation(_ words: String, _ event: Matrix.Event) async throws -> String {
        guard let target = event.repliedTo,
            let line = try await line(behind: target, in: event.room), line.author != .bot
        else { return words }
        return Quotation.put(line.text.reveal(), above: words)
    }

    /// A fresh line that a person typed: no program's notice (those are never answered), no edit.
    func typedLine(_ event: Matrix.Event) -> String? {
        guard let message = event.message, !message.body.allSatisfy(\.isWhitespace) else {
            return nil
        }
        if case .replacement? = message.relation { return nil }
        switch message.kind {
        case .text, .emote: return message.body
        case .notice, .other: return nil
        }
    }

    /// A line that a counsellor typed as a notice, as some clients let her: her words, but none
    /// that would be answered (Client-Server API, `m.notice`).
    private func noticedLine(
        _ event: Matrix.Event,
        _ bot: BotName,
        _ counsellor: CounsellorID
    ) async throws -> String? {
        guard let message = event.message, case .notice = message.kind,
            !message.body.allSatisfy(\.isWhitespace),
            case .words = read(message.body, at: bot, in: .counsellingRoom),
            let number = try await shelf.conversation(in: RoomKey(event.room.rawValue)),
            try await shelf.mayWrite(counsellor, to: number)
        else { return nil }
        if case .replacement? = message.relation { return nil }
        return message.body
    }

    /// Something that a counsellor may believe to have been carried across.
    private func isSomethingElse(_ event: Matrix.Event) -> Bool {
        guard !event.isState else { return false }
        let types = ["m.sticker", "m.room.encrypted", "m.room.redaction"]
        if types.contains(event.type) { return true }
        guard let message = event.message else { return false }
        switch message.kind {
        case .text, .emote: return true  // An edit, or nothing but blanks.
        case .other: return true
        case .notice: return false
        }
    }

    func delivery(
        _ event: Matrix.Event,
        _ bot: BotName,
        _ address: Address,
        _ meaning: Desk.Event
    ) -> Meaning {
        .delivery(event, bot, address, meaning)
    }
}
