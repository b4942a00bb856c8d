internal import Desk
internal import Foundation
internal import Matrix
internal import Relay

/// The way in of visitors who come through the lobby: turns what happens there and in their own
/// rooms into deliveries.
struct LobbyInbox: Sendable {
    typealias Meaning = RoomsInbox.Meaning

    let office: Office
    let shelf: RoomShelf
    let lobbies: BotRooms
    let gate: LobbyGate
    let switchboard: Switchboard
    let scripts: Scripts

    // MARK: The lobby

    /// Whoever comes in is met in a room of her own; whatever somebody writes is taken back.
    func readLobby(_ event: Matrix.Event, _ bot: BotName) -> Meaning {
        if event.isState {
            readPresence(event, bot)
            return .nothing
        }
        let address = address(of: event.sender)
        if event.type == "m.room.redaction", let target = event.redacts {
            return .delivery(event, bot, address, .visitorChanged(LineID(target.rawValue), nil))
        }
        guard let written = Self.written(event) else { return .nothing }
        // Writing is no way past the gate: she is met as whoever only stands there.
        gate.hear(event.sender, by: event.id, at: bot)
        let said = Desk.Event.wroteInLobby(
            LineID(event.id.rawValue),
            written.words,
            replacing: written.earlier,
            by: Confidential(GuestID(event.sender.rawValue))
        )
        return .delivery(event, bot, address, said)
    }

    /// What somebody wrote before she was met, and which earlier line that replaces; nothing where
    /// it was taken back.
    ///
    /// There may be no words in it. Her account is none of a counsellor's business.
    static func written(
        _ event: Matrix.Event
    ) -> (words: Confidential<String>?, earlier: LineID?)? {
        guard !event.isState, !event.isRedacted, event.type != "m.room.redaction" else {
            return nil
        }
        let change: (words: String, earlier: LineID)? =
            if case .replacement(let target, let body?)? = event.message?.relation {
                (body, LineID(target.rawValue))
            } else { nil }
        let typed = change?.words ?? typedLine(event)
        let words = typed.map { Confidential(withoutAccount($0, of: event.sender)) }
        return (words, change?.earlier)
    }

    /// Who stands in the lobby is what the homeserver says: it needs not be written down here.
    private func readPresence(_ event: Matrix.Event, _ bot: BotName) {
        guard let user = event.stateKey.map(UserID.init(rawValue:)), !office.isOurs(user) else {
            return
        }
        switch event.membership {
        case "join", "knock": gate.note(user, by: event.id, at: bot)
        // Who was let go by us before she was met is still met.
        case "leave" where office.isOurs(event.sender): break
        case "leave", "ban": gate.drop(user, at: bot)
        case .some, nil: break
        }
    }

    /// Somebody asks the bot into a room of her own making.
    ///
    /// The persona may be asked as well; of that only the push tells.
    ///
    /// Who could not come into the lobby either, being of another server, is not answered. Where
    /// very many ask, their rooms are not looked into: that costs more than it is worth.
    func read(_ invitation: SyncResponse.Invitation) -> Meaning {
        guard let inviter = invitation.inviter, !office.isOurs(inviter) else { return .nothing }
        let isNeighbour = inviter.serverName == office.serverName
        let bot = lobbies.bots.first { isNeighbour || scripts[$0]?.lobby?.federates == true }
        guard let bot else { return .nothing }
        switch gate.answer(inviter, asking: invitation.room) {
        case .atOnce: break
        case .inLine:
            gate.hear(inviter, by: EventID(rawValue: invitation.room.rawValue), at: bot)
            return .nothing
        case .none: return .nothing
        }
        let guest = Confidential(GuestID(inviter.rawValue))
        return .delivery(
            Delivery(
                id: DeliveryID("invited/" + invitation.room.rawValue),
                bot: bot,
                address: address(of: inviter),
                event: .cameToLobby(guest, asking: RoomKey(invitation.room.rawValue))
            )
        )
    }

    func address(of user: UserID) -> Address {
        .visitor(switchboard.visitorKey(of: GuestID(user.rawValue)), .lobby)
    }

    // MARK: Her own room

    func readDirect(_ event: Matrix.Event, _ bot: BotName) async throws -> Meaning {
        guard let said = try await meaning(of: event, at: bot) else { return .nothing }
        return .delivery(event, bot, .direct(RoomKey(event.room.rawValue)), said)
    }

    private func meaning(
        of event: Matrix.Event,
        at bot: BotName
    ) async throws -> Desk.Event? {
        if event.isState { return presence(event) }
        if event.type == "m.room.redaction", let target = event.redacts {
            return .visitorChanged(LineID(target.rawValue), nil)
        }
        let line = LineID(event.id.rawValue)
        // A push that comes late still has its words: heard now, it is not heard again.
        if event.isRedacted { return .visitorChanged(line, nil) }
        // A reaction to a question is an answer, and to a line a sign worth bringing across.
        if event.type == "m.reaction", case .annotation(let target, let key)? = event.relation {
            guard Self.isSign(key) else { return .visitorPostedOther(line) }
            return try await touched(Self.digits(in: key), target, line)
        }
        if case .replacement(let target, let body?)? = event.message?.relation {
            let typed = Self.withoutAccount(body, of: event.sender)
            // A word that becomes a command by its sign is meant as one.
            guard case .words(let words) = try await entry(typed, event.sender, at: bot) else {
                return try await said(typed, line, event.sender, at: bot)
            }
            return .visitorChanged(LineID(target.rawValue), Confidential(words))
        }
        if let typed = Self.typedLine(event) {
            let typed = Self.withoutAccount(typed, of: event.sender)
            return try await said(typed, line, event.sender, at: bot)
        }
        return isSomethingElse(event) ? .visitorPostedOther(line) : nil
    }

    /// What a sign or a number says depends on what it stands under.
    private func touched(
        _ key: String,
        _ target: EventID,
        _ line: LineID
    ) async throws -> Desk.Event? {
        let told = try await shelf.line(told: Receipt(target.rawValue))
        return .visitorTouched(line, key, under: told ?? LineID(target.rawValue))
    }

    /// No counsellor learns whose account it is, even where she or her client writes it.
    private static func withoutAccount(_ typed: String, of sender: UserID) -> String {
        typed.replacingOccurrences(of: sender.rawValue, with: "…", options: .caseInsensitive)
    }

    private func presence(_ event: Matrix.Event) -> Desk.Event? {
        guard let user = event.stateKey, !office.isOurs(UserID(rawValue: user)) else { return nil }
        switch event.membership {
        case "join": return .arrived
        case "leave", "ban": return .visitorEnded(forgetting: true)
        case .some, nil: return nil
        }
    }

    /// A digest is slow: whoever wants many of them must not make us deaf for others.
    private func said(
        _ typed: String,
        _ line: LineID,
        _ sender: UserID,
        at bot: BotName
    ) async throws -> Desk.Event {
        switch try await entry(typed, sender, at: bot) {
        case .words(let words): return .visitorSaid(line, .text(Confidential(words)))
        case .end: return .visitorEnded(forgetting: false)
        case .erase: return .visitorErased
        case .request(let request): return .visitorAsked(request)
        case .meant(let command): return .visitorAsked(.misspelt(command))
        case .sendLetter:
            guard gate.mayHaveDigest(sender, for: line.rawValue) else {
                return .visitorAsked(.help)
            }
            return .visitorSaid(line, .letter(try await switchboard.freshCode(at: bot)))
        case .code(let typed):
            // Its digest is slow, so it is made before anything is written down.
            guard gate.mayHaveDigest(sender, for: line.rawValue),
                let digest = try await switchboard.digest(ofTypedCode: typed)
            else {
                return .visitorAsked(.code)
            }
            return .visitorSaid(line, .code(digest))
        }
    }

    /// A code that stands alone is one too, where it says something: taken for an answer it would
    /// stand in the staff room as her name.
    private func entry(
        _ typed: String,
        _ sender: UserID,
        at bot: BotName
    ) async throws -> VisitorEntry {
        guard VisitorEntry.isCode(typed) else { return VisitorEntry.read(typed) }
        let key = switchboard.visitorKey(of: GuestID(sender.rawValue))
        let standing = try await switchboard.standing(of: key, at: bot)
        return standing?.view.takesCode == true ? .code(typed) : .words(typed)
    }

    /// A fresh line that a person typed.
    private static func typedLine(_ event: Matrix.Event) -> String? {
        guard let message = event.message, !message.body.allSatisfy(\.isWhitespace) else {
            return nil
        }
        if case .replacement? = message.relation { return nil }
        switch message.kind {
        case .text, .emote, .notice: return message.body
        case .other: return nil
        }
    }

    private func isSomethingElse(_ event: Matrix.Event) -> Bool {
        guard !event.isRedacted else { return false }
        let isPosted = ["m.sticker", "m.room.encrypted", "m.call.invite"].contains(event.type)
        if isPosted || event.type.hasSuffix("poll.start") { return true }
        guard let message = event.message else { return false }
        switch message.kind {
        case .other: return true
        case .text, .emote, .notice: return false
        }
    }

    /// A picture's address would tell of her server.
    private static func isSign(_ key: String) -> Bool {
        key.unicodeScalars.count <= signScalarsMax && !key.allSatisfy(\.isWhitespace)
            && !key.hasPrefix("mxc:")
    }

    private static let signScalarsMax = 32

    /// "1️⃣" is "1" with a key drawn around it.
    private static func digits(in key: String) -> String {
        let keycap: Set<Unicode.Scalar> = ["\u{FE0F}", "\u{20E3}"]
        let rest = key.unicodeScalars.filter { !keycap.contains($0) }
        let isNumber = !rest.isEmpty && rest.allSatisfy { ("0"..."9").contains($0) }
        return isNumber ? String(String.UnicodeScalarView(rest)) : key
    }
}
