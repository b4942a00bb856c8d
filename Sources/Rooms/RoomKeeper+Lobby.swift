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
        let wanted = gate.roomsWanted(at: bot, spare: limits.spareRoomCount) - free
        try await makeForLobby(bot, max(0, min(wanted, limits.lobbyRoomCountMax)))
        if gate.count(at: bot) > 0 { gate.bell.ring() }
    }

    /// Some at once: most of what a room takes is waiting for the homeserver.
    ///
    /// One that fails breaks none of the others off; its place is kept, and it is made later.
    private func makeForLobby(_ bot: BotName, _ count: Int) async throws {
        let failure = await withTaskGroup(of: (any Error)?.self) { group in
            var failure: (any Error)?
            for index in 0..<count {
                if index >= limits.roomsAtOnceMax, let ended = await group.next() {
                    failure = Self.moreDemanding(failure, ended)
                }
                guard failure == nil else { break }
                group.addTask { [self] in
                    do {
                        let planned = try await shelf.plan(for: bot, .direct)
                        _ = try await tolerating { try await make(planned) }
                        gate.bell.ring()
                        return nil
                    } catch {
                        return error
                    }
                }
            }
            for await ended in group { failure = Self.moreDemanding(failure, ended) }
            return failure
        }
        if let failure { throw failure }
    }

    /// Of two failures the one after which the homeserver wants to be left alone for longer.
    private static func moreDemanding(
        _ one: (any Error)?,
        _ other: (any Error)?
    ) -> (any Error)? {
        guard case .retry(let wait?, _)? = other as? Homeserver.Failure else { return one ?? other }
        guard case .retry(let known?, _)? = one as? Homeserver.Failure else { return other }
        return wait > known ? other : one
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
        let known = try await findLobby(of: bot, lobby)
        let room: RoomID
        if let known {
            room = known
            try await restore(known, plan, of: bot)
        } else {
            room = try await findOrCreate(plan, alias)
            try await mark(room, of: bot)
        }
        lobbies.set(room, of: bot)
        // Many homeservers let nobody list a room, and the door is none the less open.
        _ = try await tolerating { try await office.bot.list(room, lobby.isListed) }
        let address = RoomAlias(rawValue: "#\(lobby.alias):\(office.serverName)")
        // A registration that does not claim the address yet must not keep the house closed.
        let isLed = try await tolerating {
            try await lead(address, to: room, of: bot, isNew: known == nil)
        }
        if !isLed { try await note(.aliasTaken, of: bot) }
    }

    /// A lobby that the bot's file does not know any more: nobody shall stand there in vain.
    private func giveUpLobby(of bot: BotName) async throws {
        guard let room = try await office.bot.resolve(office.lobbyAlias(of: bot)) else { return }
        let closed: JSON = ["join_rule": "invite"]
        guard try await office.bot.state(of: room, type: "m.room.join_rules") != closed else {
            return
        }
        try await close(room)
        logger.notice("a lobby that no bot has any more is closed")
    }

    /// Nobody more comes in, and nobody is left in it.
    func close(_ room: RoomID) async throws {
        let closed: JSON = ["join_rule": "invite"]
        try await office.bot.putState(of: room, type: "m.room.join_rules", content: closed)
        _ = try await tolerating { try await office.bot.list(room, false) }
        try await sendAllAway(from: room)
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
        // Nobody but its maker, who stands above all levels, has powers there.
        levels["users"] = [:]
        return RoomPlan(
            preset: .publicChat,
            aliasLocalpart: alias,
            name: script.title,
            topic: words(.lobbyTopic, of: script),
            federate: lobby.federates,
            guests: lobby.admitsGuests,
            listed: lobby.isListed,
            history: .joined,
            powerLevels: .object(levels),
            version: version
        )
    }

    /// A sentence in each of the bot's languages: who reads it is not known.
    static func words(_ key: TextKey, of script: Script) -> String {
        script.languages.map { script.texts.say(key, to: Audience($0)) }.joined(separator: "\n")
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
