internal import Desk
internal import Matrix
internal import Relay

/// Rooms of visitors' own making, into which they asked the bot or the persona.
///
/// Such a room may be encrypted, or have others in it: nothing is talked about there.
extension LobbyOutlet {
    /// The word of why is tried a few times: the room may be far away, and the invitation taken
    /// back.
    ///
    /// She may have asked the bot, or the persona, whose name she knows from her own room.
    func decline(_ key: RoomKey, _ words: String, _ errand: Errand) async throws -> EventID? {
        let room = RoomID(rawValue: key.rawValue)
        for voice in [office.bot, office.ghost(Self.persona)] {
            let said = try await decline(room, words, as: voice, errand)
            if let said { return said }
        }
        return nil
    }

    private func decline(
        _ room: RoomID,
        _ words: String,
        as voice: Voice,
        _ errand: Errand
    ) async throws -> EventID? {
        do {
            let said =
                errand.attempts < Self.wordsAttemptsMax
                ? try await explain(words, in: room, voice, errand) : nil
            try await voice.leave(room)
            return said
        } catch let failure as Homeserver.Failure {
            let isOver = errand.attempts >= Self.declineAttemptsMax || failure.isMatrixRefusal
            guard !isOver else { return nil }
            throw Self.alone(failure)
        }
    }

    private static let wordsAttemptsMax = 3
    private static let declineAttemptsMax = 5

    private func explain(
        _ words: String,
        in room: RoomID,
        _ voice: Voice,
        _ errand: Errand
    ) async throws -> EventID? {
        guard let past = try await enter(room, voice) else { return nil }
        try await bringWords(from: past, errand)
        // The errand is done with the leaving, not with the words: they do not bear its mark, or
        // their echo would settle it while we are still inside.
        let own = past.first { office.isOurs($0.sender) && OwnFields.part(of: $0) == errand.id }
        if let own { return own.id }
        return try await say(words, in: room, voice, errand)
    }

    /// What was written there, newest first; nothing where the invitation was taken back.
    private func enter(
        _ room: RoomID,
        _ voice: Voice
    ) async throws(Homeserver.Failure) -> [Matrix.Event]? {
        do throws(Homeserver.Failure) {
            try await voice.join(room)
            return try await voice.messages(in: room, from: nil).chunk
        } catch .refused {
            return nil
        }
    }

    /// Nothing where nobody may speak there.
    private func say(
        _ words: String,
        in room: RoomID,
        _ voice: Voice,
        _ errand: Errand
    ) async throws(Homeserver.Failure) -> EventID? {
        do throws(Homeserver.Failure) {
            return try await voice.send(
                to: room,
                transactionID: transactionID(room, "m.room.message", errand),
                content: OutgoingText(words, extra: OwnFields.markPart(of: errand)).content
            )
        } catch .refused {
            return nil
        }
    }

    /// What she has written there already may be all that she dared to: in her own room she is
    /// asked whether it shall be read.
    ///
    /// What others wrote there is none of ours.
    private func bringWords(from past: [Matrix.Event], _ errand: Errand) async throws {
        let asked = past.first { event in
            event.membership == "invite"
                && event.stateKey.map { office.isOurs(UserID(rawValue: $0)) } == true
        }
        guard let guest = asked?.sender, !office.isOurs(guest) else { return }
        let withdrawn = Set(past.filter(\.isRedacted).map(\.id))
        for event in past.reversed() where event.sender == guest {
            // Whoever takes a changed line back takes back its first form only.
            if case .replacement(let target, _)? = event.relation, withdrawn.contains(target) {
                continue
            }
            guard let said = LobbyInbox.written(event), let words = said.words else { continue }
            let line = said.earlier ?? LineID(event.id.rawValue)
            _ = try await inbox.switchboard.receive(
                Delivery(
                    id: DeliveryID("elsewhere/" + event.id.rawValue),
                    bot: errand.bot,
                    address: inbox.address(of: guest),
                    event: .wroteElsewhere(
                        line,
                        words,
                        by: Confidential(GuestID(guest.rawValue))
                    )
                )
            )
        }
    }
}
