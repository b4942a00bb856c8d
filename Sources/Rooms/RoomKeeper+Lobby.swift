internal import Desk
internal import Logging
internal import Matrix
internal import Relay

/// The lobby, and the rooms of their own in which visitors who come through it are met.
extension RoomKeeper {
    /// As many as stand in the lobby, and some to spare, but not all at once: counsellors' rooms
    /// shall not wait for a storm at the door.
    func fillForLobby(of bot: BotName) async throws {
        let free = try await shelf.freeDirectCount(of: bot)
        let wanted = limits.spareRoomCount + gate.count(at: bot) - free
        for _ in 0..<max(0, min(wanted, limits.lobbyRoomCountMax)) {
            let planned = try await shelf.plan(for: bot, .direct)
            _ = try await tolerating { try await make(planned) }
            gate.bell.ring()
        }
        if gate.count(at: bot) > 0 { gate.bell.ring() }
    }

    /// In a visitor's room counsellors speak through one ghost, which bears the persona's name
    /// there (Client-Server API, "m.room.member": a name can differ from room to room).
    func wearPersona(in room: RoomID, of planned: ShelfRoom) async throws {
        guard let script = scripts[planned.bot] else { return }
        try await office.ghost(planned.ghost).putState(
            of: room,
            type: "m.room.member",
            key: office.ghostUser(planned.ghost).rawValue,
            content: ["membership": "join", "displayname": .string(script.persona)]
        )
    }

    /// Finds or makes a bot's lobby, and has it as the bot's file says now.
    ///
    /// It is known by an alias that only we can have; the public one may have been given to another
    /// room by somebody. Then nobody is led there by us, and it is said.
    func keepLobby(of bot: BotName) async throws {
        guard let script = scripts[bot], let lobby = script.lobby else {
            return try await giveUpLobby(of: bot)
        }
        let alias = office.lobbyAliasLocalpart(of: bot)
        let plan = RoomPlans.lobby(alias: alias, lobby, for: script)
        let room = try await findOrCreate(plan, alias)
        try await refresh(room, plan)
        lobbies.set(room, of: bot)
        // Many homeservers let nobody list a room, and the door is none the less open.
        _ = try await tolerating { try await office.bot.list(room, lobby.isListed) }
        let address = RoomAlias(rawValue: "#\(lobby.alias):\(office.serverName)")
        // A registration that does not claim the address yet must not keep the house closed.
        _ = try await tolerating { try await lead(address, to: room) }
    }

    /// A lobby that the bot's file does not know any more: nobody shall stand there in vain.
    private func giveUpLobby(of bot: BotName) async throws {
        guard let room = try await office.bot.resolve(office.lobbyAlias(of: bot)) else { return }
        let closed: JSON = ["join_rule": "invite"]
        guard try await office.bot.state(of: room, type: "m.room.join_rules") != closed else {
            return
        }
        try await office.bot.putState(of: room, type: "m.room.join_rules", content: closed)
        _ = try await tolerating { try await office.bot.list(room, false) }
        try await sendAllAway(from: room)
        logger.notice("a lobby that no bot has any more is closed")
    }

    /// What the file says may have changed; the same again is no event.
    private func refresh(_ room: RoomID, _ plan: RoomPlan) async throws {
        let contents: [(String, JSON)] = [
            ("m.room.name", ["name": .string(plan.name ?? "")]),
            ("m.room.topic", ["topic": .string(plan.topic ?? "")]),
            ("m.room.guest_access", ["guest_access": plan.guests ? "can_join" : "forbidden"]),
            ("m.room.join_rules", ["join_rule": "public"]),
            ("m.room.history_visibility", ["history_visibility": "joined"]),
        ]
        for (type, content) in contents {
            let now = try await office.bot.state(of: room, type: type)
            guard now != content else { continue }
            try await office.bot.putState(of: room, type: type, content: content)
        }
    }

    private func lead(_ alias: RoomAlias, to room: RoomID) async throws {
        let place = try await office.bot.resolve(alias)
        if place == nil {
            try await office.bot.put(alias, to: room)
        } else if place != room {
            return logger.error("the lobby's alias leads to another room; see passerelle doctor")
        }
        try await office.bot.putState(
            of: room,
            type: "m.room.canonical_alias",
            content: ["alias": .string(alias.rawValue)]
        )
    }
}

extension RoomPlans {
    /// The public room: a door only.
    ///
    /// Nobody sees what was said before she came, nobody asks others in or calls all of them, and
    /// what is written is taken back.
    static func lobby(alias: String, _ lobby: Lobby, for script: Script) -> RoomPlan {
        var levels = levels(invite: 100)
        levels["notifications"] = ["room": 100]
        return RoomPlan(
            preset: .publicChat,
            aliasLocalpart: alias,
            name: script.title,
            topic: script.languages.map { script.texts.say(.lobbyTopic, to: Audience($0)) }
                .joined(separator: "\n"),
            federate: lobby.federates,
            guests: lobby.admitsGuests,
            listed: lobby.isListed,
            history: .joined,
            powerLevels: .object(levels),
            version: version
        )
    }

    /// Where the bot and one visitor talk: a neutral name, for others may look at her phone.
    static func direct(alias: String, ghost: UserID, for script: Script?) -> RoomPlan {
        RoomPlan(
            aliasLocalpart: alias,
            name: script.map { $0.texts.say(.pageTitle, to: $0.audience) },
            invite: [ghost],
            federate: script?.lobby?.federates ?? false,
            guests: script?.lobby?.admitsGuests ?? false,
            history: .joined,
            powerLevels: .object(levels(invite: 100)),
            version: version
        )
    }
}
