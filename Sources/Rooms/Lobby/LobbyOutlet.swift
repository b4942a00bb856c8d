internal import Desk
internal import Matrix
internal import Relay

/// The way out to visitors who came through the lobby: their own rooms, and the lobby itself.
struct LobbyOutlet: Sendable {
    /// The ghost that speaks for counsellors in visitors' rooms, under the persona.
    static let persona = 0

    let office: Office
    let lobbies: BotRooms
    let shelf: RoomShelf
    let wantsRoom: Bell
    let inbox: LobbyInbox

    // MARK: Her own room

    /// A room is taken from the shelf, and she is asked into it.
    func meet(_ guest: Confidential<GuestID>, _ errand: Errand) async throws -> EventID? {
        guard let number = errand.conversation else { throw OutletFailure.never }
        guard let taken = try await shelf.take(for: number, of: errand.bot, .direct),
            let room = taken.room
        else {
            // The room keeper is making one.
            wantsRoom.ring()
            throw OutletFailure.later(after: .milliseconds(300))
        }
        shelf.pass(.roomTaken)
        let user = UserID(rawValue: guest.reveal().rawValue)
        do throws(Homeserver.Failure) {
            try await office.bot.invite(user, to: RoomID(rawValue: room.rawValue))
        } catch {
            throw Self.alone(error)
        }
        shelf.pass(.guestAsked)
        return nil
    }

    /// Another server that does not answer concerns her only; asking again does no harm.
    static func alone(_ failure: Homeserver.Failure) -> OutletFailure {
        switch OutletFailure(failure) {
        case .unsure(let delay), .later(let delay): .later(after: delay)
        case .nothingWorks(let delay): .nothingWorks(after: delay)
        case .never: .never
        }
    }

    /// What she posted may not stay in her room.
    func remove(_ receipt: Receipt, _ errand: Errand) async throws -> EventID? {
        guard let number = errand.conversation,
            let key = try await shelf.room(of: number, .direct)?.room
        else { return nil }
        let target = EventID(rawValue: receipt.rawValue)
        return try await takeBack(
            target,
            in: RoomID(rawValue: key.rawValue),
            as: office.bot,
            errand
        )
    }

    /// A line of the bot or of the counsellor; what became of an earlier one is done to that one.
    func tell(_ errand: Errand) async throws -> EventID? {
        guard let line = errand.line, let number = errand.conversation else {
            throw OutletFailure.never
        }
        guard let key = try await shelf.room(of: number, .direct)?.room else { return nil }
        let room = RoomID(rawValue: key.rawValue)
        guard let earlier = line.of else {
            return try await say(line, in: room, .alone, errand)
        }
        let receipt = try await shelf.receipt(ofLineAt: earlier, of: number, toldTo: .visitor)
        guard let target = receipt.map({ EventID(rawValue: $0.rawValue) }) else { return nil }
        switch line.change {
        case .withdrawn: return try await takeBack(target, in: room, as: voice(of: line), errand)
        case .changed, nil: return try await say(line, in: room, .replacing(target), errand)
        }
    }

    /// Shows her, as her own client does it, that a person has read what she wrote.
    ///
    /// A line that came from elsewhere than her room cannot be marked, and that is no harm.
    func markRead(_ line: LineID, _ errand: Errand) async throws -> EventID? {
        guard let number = errand.conversation,
            let key = try await shelf.room(of: number, .direct)?.room
        else { return nil }
        let room = RoomID(rawValue: key.rawValue)
        do throws(Homeserver.Failure) {
            let event = EventID(rawValue: line.rawValue)
            try await office.ghost(Self.persona).readMarker(in: room, at: event)
        } catch {
            guard error.isMatrixRefusal else { throw error }
        }
        return nil
    }

    private func voice(of line: Line) -> Voice {
        line.author == .counsellor ? office.ghost(Self.persona) : office.bot
    }

    private func say(
        _ line: Line,
        in room: RoomID,
        _ place: OutgoingText.Place,
        _ errand: Errand
    ) async throws -> EventID? {
        guard line.change != .withdrawn else { return try await withdraw(line, in: room, errand) }
        let text = OutgoingText(
            line.text.reveal(),
            kind: line.author == .counsellor ? .text : .notice,
            place: place,
            extra: OwnFields.mark(errand)
        )
        let event = try await send(text, in: room, as: voice(of: line), errand)
        shelf.pass(.lineTold)
        return event
    }

    /// It was taken back before it was brought, or nobody knows whether it was: a try of ours may
    /// still be under way.
    ///
    /// So its name is used up by something that says nothing, and that is taken back.
    private func withdraw(
        _ line: Line,
        in room: RoomID,
        _ errand: Errand
    ) async throws -> EventID? {
        guard errand.attempts > 0 else { return nil }
        let text = OutgoingText(Withdrawn.body, extra: OwnFields.mark(errand))
        let event = try await send(text, in: room, as: voice(of: line), errand)
        _ = try await takeBack(event, in: room, as: voice(of: line), errand)
        return event
    }

    private func send(
        _ text: OutgoingText,
        in room: RoomID,
        as voice: Voice,
        _ errand: Errand
    ) async throws(Homeserver.Failure) -> EventID {
        try await voice.send(
            to: room,
            transactionID: transactionID(room, "m.room.message", errand),
            content: text.content
        )
    }

    private func takeBack(
        _ target: EventID,
        in room: RoomID,
        as voice: Voice,
        _ errand: Errand
    ) async throws(Homeserver.Failure) -> EventID? {
        let id = transactionID(room, "m.room.redaction", errand)
        do throws(Homeserver.Failure) {
            return try await voice.redact(target, in: room, transactionID: id)
        } catch .refused(404, _) {
            return nil
        }
    }

    // MARK: The lobby

    /// Whoever has gone already is no obstacle; a lobby that is given up has nobody in it.
    func letGo(_ guest: Confidential<GuestID>, _ errand: Errand) async throws -> EventID? {
        guard let lobby = lobbies.room(of: errand.bot) else { return nil }
        // Her client shows it: else being put out would look like a punishment.
        let why = inbox.scripts[errand.bot].map { RoomPlans.words(.lobbyLetGo, of: $0) }
        let user = UserID(rawValue: guest.reveal().rawValue)
        do throws(Homeserver.Failure) {
            try await office.bot.kick(user, from: lobby, reason: why)
        } catch {
            guard error.isMatrixRefusal else { throw error }
        }
        shelf.pass(.guestLetGo)
        return nil
    }

    func hush(_ receipt: Receipt, _ errand: Errand) async throws -> EventID? {
        guard let lobby = lobbies.room(of: errand.bot) else { return nil }
        let target = EventID(rawValue: receipt.rawValue)
        let event = try await takeBack(target, in: lobby, as: office.bot, errand)
        shelf.pass(.wordsHushed)
        return event
    }

    func transactionID(_ room: RoomID, _ type: String, _ errand: Errand) -> String {
        OutgoingID.transactionID(
            bridge: shelf.bridge,
            room: room,
            type: type,
            effect: errand.id.rawValue
        )
    }
}

extension Homeserver.Failure {
    /// The homeserver itself says no, in Matrix's own words, and will say so again.
    var isMatrixRefusal: Bool {
        guard case .refused(_, let code) = self else { return false }
        return code.hasPrefix("M_") && code != "M_UNKNOWN_DEVICE"
    }
}

/// What stands for a line that was taken back while it was on its way.
enum Withdrawn {
    static let body = "…"
}
