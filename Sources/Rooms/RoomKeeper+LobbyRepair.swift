internal import Desk
internal import Logging
internal import Matrix
internal import Relay

/// At start the lobby is compared with what it should be, and put right; whatever was put right
/// stands in the audit.
extension RoomKeeper {
    /// Our own lobby, wherever its alias leads now; nothing where there is none (any more).
    ///
    /// An alias is a signpost that a homeserver's admin can turn: only a room that the bot itself
    /// has made is one of ours.
    func findLobby(of bot: BotName, _ lobby: Lobby) async throws -> RoomID? {
        let alias = office.lobbyAlias(of: bot)
        let place = try await office.bot.resolve(alias)
        if let place, try await isOurs(place) {
            guard try await isReplaced(place) else { return place }
            try await leaveReplaced(place, alias, bot)
            return nil
        }
        let lost = try await lostLobby(of: bot, lobby)
        if place != nil {
            try await office.bot.remove(alias)
            try await note(.alias, of: bot)
        } else if lost != nil {
            try await note(.alias, of: bot)
        }
        if let lost { try await office.bot.put(alias, to: lost) }
        return lost
    }

    /// Whether the bot has made a room, which nobody can pretend (Client-Server API,
    /// "m.room.create").
    ///
    /// Of a room that we are not in we may read nothing: that is no room of ours in which anybody
    /// could be met. An answer that is not the homeserver's own decides nothing.
    private func isOurs(_ room: RoomID) async throws(Homeserver.Failure) -> Bool {
        do throws(Homeserver.Failure) {
            return try await office.bot.maker(of: room) == office.botUser
        } catch .refused(403, "M_FORBIDDEN") {
            return false
        }
    }

    /// Our lobby among the rooms that the bot is in, for when no alias leads to it any more.
    ///
    /// Whether other servers may enter cannot be changed: where the file has changed that, its
    /// alias is taken away by hand so that a fresh one is made, and the old one is not looked for.
    private func lostLobby(
        of bot: BotName,
        _ lobby: Lobby
    ) async throws(Homeserver.Failure) -> RoomID? {
        for room in try await office.bot.joinedRooms() {
            let mark = try await office.bot.state(of: room, type: OwnFields.lobby)
            guard mark?["bot"]?.string == bot.rawValue, try await isOurs(room),
                try await !isReplaced(room), try await federates(room) == lobby.federates
            else { continue }
            return room
        }
        return nil
    }

    private func federates(_ room: RoomID) async throws(Homeserver.Failure) -> Bool {
        let creation = try await office.bot.state(of: room, type: "m.room.create")
        return creation?["m.federate"]?.bool ?? true
    }

    /// By this a lobby is found again whose alias is gone.
    func mark(_ room: RoomID, of bot: BotName) async throws(Homeserver.Failure) {
        let content: JSON = ["bot": .string(bot.rawValue)]
        guard try await office.bot.state(of: room, type: OwnFields.lobby) != content else { return }
        try await office.bot.putState(of: room, type: OwnFields.lobby, content: content)
    }

    // MARK: Declared replaced

    /// Clients take a room with a tombstone for one that has moved (Client-Server API,
    /// "m.room.tombstone").
    private func isReplaced(_ room: RoomID) async throws(Homeserver.Failure) -> Bool {
        let tombstone = try await office.bot.state(of: room, type: "m.room.tombstone")
        return tombstone?.object?.isEmpty == false
    }

    /// The bot goes into no room that it has not made: it makes a fresh lobby, and the team is
    /// told.
    private func leaveReplaced(_ room: RoomID, _ alias: RoomAlias, _ bot: BotName) async throws {
        try await close(room)
        try await note(.replaced, of: bot)
        try await office.bot.remove(alias)
    }

    // MARK: As it should be

    /// What the file says may have changed, or somebody has changed the room.
    func restore(_ room: RoomID, _ plan: RoomPlan, of bot: BotName) async throws {
        let rules: [(LobbyRepair, String, JSON)] = [
            (.powers, "m.room.power_levels", plan.powerLevels ?? [:]),
            (.joining, "m.room.join_rules", ["join_rule": "public"]),
            (.history, "m.room.history_visibility", ["history_visibility": "joined"]),
            (
                .guests, "m.room.guest_access",
                ["guest_access": plan.guests ? "can_join" : "forbidden"]
            ),
            (.name, "m.room.name", ["name": .string(plan.name ?? "")]),
            (.topic, "m.room.topic", ["topic": .string(plan.topic ?? "")]),
        ]
        for (repair, type, wanted) in rules {
            let now = try await office.bot.state(of: room, type: type)
            guard !Self.holds(now, wanted) else { continue }
            try await office.bot.putState(of: room, type: type, content: wanted)
            try await note(repair, of: bot)
        }
        try await mark(room, of: bot)
    }

    /// A homeserver may add fields of its own.
    private static func holds(_ now: JSON?, _ wanted: JSON) -> Bool {
        wanted.object?.allSatisfy { now?[$0.key] == $0.value } ?? false
    }

    /// Has the public address lead to the lobby, and nowhere else.
    func lead(
        _ alias: RoomAlias,
        to room: RoomID,
        of bot: BotName,
        isNew: Bool
    ) async throws {
        let place = try await office.bot.resolve(alias)
        if place != room {
            // It may lead to somebody's room: whoever follows it would be alone with strangers.
            if place != nil { try await office.bot.remove(alias) }
            try await office.bot.put(alias, to: room)
            if place != nil || !isNew { try await note(.alias, of: bot) }
        }
        let shown: JSON = ["alias": .string(alias.rawValue)]
        let type = "m.room.canonical_alias"
        guard !Self.holds(try await office.bot.state(of: room, type: type), shown) else { return }
        try await office.bot.putState(of: room, type: type, content: shown)
        if !isNew { try await note(.address, of: bot) }
    }

    // MARK: Telling

    /// Writes down what was put right; what only people can put right is told to them.
    func note(_ repair: LobbyRepair, of bot: BotName) async throws {
        logger.notice("the lobby was compared", metadata: ["found": "\(repair.rawValue)"])
        let name = "lobby/\(bot.rawValue)/\(repair.rawValue)/\(wallClock.milliseconds)"
        let delivery = Delivery(
            id: DeliveryID(name),
            bot: bot,
            address: .staffRoom,
            event: .house(.foundInLobby(repair))
        )
        _ = try await switchboard.receive(delivery)
    }
}
