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

    private func place(of errand: Errand) async throws -> Place {
        guard let number = errand.conversation else { throw OutletFailure.never }
        let taken = try await shelf.take(for: number, of: errand.bot)
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
        try await office.bot.putState(
            of: place.room,
            type: "m.room.name",
            content: ["name": .string("#\(opening.number) · \(name)")]
        )
        try await office.bot.invite(UserID(rawValue: opening.owner.rawValue), to: place.room)
    }
}
