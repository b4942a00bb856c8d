internal import Desk
internal import Logging
internal import Matrix
internal import Relay

/// Lets everybody go from rooms in which nothing will be said any more.
///
/// Somebody may write there at this very moment. A room is silenced first and read to its end
/// then: what came before is heard, and what comes later her own client refuses to send. So is a
/// line of a visitor's that is still on its way to a room that was given up: only then is it known
/// what has to go to another one.
extension RoomKeeper {
    /// Each room for itself: a talk that goes on elsewhere waits for its own old room only.
    ///
    /// - Returns: Why some could not be silenced; the others are.
    func silenceUsed() async -> (any Error)? {
        var silent: [Int64] = []
        var failures: [any Error] = []
        do {
            for one in try await shelf.loud() where failures.count < Self.failuresMax {
                do {
                    try await silence(one)
                    silent.append(one.serial)
                } catch {
                    failures.append(error)
                }
            }
            if !silent.isEmpty {
                try await feed.catchUp()
                try await shelf.markSilenced(serials: silent)
            }
        } catch {
            failures.append(error)
        }
        return failures.first
    }

    /// A homeserver that is away is not asked about every room.
    private static var failuresMax: Int { 3 }

    func clearUsed() async throws {
        let loud = Set(try await shelf.loud().map(\.serial))
        for one in try await shelf.used() where !loud.contains(one.serial) {
            _ = try await tolerating { try await clear(one) }
            // Emptying takes its time; a talk that has to move does not wait for it.
            if try await shelf.loud().contains(where: { !loud.contains($0.serial) }) {
                return bell.ring()
            }
        }
    }

    private func silence(_ used: ShelfRoom) async throws {
        guard let key = used.room else { return }
        let room = RoomID(rawValue: key.rawValue)
        do throws(Homeserver.Failure) {
            _ = try await office.bot.putState(
                of: room,
                type: "m.room.power_levels",
                content: RoomPlans.silence
            )
        } catch {
            guard error.isMatrixRefusal else { throw error }
            logger.info("a room could not be silenced any more")
            // Then at least nothing more is said there in a visitor's name.
            if used.kind == .counselling { try await leave(room, as: office.ghost(used.ghost)) }
        }
    }

    /// Whoever is gone already cannot be let go again; that is no obstacle.
    private func clear(_ used: ShelfRoom) async throws {
        if let key = used.room {
            let room = RoomID(rawValue: key.rawValue)
            // The rest of a long talk at the next look, and that at once.
            guard try await redactAll(in: room) else { return bell.ring() }
            try await sendAllAway(from: room, because: reasonToEmpty(used))
            shelf.pass(.roomEmptied)
            try await leave(room, as: office.ghost(used.ghost))
            try await leave(room, as: office.bot)
            shelf.pass(.roomLeft)
        }
        try await shelf.markCleared(serial: used.serial)
    }

    /// A visitor's client shows it: nobody else tells her that what she wanted is done.
    private func reasonToEmpty(_ used: ShelfRoom) -> String? {
        guard used.kind == .direct else { return nil }
        return scripts[used.bot].map { RoomPlans.words(.lobbyEmptied, of: $0) }
    }

    func sendAllAway(
        from room: RoomID,
        because reason: String? = nil
    ) async throws(Homeserver.Failure) {
        let members: [UserID: Member]
        do throws(Homeserver.Failure) {
            members = try await office.bot.members(of: room)
        } catch .refused(_, let code) {
            // Not in Matrix's own words: somebody between us, who knows nothing of the room.
            guard code.hasPrefix("M_") else { throw .retry(after: nil, certainlyNotSent: true) }
            return logger.info("a room could not be looked into any more")
        }
        for (user, member) in members where !office.isOurs(user) {
            guard ["join", "invite"].contains(member.membership) else { continue }
            try await sendAway(user, from: room, because: reason)
        }
    }

    private func sendAway(
        _ user: UserID,
        from room: RoomID,
        because reason: String?
    ) async throws(Homeserver.Failure) {
        do throws(Homeserver.Failure) {
            try await office.bot.kick(user, from: room, reason: reason)
        } catch .refused {
            logger.info("somebody could not be sent away from a room any more")
        }
    }

    func leave(_ room: RoomID, as voice: Voice) async throws {
        do throws(Homeserver.Failure) {
            try await voice.leave(room)
            try await voice.forget(room)
        } catch .refused {
            logger.info("a room had been left before")
        }
    }
}
