internal import Desk
internal import Matrix
internal import Relay

/// Getting a counselling room ready. Every step can be repeated, so a crash between two does no
/// harm.
extension CounselOutlet {
    /// A room in which the counsellor can read.
    struct Place: Sendable {
        let serial: Int64
        let room: RoomID
        let ghost: Int
        let isOpened: Bool
    }

    /// Makes the room ready, brings the counsellor in, and greets her there.
    func open(_ opening: Opening, _ errand: Errand) async throws -> EventID {
        let place = try await place(of: errand)
        try await prepare(place, opening)
        let text = OutgoingText(opening.remark.reveal(), extra: OwnFields.mark(errand))
        let id = OutgoingID.transactionID(
            bridge: shelf.bridge,
            room: place.room,
            type: "m.room.message",
            effect: errand.id.rawValue
        )
        let event = try await office.bot.send(
            to: place.room,
            transactionID: id,
            content: text.content
        )
        shelf.pass(.greeted)
        try await shelf.markOpened(serial: place.serial)
        return event
    }

    /// The conversation's room; one that replaces another is made ready first.
    func openedRoom(of errand: Errand) async throws -> Place {
        let place = try await place(of: errand)
        guard !place.isOpened, let number = errand.conversation,
            let opening = try await shelf.opening(of: number)
        else { return place }
        try await prepare(place, opening)
        try await shelf.markOpened(serial: place.serial)
        return place
    }

    /// A last remark; from then on the room's name says that nothing happens there any more, and
    /// says nothing of her.
    func close(_ words: String, _ errand: Errand) async throws -> EventID {
        let place = try await openedRoom(of: errand)
        let event = try await advise(words, errand)
        guard let number = errand.conversation, let script = scripts[errand.bot] else {
            return event
        }
        let values = ["number": "\(number)"]
        let name = script.texts.say(.roomNameEnded, values, to: script.audience)
        do throws(Homeserver.Failure) {
            try await office.bot.putState(
                of: place.room,
                type: "m.room.name",
                content: ["name": .string(name)]
            )
        } catch {
            // The talk is over all the same.
            guard error.isMatrixRefusal else { throw error }
        }
        return event
    }

    /// Somebody is let in beside the owner.
    func admit(_ counsellor: CounsellorID, _ errand: Errand) async throws -> EventID? {
        let place = try await openedRoom(of: errand)
        try await office.bot.invite(UserID(rawValue: counsellor.rawValue), to: place.room)
        return nil
    }

    /// Somebody is let go; whoever has gone already is no obstacle.
    func dismiss(_ counsellor: CounsellorID, _ errand: Errand) async throws -> EventID? {
        guard let room = try await knownRoom(of: errand) else { return nil }
        do throws(Homeserver.Failure) {
            try await office.bot.kick(UserID(rawValue: counsellor.rawValue), from: room)
        } catch .refused {
            return nil
        }
        return nil
    }

    /// A tick beside a line that the visitor's page has shown; one that stands there is enough.
    func tick(_ line: LineID, _ errand: Errand) async throws -> EventID? {
        guard let room = try await knownRoom(of: errand) else { return nil }
        let id = OutgoingID.transactionID(
            bridge: shelf.bridge,
            room: room,
            type: "m.reaction",
            effect: errand.id.rawValue
        )
        do throws(Homeserver.Failure) {
            return try await office.bot.react(
                to: EventID(rawValue: line.rawValue),
                in: room,
                key: "✓",
                transactionID: id
            )
        } catch .refused {
            return nil
        }
    }

    /// The room that the conversation has; none is taken for this.
    func knownRoom(of errand: Errand) async throws -> RoomID? {
        guard let number = errand.conversation else { return nil }
        return try await shelf.room(of: number, .counselling)?.room
            .map { RoomID(rawValue: $0.rawValue) }
    }

    private func place(of errand: Errand) async throws -> Place {
        guard let number = errand.conversation else { throw OutletFailure.never }
        let taken = try await shelf.take(for: number, of: errand.bot, .counselling)
        guard let taken, let room = taken.room else {
            // The room keeper is making one; it takes well under a second.
            wantsRoom.ring()
            throw OutletFailure.later(after: .milliseconds(300))
        }
        return Place(
            serial: taken.serial,
            room: RoomID(rawValue: room.rawValue),
            ghost: taken.ghost,
            isOpened: taken.isOpened
        )
    }

    private func prepare(_ place: Place, _ opening: Opening) async throws {
        let name = opening.visitorName.reveal()
        // Client-Server API, "m.room.member": a name can differ from room to room.
        try await office.ghost(place.ghost).putState(
            of: place.room,
            type: "m.room.member",
            key: office.ghostUser(place.ghost).rawValue,
            content: ["membership": "join", "displayname": .string(name)]
        )
        shelf.pass(.ghostNamed)
        try await office.bot.putState(
            of: place.room,
            type: "m.room.name",
            content: ["name": .string("#\(opening.number) · \(name)")]
        )
        shelf.pass(.roomNamed)
        try await office.bot.invite(UserID(rawValue: opening.owner.rawValue), to: place.room)
        shelf.pass(.ownerInvited)
    }
}
