internal import Desk
internal import Logging
internal import Matrix
public import Relay
internal import Synchronization

/// Introduces the bridge to the homeserver at start, and keeps a few counselling rooms ready, so
/// that nobody waits while one is made.
public final class RoomKeeper: LongRunning {
    /// The numbers of the room keeper.
    public struct Limits: Sendable {
        /// Rooms kept ready for each bot beyond those that wait.
        public var spareRoomCount = 4
        /// Rooms made at one look at most for those who stand in the lobby.
        public var lobbyRoomCountMax = 10
        /// So many of them are being made at one time.
        public var roomsAtOnceMax = 4
        /// It looks around at least this often.
        public var lookEveryMilliseconds = 60_000
        /// The wait before the introduction is tried again.
        public var retryDelayMilliseconds = 500
        /// It looks at the staff rooms this often.
        public var watchEveryMilliseconds: Int64 = 60_000
        /// So many rooms that the homeserver refuses are made up for by others.
        public var refusedRoomCountMax = 8
        /// So many words are taken back in one room at one look.
        public var redactionsAtOnceMax = 100
        /// What the homeserver refused to take back in a staff room is tried again this often.
        public var tryAgainEveryMilliseconds: Int64 = 3_600_000

        /// The usual numbers.
        public init() {}
    }

    let office: Office
    let staffRooms: BotRooms
    let lobbies: BotRooms
    let gate: LobbyGate
    let shelf: RoomShelf
    let switchboard: Switchboard
    let scripts: Scripts
    let feed: Feed
    let wallClock: WallClock
    let logger: Logger
    private let clock: any Clock<Duration>
    let limits: Limits
    let bell: Bell
    private let metGhosts = Mutex<Set<Int>>([])
    /// Opens when the bridge is introduced and knows what has happened meanwhile.
    public let ready = Gate()

    init(
        office: Office,
        staffRooms: BotRooms,
        lobbies: BotRooms,
        gate: LobbyGate,
        shelf: RoomShelf,
        switchboard: Switchboard,
        scripts: Scripts,
        feed: Feed,
        wallClock: WallClock,
        clock: any Clock<Duration>,
        limits: Limits,
        bell: Bell,
        logger: Logger
    ) {
        (self.office, self.staffRooms, self.shelf) = (office, staffRooms, shelf)
        (self.lobbies, self.gate, self.switchboard) = (lobbies, gate, switchboard)
        (self.scripts, self.feed, self.wallClock) = (scripts, feed, wallClock)
        (self.clock, self.limits, self.bell, self.logger) = (clock, limits, bell, logger)
    }

    /// Keeps rooms until the process shuts down.
    public func run() async throws {
        try await untilShutdown { [self] in
            await introduceUntilHeard()
            await withDiscardingTaskGroup { group in
                // A homeserver that cannot reach us may take long to say so; rooms do not wait for
                // it.
                group.addTask { [self] in await ping() }
                await keepLooking()
            }
        }
    }

    /// Staff rooms that were not as they should be were told about, each thing once.
    let toldChanges = Mutex<[BotName: Set<String>]>([:])
    /// Bots whose admins know that the staff room is lost.
    let toldLosses = Mutex<Set<BotName>>([])
    private let watchedAt = Mutex<Int64>(0)
    /// How far rooms are emptied, from the newest on.
    let emptying = Mutex<[RoomID: String]>([:])
    /// When lines were last tried again that the homeserver had refused to take back.
    let triedAgainAt = Mutex<[RoomID: Int64]>([:])

    private func introduceUntilHeard() async {
        var complaint: String?
        while !Task.isCancelled {
            do {
                try await introduce()
                logger.notice("the homeserver knows the bridge; rooms are being kept ready")
                return ready.open()
            } catch {
                feed.noteUnreachable()
                let kind = "\(type(of: error))"
                if complaint != kind { complain(of: error) }
                complaint = kind
                try? await clock.sleep(for: .milliseconds(limits.retryDelayMilliseconds))
            }
        }
    }

    /// After a failure nobody who rings makes it look sooner than the homeserver asks for, and
    /// nobody needs to ring for it to look again: somebody may stand in the lobby.
    private func keepLooking() async {
        var failureCount = 0
        while !Task.isCancelled {
            guard let failure = await lookAround() else {
                failureCount = 0
                await bell.wait(atMost: .milliseconds(limits.lookEveryMilliseconds), by: clock)
                continue
            }
            if failureCount == 0, !Task.isCancelled {
                logger.warning(
                    "rooms could not be kept ready",
                    metadata: ["why": "\(reason(failure))"]
                )
            }
            let delay = limits.retryDelayMilliseconds << min(failureCount, 10)
            var pause = Duration.milliseconds(min(delay, limits.lookEveryMilliseconds))
            if case .retry(let asked?, _)? = failure as? Homeserver.Failure { pause = asked }
            try? await clock.sleep(for: pause)
            failureCount += 1
        }
    }

    /// Fills the shelf and clears what is done with; why it could not.
    private func lookAround() async -> (any Error)? {
        let watches = isTimeToWatch
        do {
            if watches {
                try await watchStaffRooms()
                // In a storm it may be told to wait: rooms are made all the same.
                try? await watchLobbies()
            }
            let refused = try await makePlanned()
            for bot in scripts.names { try await fill(bot, besides: refused.count { $0 == bot }) }
            for bot in lobbies.bots { try await fillForLobby(of: bot) }
            let stuck = await silenceUsed()
            try await clearUsed()
            try await removeCleared()
            // What has days to go need not be looked for whenever somebody rings.
            if watches { try await forgetStaffLines() }
            return stuck
        } catch {
            return error
        }
    }

    private var isTimeToWatch: Bool {
        let now = wallClock.milliseconds
        return watchedAt.withLock { before in
            // A clock that was set back looks at once.
            guard now < before || now - before >= limits.watchEveryMilliseconds else {
                return false
            }
            before = now
            return true
        }
    }

    /// Makes what was planned before; the bots whose rooms the homeserver refused.
    private func makePlanned() async throws -> [BotName] {
        var refused: [BotName] = []
        for planned in try await shelf.planned() {
            let isMade = try await tolerating { try await make(planned) }
            if !isMade { refused.append(planned.bot) }
        }
        return refused
    }

    /// A room that is refused stays planned and counts as if it stood; others are made in its
    /// place.
    private func fill(_ bot: BotName, besides refusedCount: Int) async throws {
        let spare = limits.spareRoomCount + min(refusedCount, limits.refusedRoomCountMax)
        for _ in 0..<(try await shelf.missingCount(for: bot, spare: spare)) {
            let planned = try await shelf.plan(for: bot, .counselling)
            _ = try await tolerating { try await make(planned) }
        }
    }

    /// What the homeserver refuses concerns one room only; anything else would happen with all of
    /// them.
    func tolerating(_ work: () async throws -> Void) async throws -> Bool {
        do {
            try await work()
            return true
        } catch let failure as Homeserver.Failure {
            guard case .refused = failure else { throw failure }
            logger.warning("the homeserver refuses a room", metadata: ["why": "\(failure)"])
            return false
        }
    }

    /// Makes a planned room.
    ///
    /// `createRoom` cannot be repeated, but the alias can be looked up: a room that was made before
    /// a crash is found again.
    func make(_ planned: ShelfRoom) async throws {
        try await meet(ghost: planned.ghost)
        shelf.pass(.ghostMet)
        let (alias, plan) = plan(for: planned)
        let room = try await findOrCreate(plan, alias)
        shelf.pass(.roomMade)
        try await office.ghost(planned.ghost).join(room)
        if planned.kind == .direct { try await wearPersona(in: room, of: planned) }
        shelf.pass(.ghostJoined)
        try await shelf.shelve(RoomKey(room.rawValue), serial: planned.serial)
    }

    private func plan(for planned: ShelfRoom) -> (alias: String, plan: RoomPlan) {
        let ghost = office.ghostUser(planned.ghost)
        let name = "\(shelf.bridge)_\(planned.serial)"
        switch planned.kind {
        case .counselling:
            let alias = "passerelle_room_" + name
            return (alias, RoomPlans.counselling(alias: alias, ghost: ghost))
        case .direct:
            let alias = "passerelle_direct_" + name
            return (alias, RoomPlans.direct(alias: alias, ghost: ghost, for: scripts[planned.bot]))
        }
    }

    func findOrCreate(_ plan: RoomPlan, _ alias: String) async throws -> RoomID {
        let full = RoomAlias(rawValue: "#\(alias):\(office.serverName)")
        if let room = try await office.bot.resolve(full) { return room }
        let refusal: Homeserver.Failure
        do throws(Homeserver.Failure) {
            return try await office.bot.createRoom(plan)
        } catch {
            refusal = error
        }
        // Perhaps it was made just now, and only the answer was lost.
        guard let room = try await office.bot.resolve(full) else { throw refusal }
        return room
    }

    /// A ghost's account and device, made once.
    private func meet(ghost: Int) async throws {
        if metGhosts.withLock({ $0.contains(ghost) }) { return }
        try await office.homeserver.register(ghost: office.ghostLocalpart(ghost))
        try await office.withoutDevice(office.ghostUser(ghost)).putDevice(Office.device)
        metGhosts.withLock { _ = $0.insert(ghost) }
    }
}
