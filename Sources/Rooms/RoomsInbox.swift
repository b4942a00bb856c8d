internal import Desk
internal import Matrix
internal import Relay

/// The way in from the chat network: looks in whose room something happened, and has it read there.
struct RoomsInbox: Sendable {
    /// What an event means to us.
    enum Meaning: Sendable, Hashable {
        /// Somebody did something.
        case delivery(Delivery)
        /// One of our own effects came back: it has arrived.
        case echo(EffectID, Receipt)
        /// Nothing.
        case nothing
    }

    let counsel: CounselInbox
    let lobby: LobbyInbox

    private var shelf: RoomShelf { counsel.shelf }

    func read(_ event: Matrix.Event) async throws -> Meaning {
        if counsel.office.isOurs(event.sender) {
            // Ours come back without a transaction id, perhaps before the answer to the sending.
            guard let effect = OwnFields.effect(of: event) else { return .nothing }
            return .echo(effect, Receipt(event.id.rawValue))
        }
        if let bot = counsel.staffRooms.bot(of: event.room) {
            return try await counsel.readStaffRoom(event, bot)
        }
        if let bot = lobby.lobbies.bot(of: event.room) {
            return lobby.readLobby(event, bot)
        }
        // Rooms that we do not know are not heard, whatever is said there.
        guard let room = try await shelf.shelfRoom(RoomKey(event.room.rawValue)) else {
            return asksPersona(event)
                ? lobby.read(SyncResponse.Invitation(room: event.room, inviter: event.sender))
                : .nothing
        }
        switch room.kind {
        case .counselling: return try await counsel.readCounsellingRoom(event, room.bot)
        case .direct: return try await lobby.readDirect(event, room.bot)
        }
    }

    /// Whoever has tapped on the persona in her own room may have asked it into another one.
    private func asksPersona(_ event: Matrix.Event) -> Bool {
        let persona = counsel.office.ghostUser(LobbyOutlet.persona)
        return event.membership == "invite" && event.stateKey == persona.rawValue
    }

    /// Who has typed, when somebody typed in a room of ours.
    func place(
        _ room: RoomID
    ) async throws -> (conversation: ConversationNumber?, side: Sign.Side) {
        let key = RoomKey(room.rawValue)
        let kind = try await shelf.shelfRoom(key)?.kind
        return (try await shelf.conversation(in: key), kind == .direct ? .visitor : .counsellor)
    }

    /// Whether what somebody writes in a counselling room goes to the visitor.
    func mayWrite(
        _ counsellor: CounsellorID,
        _ number: ConversationNumber
    ) async throws -> Bool {
        try await shelf.mayWrite(counsellor, to: number)
    }

    /// Somebody has read something in a room of ours: a visitor in her own, or counsellors in a
    /// counselling room.
    ///
    /// Whether it counts, the desk decides.
    func seen(
        _ event: EventID,
        by readers: Set<UserID>,
        in room: RoomID
    ) async throws -> [Delivery] {
        let key = RoomKey(room.rawValue)
        guard let place = try await shelf.shelfRoom(key) else { return [] }
        switch place.kind {
        case .direct: return try await seen(event, in: key, at: place.bot).map { [$0] } ?? []
        case .counselling:
            guard let line = try await shelf.lastLine(upTo: Receipt(event.rawValue), in: key)
            else { return [] }
            return readers.sorted { $0.rawValue < $1.rawValue }.map { reader in
                let counsellor = CounsellorID(reader.rawValue)
                return Delivery(
                    id: DeliveryID("read/\(event.rawValue)/\(reader.rawValue)"),
                    bot: place.bot,
                    address: .room(key),
                    event: .counsellorRead(line.id, at: line.sequence, by: counsellor)
                )
            }
        }
    }

    /// A visitor has read up to something in her own room; nothing where no counsellor has written
    /// above it.
    ///
    /// Each line is ticked once.
    private func seen(
        _ event: EventID,
        in key: RoomKey,
        at bot: BotName
    ) async throws -> Delivery? {
        guard let number = try await shelf.conversation(in: key) else { return nil }
        let read = Receipt(event.rawValue)
        guard let line = try await shelf.counsellorLine(readUpTo: read, of: number) else {
            return nil
        }
        return Delivery(
            id: DeliveryID("seen/\(number)/\(line.rawValue)"),
            bot: bot,
            address: .direct(key),
            event: .visitorSaw(line)
        )
    }
}

extension RoomsInbox.Meaning {
    /// What an event says, named after it.
    static func delivery(
        _ event: Matrix.Event,
        _ bot: BotName,
        _ address: Address,
        _ meaning: Desk.Event
    ) -> Self {
        let id = DeliveryID("matrix/" + event.id.rawValue)
        return .delivery(Delivery(id: id, bot: bot, address: address, event: meaning))
    }
}
