internal import Desk
internal import Logging
internal import Matrix
internal import Relay

/// The order of things at start: accounts, then rooms, then the past. Only then does the pump send
/// anything, and the homeserver is told that we are here.
extension RoomKeeper {
    func introduce() async throws {
        try await office.homeserver.register(ghost: office.botLocalpart)
        try await office.withoutDevice(office.botUser).putDevice(Office.device)
        // The first reading only takes a token: nothing may be missed between it and the rooms.
        let staffRoomsAreKnown = try await findStaffRooms()
        try await insistOnOurHomeserver()
        if !staffRoomsAreKnown { try await feed.catchUp() }
        for bot in scripts.names {
            try await keepStaffRoom(of: bot)
            // A second door that cannot be kept must not close the first one.
            _ = try await tolerating { try await keepLobby(of: bot) }
        }
        feed.begin()
        // What happened while we were away is heard before anything is sent again.
        try await feed.catchUp()
        try await tellIfRestored()
    }

    /// Staff rooms that exist already must be known before the past is read: claims lie there.
    private func findStaffRooms() async throws -> Bool {
        var all = true
        for bot in scripts.names {
            switch try await standing(of: bot) {
            case .own(let room): staffRooms.set(room, of: bot)
            case .absent: all = false
            case .takenAway: feed.loseStaffRoom(of: bot)
            }
        }
        return all
    }

    /// A homeserver that was set up anew has the name that the ledger knows, and nothing else: to
    /// go on there would leave everybody who waits or talks to rooms that nobody can enter.
    private func insistOnOurHomeserver() async throws {
        guard scripts.names.allSatisfy({ staffRooms.room(of: $0) == nil }) else { return }
        let ours = try await Set(shelf.standing().map(\.rawValue))
        guard !ours.isEmpty else { return }
        let joined = try await office.bot.joinedRooms().map(\.rawValue)
        guard !ours.isDisjoint(with: joined) else { throw StrangeHomeserver() }
    }

    func complain(of error: any Error) {
        if error is StrangeHomeserver {
            logger.critical(
                """
                the homeserver has none of the rooms that the ledger knows: was it set up anew? \
                The doors stay closed; name another file for the ledger, and remove this one
                """
            )
        } else {
            logger.warning(
                "the homeserver cannot be reached yet",
                metadata: ["why": "\(reason(error))"]
            )
        }
    }

    func keepStaffRoom(of bot: BotName) async throws {
        if case .takenAway = try await standing(of: bot) { return feed.loseStaffRoom(of: bot) }
        let staff = office.staff[bot] ?? .init(counsellors: [], admins: [])
        let alias = office.staffAliasLocalpart(of: bot)
        let name = scripts[bot]?.staffRoomName ?? bot.rawValue
        let room = try await findOrCreate(
            RoomPlans.staff(alias: alias, name: name, staff: staff),
            alias
        )
        feed.findStaffRoom(room, of: bot)
        try await invite(missing: staff.everyone, to: room)
        try await feed.seat(
            try await StaffRoll.read(office, room),
            of: bot,
            at: wallClock.milliseconds
        )
        try await tellHoursUnreadable(bot, room)
        // An event of our own wakes a homeserver that has stopped pushing.
        try await office.bot.putState(
            of: room,
            type: OwnFields.started,
            content: ["at": .int(wallClock.milliseconds)]
        )
    }

    func invite(missing people: [UserID], to room: RoomID) async throws {
        let members = try await office.bot.members(of: room)
        for user in people {
            switch members[user]?.membership {
            case "join", "invite": break
            // Whoever was banned was banned by a person; that is not undone here.
            case "ban": break
            case .some, nil: try await invite(user, to: room)
            }
        }
    }

    /// One name that the homeserver does not take keeps nobody else from working.
    private func invite(_ user: UserID, to room: RoomID) async throws(Homeserver.Failure) {
        do throws(Homeserver.Failure) {
            try await office.bot.invite(user, to: room)
        } catch .refused(let status, let code) {
            logger.error(
                "somebody of the staff could not be invited",
                metadata: ["status": "\(status)", "code": "\(code)"]
            )
        }
    }

    private func tellHoursUnreadable(_ bot: BotName, _ room: RoomID) async throws {
        guard let script = scripts[bot], script.hours == .unreadable else { return }
        let text = OutgoingText(script.texts.say(.hoursUnreadable, to: script.audience))
        let id = OutgoingID.transactionID(
            bridge: shelf.bridge,
            room: room,
            type: "m.room.message",
            effect: "hours-\(wallClock.milliseconds)"
        )
        _ = try await office.bot.send(to: room, transactionID: id, content: text.content)
    }

    /// After an outage the homeserver waits longer and longer before it pushes again; a ping ends
    /// that.
    ///
    /// It needs our own port to be open, so it may fail at first; `/sync` serves meanwhile.
    func ping() async {
        do {
            try await office.homeserver.ping(appservice: office.appserviceID, transactionID: nil)
        } catch {
            logger.warning("the homeserver cannot reach us", metadata: ["why": "\(reason(error))"])
        }
    }
}

/// The homeserver has none of the rooms that the ledger knows.
struct StrangeHomeserver: Error {}

/// How our rooms are made.
enum RoomPlans {
    /// Nobody but the bot could ever send this.
    private static let nobody = 150

    /// Where the team is called together.
    static func staff(alias: String, name: String, staff: Office.Staff) -> RoomPlan {
        var levels = levels(invite: 50)
        levels["users"] = .object(
            Dictionary(uniqueKeysWithValues: Set(staff.admins).map { ($0.rawValue, .int(50)) })
        )
        return RoomPlan(
            aliasLocalpart: alias,
            name: name,
            invite: staff.everyone,
            powerLevels: .object(levels),
            version: version
        )
    }

    /// Where one visitor and her counsellor talk.
    static func counselling(alias: String, ghost: UserID) -> RoomPlan {
        RoomPlan(
            aliasLocalpart: alias,
            invite: [ghost],
            // Whoever takes over must be able to read what was said; only the team is ever let in.
            history: .shared,
            powerLevels: .object(levels(invite: 100)),
            version: version
        )
    }

    /// In this version the maker stands above all levels and must not be listed among them.
    static let version = "12"

    /// Nobody but the maker says anything any more.
    static var silence: JSON {
        var levels = levels(invite: 100)
        levels["events_default"] = 100
        return .object(levels)
    }

    static func levels(invite: Int64) -> [String: JSON] {
        [
            "users_default": 0, "events_default": 0, "state_default": 100,
            "invite": .int(invite), "kick": 100, "ban": 100, "redact": 100,
            // A room that is encrypted can no longer be read by the bridge.
            "events": [
                "m.room.encryption": .int(Int64(nobody)), "m.room.tombstone": .int(Int64(nobody)),
                "m.room.power_levels": .int(Int64(nobody)),
            ],
        ]
    }
}
