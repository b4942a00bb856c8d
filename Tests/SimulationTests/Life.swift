import Curl
import Desk
import Foundation
import GRDB
import Matrix
import Relay
import ServiceLifecycle
import Synchronization

@testable import Rooms
@testable import Store
@testable import Support
@testable import Web

/// One life of the bridge: its services on one ledger file, from the opening to the kill.
final class Life: Sendable {
    let ledger: Ledger
    let switchboard: Switchboard
    let counsel: CounselDoor
    let inbox: ChatInbox
    let outlet: ChatOutlet
    let scripts = Scripts(SimulationBot.scripts)
    let limits = WebLimits()
    private let ground: Ground
    private let alive: Alive
    private let household: Household

    /// Whether it still lives; asked by what it has set going.
    final class Alive: Sendable {
        private let value = Atomic<Bool>(true)
        var isTrue: Bool { value.load(ordering: .relaxed) }
        func end() { value.store(false, ordering: .relaxed) }
    }

    init(_ ground: Ground, _ homeserver: HomeserverSide, path: String, watch: @escaping Watch)
        throws
    {
        let alive = Alive()
        (self.ground, self.alive) = (ground, alive)
        household = Household(ground.turns)
        guard let master = MasterKey(bytes: [UInt8](repeating: 7, count: MasterKey.byteCount))
        else { throw LedgerRefusal.otherKey }
        let probe = Probe(isInline: true) { step in if alive.isTrue { try watch(step) } }
        ledger = try Ledger(
            path: path,
            master: KeyRing(master),
            freshName: "simulation",
            probe: probe
        )
        let wall = WallClock { ground.milliseconds }
        let clock = AgendaClock(agenda: ground.agenda)
        let lifeline = Lifeline(limits: Self.lifelineLimits)
        switchboard = Switchboard(
            ledger: ledger,
            scripts: scripts,
            clock: wall,
            lifeline: lifeline,
            logger: ground.overheard.logger
        )
        let courier = Courier { request throws(Curl.Failure) in
            try await homeserver.carry(request) { alive.isTrue }
        }
        var feedLimits = Feed.Limits()
        feedLimits.lookEveryMilliseconds = 45_000
        var keeperLimits = RoomKeeper.Limits()
        keeperLimits.lookEveryMilliseconds = 180_000
        keeperLimits.spareRoomCount = 2
        var lobbyLimits = LobbyKeeper.Limits()
        lobbyLimits.lookEveryMilliseconds = 120_000
        counsel = CounselDoor(
            office: Self.office(courier),
            switchboard: switchboard,
            scripts: scripts,
            wallClock: wall,
            clock: clock,
            feedLimits: feedLimits,
            keeperLimits: keeperLimits,
            lobbyLimits: lobbyLimits,
            lifeline: lifeline,
            logger: ground.overheard.logger
        )
        inbox = ChatInbox(
            switchboard: switchboard,
            scripts: scripts,
            limits: limits,
            entrance: Entrance(limits, wallClock: wall)
        )
        outlet = ChatOutlet(
            switchboard: switchboard,
            scripts: scripts,
            limits: limits,
            clock: clock
        )
        run(wall, clock)
    }

    /// The feed looks every 45 seconds here.
    private static var lifelineLimits: Lifeline.Limits {
        var limits = Lifeline.Limits()
        (limits.lookEverySeconds, limits.tellAfterSeconds) = (20, 120)
        return limits
    }

    typealias Watch = @Sendable (Step) throws -> Void

    private func run(_ wall: WallClock, _ clock: AgendaClock) {
        let pump = Pump(
            switchboard: switchboard,
            outlet: counsel.outlet,
            wallClock: wall,
            clock: clock,
            logger: ground.overheard.logger,
            isReady: { [keeper = counsel.keeper] in await keeper.ready.pass() }
        )
        var limits = Timekeeper.Limits()
        limits.lookEveryMilliseconds = 60_000
        let timekeeper = Timekeeper(
            switchboard: switchboard,
            wallClock: wall,
            clock: clock,
            limits: limits,
            logger: ground.overheard.logger
        )
        let outages = OutageWatch(
            switchboard: switchboard,
            wallClock: wall,
            clock: clock,
            logger: ground.overheard.logger
        )
        let services: [any Service] = [
            switchboard, timekeeper, outages, counsel.feed, pump, counsel.signs, counsel.keeper,
            counsel.lobby,
        ]
        begin {
            await withDiscardingTaskGroup { group in
                for service in services { group.addTask { try? await service.run() } }
            }
        }
    }

    /// Begins something that ends with this life.
    func begin(_ work: @escaping @Sendable () async -> Void) {
        household.begin(work)
    }

    var isAlive: Bool { alive.isTrue }

    /// Nothing that it does counts any more.
    func end() {
        alive.end()
        household.die()
    }

    /// Lets go of the file; called when no task is in the middle of a step.
    func letGo() {
        try? ledger.pool.close()
    }

    func clearAway() { household.clearAway() }

    private static func office(_ courier: Courier) -> Office {
        let homeserver = Homeserver(
            address: "http://homeserver.test",
            courier: courier,
            token: HomeserverSide.appservice.token
        )
        let staff = Dictionary(
            uniqueKeysWithValues: SimulationBot.names.map { bot in
                let people = People.counsellors(of: bot)
                return (bot, Office.Staff(counsellors: people, admins: []))
            }
        )
        return Office(
            homeserver: homeserver,
            serverName: FakeHomeserver.serverName,
            appserviceID: HomeserverSide.appservice.id,
            botLocalpart: "passerelle",
            ghostPrefix: "passerelle_ghost_",
            staff: staff
        )
    }
}

/// Who works where: two people for each bot, and one for both.
enum People {
    static func counsellors(of bot: BotName) -> [UserID] {
        ["\(bot.rawValue)_ana", "\(bot.rawValue)_bea", "cleo"].map {
            UserID(localpart: $0, serverName: FakeHomeserver.serverName)
        }
    }

    /// What no visitor may ever read.
    static let names = ["_ana", "_bea", "cleo"]

    static func isGhost(_ user: String) -> Bool { user.hasPrefix("@passerelle_ghost_") }
    static func isOurs(_ user: String) -> Bool { user.hasPrefix("@passerelle") }
}
