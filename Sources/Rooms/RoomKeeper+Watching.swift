internal import Desk
internal import Logging
internal import Matrix
internal import Relay
internal import Synchronization

/// Looks whether the staff rooms are still what the bot has made them, and the lobbies still there.
///
/// Nobody in them can change that: only whoever has power over the homeserver itself can put the
/// bot out, have the room's address lead elsewhere, or give somebody rights there.
extension RoomKeeper {
    /// How a staff room stands to its bot.
    enum Standing {
        /// There is none yet, or none any more.
        case absent
        /// The bot has made it and is in there.
        case own(RoomID)
        /// The bot is not in there, or it is somebody else's room.
        case takenAway
    }

    /// What stands behind a bot's address now.
    func standing(of bot: BotName) async throws(Homeserver.Failure) -> Standing {
        guard let room = try await office.bot.resolve(office.staffAlias(of: bot)) else {
            return .absent
        }
        if try await isOwn(room) { return .own(room) }
        // Somebody may have asked the bot in again; into a room that is not its own it does not go.
        do throws(Homeserver.Failure) {
            try await office.bot.join(room)
        } catch .refused {
            return .takenAway
        }
        if try await isOwn(room) { return .own(room) }
        try await office.bot.leave(room)
        return .takenAway
    }

    /// Whether the bot is in a room that it has made.
    func isOwn(_ room: RoomID) async throws(Homeserver.Failure) -> Bool {
        do throws(Homeserver.Failure) {
            let members = try await office.bot.members(of: room)
            guard members[office.botUser]?.membership == "join" else { return false }
            return try await office.bot.creator(of: room) == office.botUser
        } catch .refused(403, _) {
            return false
        }
    }

    /// Looks at every staff room: one that was taken away closes its bot's door, one that is back
    /// opens it again, and what was changed in one that is still ours is told to the admins there.
    func watchStaffRooms() async throws {
        for bot in scripts.names {
            try await watchStaffRoom(of: bot)
            try await tellLoss(of: bot)
        }
    }

    private func watchStaffRoom(of bot: BotName) async throws {
        let standing = try await standing(of: bot)
        switch (staffRooms.room(of: bot), standing) {
        case (let known?, .own(let room)) where known == room:
            try await tellChanges(in: room, of: bot)
        case (let known?, .own), (let known?, .absent), (let known?, .takenAway):
            try await judge(known, of: bot)
        case (nil, .own), (nil, .absent):
            // Back, or gone altogether: then there is a fresh one, as at a start.
            try await keepStaffRoom(of: bot)
            logger.notice("a bot has its staff room", metadata: ["bot": "\(bot.rawValue)"])
        case (nil, .takenAway):
            feed.loseStaffRoom(of: bot)
        }
    }

    /// A lobby that was removed, or out of which the bot was put, would be a door that leads
    /// nowhere: there is a fresh one, as at a start, and the admins hear of it.
    func watchLobbies() async throws {
        for bot in lobbies.bots {
            guard let room = lobbies.room(of: bot), try await !isIn(room) else { continue }
            try await keepLobby(of: bot)
            try await note(.gone, of: bot)
        }
    }

    /// A lobby has many members: the bot asks for itself alone.
    private func isIn(_ room: RoomID) async throws(Homeserver.Failure) -> Bool {
        do throws(Homeserver.Failure) {
            return try await office.bot.membership(of: office.botUser, in: room) == "join"
        } catch .refused(403, _) {
            return false
        }
    }

    /// The address does not lead to the room that we know.
    ///
    /// While the bot is in there and the team with it, they go on, and the admins are told.
    private func judge(_ room: RoomID, of bot: BotName) async throws {
        guard try await isOwn(room) else { return feed.loseStaffRoom(of: bot) }
        try await tell(["address"], of: bot)
    }

    private func tellChanges(in room: RoomID, of bot: BotName) async throws {
        let levels = try await office.bot.state(of: room, type: "m.room.power_levels")
        var changes = Set(StaffRoll.unexpectedAdmins(levels, office.staff[bot]))
        if try await office.bot.state(of: room, type: "m.room.tombstone") != nil {
            changes.insert("tombstone")
        }
        try await tell(changes, of: bot)
    }

    /// Each thing once, until it is mended; the room's own text says nothing of who it was.
    private func tell(_ changes: Set<String>, of bot: BotName) async throws {
        let before = toldChanges.withLock { $0[bot] ?? [] }
        if !changes.isSubset(of: before) {
            let delivery = Delivery(
                id: DeliveryID("staff-room/\(bot.rawValue)/\(wallClock.milliseconds)"),
                bot: bot,
                address: .staffRoom,
                event: .house(.staffRoomChanged)
            )
            _ = try await switchboard.receive(delivery)
        }
        toldChanges.withLock { $0[bot] = changes }
    }
}
