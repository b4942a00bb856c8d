internal import Desk
internal import Matrix
internal import Relay

/// The counsellors' way out: carries out errands in staff and counselling rooms.
///
/// Every event that it sends is named after its errand, so sending it again after a crash or a lost
/// answer makes no second one (Client-Server API, "Transaction identifiers").
struct CounselOutlet: Sendable {
    let office: Office
    let staffRooms: BotRooms
    let shelf: RoomShelf
    let scripts: Scripts
    let wantsRoom: Bell
    let reload: @Sendable () async -> Reloader.Outcome
    /// Has written down what came of an errand.
    let receive: @Sendable (Delivery) async throws -> Outcome

    func carryOut(_ errand: Errand) async throws -> EventID? {
        switch errand.effect {
        case .post(let notice):
            return try await post(notice, errand)
        case .edit(let notice):
            return try await edit(notice, errand)
        case .tellStaff(let text, let mention):
            return try await tellStaff(text, mention, errand)
        case .alert(let text, let group):
            return try await alert(text, group, errand)
        case .call(let text, let called):
            return try await ring(text, called.map { UserID(rawValue: $0.rawValue) }, errand)
        case .tick(let line):
            return try await tick(line, errand)
        case .admit(let counsellor):
            return try await admit(counsellor, errand)
        case .dismiss(let counsellor):
            return try await dismiss(counsellor, errand)
        case .reload(let counsellor):
            return try await answerReload(counsellor, errand)
        case .wipe(let receipts, let underWay):
            return try await wipe(receipts, underWay, errand)
        case .open(let opening):
            return try await open(opening, errand)
        case .relay:
            return try await relay(errand)
        case .fetch(let line, let address):
            return try await fetch(line, address, errand)
        case .advise(let text):
            return try await advise(text, errand)
        case .close(let text):
            return try await close(text, errand)
        case .show, .meet, .tell, .markRead, .letGo, .hush, .decline, .remove, .forgetVisitor,
            .remind, .unremind, .unremindAll, .hasten, .wake, .amend, .attach, .amendOwn,
            .bringAnswers, .keepPass, .dropPass, .audit, .clearRoom, .clearDirect,
            .admitUndelivered, .forget, .wipeNotices, .retry, .refuse:
            preconditionFailure("the ledger carries these out itself, or the lobby does")
        }
    }

    /// The notice is `m.text`, not `m.notice`: clients stay silent about notices even when they
    /// mention somebody (Client-Server API, "Predefined rules", `.m.rule.suppress_notices`).
    ///
    /// Its words follow as an edit, and edits are silent by `.m.rule.suppress_edits`.
    private func post(_ notice: Notice, _ errand: Errand) async throws -> EventID {
        let named = notice.called?.map { UserID(rawValue: $0.rawValue) }
        let called =
            if let named { named } else { try await members(.counsellors, of: errand.bot) }
        let text = OutgoingText(
            notice.ring ?? notice.text.reveal(),
            kind: .text,
            mentions: called,
            extra: OwnFields.mark(errand)
        )
        return try await say(text, in: try staffRoom(of: errand), errand)
    }

    private func edit(_ notice: Notice, _ errand: Errand) async throws -> EventID? {
        // Without a notice there is nothing to change: it was set aside, and somebody was told.
        guard let original = try await shelf.noticeReceipt(of: notice.number) else { return nil }
        let text = OutgoingText(
            notice.text.reveal(),
            kind: .text,
            place: .replacing(EventID(rawValue: original.rawValue)),
            extra: OwnFields.mark(errand)
        )
        return try await say(text, in: try staffRoom(of: errand), errand)
    }

    private func tellStaff(
        _ words: String,
        _ mention: CounsellorID?,
        _ errand: Errand
    ) async throws -> EventID {
        var place = OutgoingText.Place.alone
        if let number = errand.conversation,
            let notice = try await shelf.noticeReceipt(of: number)
        {
            place = .thread(root: EventID(rawValue: notice.rawValue), after: nil)
        }
        let text = OutgoingText(
            words,
            kind: mention == nil ? .notice : .text,
            mentions: mention.map { [UserID(rawValue: $0.rawValue)] } ?? [],
            place: place,
            extra: OwnFields.mark(errand)
        )
        return try await say(text, in: try staffRoom(of: errand), errand)
    }

    /// Nothing where it is gone already.
    func takeBack(
        _ receipt: Receipt,
        in room: RoomID,
        _ effect: String,
        as voice: Voice? = nil
    ) async throws(Homeserver.Failure) -> EventID? {
        let id = OutgoingID.transactionID(
            bridge: shelf.bridge,
            room: room,
            type: "m.room.redaction",
            effect: effect
        )
        do throws(Homeserver.Failure) {
            let target = EventID(rawValue: receipt.rawValue)
            let voice = voice ?? office.bot
            return try await voice.redact(target, in: room, transactionID: id)
        } catch .refused(404, _) {
            return nil
        }
    }

    /// Reads the bots' files again and tells who asked what came of it.
    private func answerReload(
        _ counsellor: CounsellorID,
        _ errand: Errand
    ) async throws -> EventID {
        let outcome = await reload()
        guard let script = scripts[errand.bot] else { throw OutletFailure.never }
        let words =
            switch outcome {
            case .accepted: script.texts.say(.reloaded, to: script.audience)
            case .refused(let complaints):
                script.texts.say(
                    .reloadRefused,
                    ["complaints": complaints],
                    to: script.audience
                )
            }
        return try await tellStaff(words, counsellor, errand)
    }

    private func alert(
        _ words: String,
        _ group: AlertStep.Group,
        _ errand: Errand
    ) async throws -> EventID {
        try await ring(words, members(group, of: errand.bot), errand)
    }

    /// Whom the settings name, and whoever else is in the staff room with that rank: the room
    /// decides who belongs to the team.
    private func members(_ group: AlertStep.Group, of bot: BotName) async throws -> [UserID] {
        let staff = office.staff[bot]
        let (named, rank): ([UserID], Team.Rank) =
            switch group {
            case .counsellors: (staff?.counsellors ?? [], .counsellor)
            case .admins: (staff?.admins ?? [], .admin)
            }
        let present = try await shelf.team(of: bot).members.filter { $0.value == rank }.keys
            .map { UserID(rawValue: $0.rawValue) }
        let others = present.filter { !named.contains($0) }
        return named + others.sorted { $0.rawValue < $1.rawValue }
    }

    /// A call rings: it mentions, and it says nothing of the visitor, for it may be read on a
    /// locked screen.
    private func ring(
        _ words: String,
        _ called: [UserID],
        _ errand: Errand
    ) async throws -> EventID {
        let text = OutgoingText(
            words,
            kind: .text,
            mentions: called,
            extra: OwnFields.mark(errand)
        )
        return try await say(text, in: try staffRoom(of: errand), errand)
    }

    private func relay(_ errand: Errand) async throws -> EventID? {
        guard let line = errand.line else { throw OutletFailure.never }
        let place = try await openedRoom(of: errand)
        do {
            return try await bring(line, to: place, errand)
        } catch let failure as Homeserver.Failure {
            // Between the look and the word the room may have been given up, and silenced.
            guard case .refused = failure, try await knownRoom(of: errand) != place.room else {
                throw failure
            }
            throw OutletFailure.later(after: .milliseconds(300))
        }
    }

    private func bring(_ line: Line, to place: Place, _ errand: Errand) async throws -> EventID? {
        if let earlier = line.of { return try await change(line, of: earlier, place, errand) }
        let ghost = office.ghost(place.ghost)
        guard line.change == .withdrawn else {
            let text = OutgoingText(line.text.reveal(), kind: .text, extra: OwnFields.mark(errand))
            return try await send(text, in: place.room, as: ghost, errand)
        }
        // She took it back before it was brought, or nobody knows whether it was: a try of ours may
        // still be under way, and its name is used up by something that says nothing.
        guard errand.attempts > 0 else { return nil }
        let text = OutgoingText(Withdrawn.body, extra: OwnFields.mark(errand))
        let event = try await send(text, in: place.room, as: ghost, errand)
        let receipt = Receipt(event.rawValue)
        _ = try await takeBack(receipt, in: place.room, errand.id.rawValue, as: ghost)
        return event
    }

    /// A visitor changed a line that was brought before, or took it back.
    private func change(
        _ line: Line,
        of earlier: Int64,
        _ place: Place,
        _ errand: Errand
    ) async throws -> EventID? {
        guard let number = errand.conversation,
            let receipt = try await shelf.receipt(
                ofLineAt: earlier,
                of: number,
                toldTo: .counsellingRoom
            )
        else { return nil }
        let ghost = office.ghost(place.ghost)
        guard line.change != .withdrawn else {
            return try await takeBack(receipt, in: place.room, errand.id.rawValue, as: ghost)
        }
        let text = OutgoingText(
            line.text.reveal(),
            kind: .text,
            place: .replacing(EventID(rawValue: receipt.rawValue)),
            extra: OwnFields.mark(errand)
        )
        return try await send(text, in: place.room, as: ghost, errand)
    }

    func advise(_ words: String, _ errand: Errand) async throws -> EventID {
        let place = try await openedRoom(of: errand)
        let text = OutgoingText(words, extra: OwnFields.mark(errand))
        return try await say(text, in: place.room, errand)
    }

    private func say(
        _ text: OutgoingText,
        in room: RoomID,
        _ errand: Errand
    ) async throws -> EventID {
        do {
            return try await send(text, in: room, as: office.bot, errand)
        } catch Homeserver.Failure.refused(status: 403, code: "M_FORBIDDEN")
            where staffRooms.bot(of: room) != nil
        {
            // Put out of the staff room: what was to be said there waits until it is back.
            throw OutletFailure.later(after: nil)
        }
    }

    private func send(
        _ text: OutgoingText,
        in room: RoomID,
        as voice: Voice,
        _ errand: Errand
    ) async throws -> EventID {
        let id = OutgoingID.transactionID(
            bridge: shelf.bridge,
            room: room,
            type: "m.room.message",
            effect: errand.id.rawValue
        )
        return try await voice.send(to: room, transactionID: id, content: text.content)
    }

    func staffRoom(of errand: Errand) throws(OutletFailure) -> RoomID {
        guard let room = staffRooms.room(of: errand.bot) else { throw .later(after: nil) }
        return room
    }
}
