import Curl
import Desk
import Matrix
import Relay
import Rooms
import Store
import Support

/// One life of the bridge.
final class House: Sendable {
    let switchboard: Switchboard
    let timekeeper: Timekeeper
    let pump: Pump
    let counsel: CounselDoor
    let ledger: Ledger
    let office: Office
    /// The feed says here that the homeserver answered.
    let lifeline = Lifeline()
    /// The bot's account.
    let bot = UserID(localpart: "passerelle", serverName: FakeHomeserver.serverName)
    private let courier: Courier
    private let running: Task<Void, Never>

    init(in town: Town) throws {
        let scripts = Scripts([town.script])
        if town.isHeardAtOnce { lifeline.worked() }
        courier = Courier()
        ledger = try town.folder.open()
        office = Self.office(in: town, courier)
        switchboard = Switchboard(
            ledger: ledger,
            scripts: scripts,
            clock: town.wall,
            lifeline: lifeline,
            logger: town.overheard.logger
        )
        counsel = CounselDoor(
            office: office,
            switchboard: switchboard,
            scripts: scripts,
            wallClock: town.wall,
            feedLimits: town.feedLimits,
            keeperLimits: town.keeperLimits,
            lobbyLimits: town.lobbyLimits,
            lifeline: lifeline,
            logger: town.overheard.logger
        )
        pump = Pump(
            switchboard: switchboard,
            outlet: counsel.outlet,
            wallClock: town.wall,
            limits: Self.pumpLimits,
            logger: town.overheard.logger,
            isReady: { [keeper = counsel.keeper] in await keeper.ready.pass() }
        )
        timekeeper = Timekeeper(
            switchboard: switchboard,
            wallClock: town.wall,
            logger: town.overheard.logger
        )
        running = Task { [switchboard, timekeeper, pump, counsel] in
            await withDiscardingTaskGroup { group in
                group.addTask { try? await switchboard.run() }
                group.addTask { try? await timekeeper.run() }
                group.addTask { try? await counsel.feed.run() }
                group.addTask { try? await pump.run() }
                group.addTask { try? await counsel.signs.run() }
                group.addTask { try? await counsel.keeper.run() }
                group.addTask { try? await counsel.lobby.run() }
            }
        }
    }

    /// Ends everything in the middle of whatever it does.
    func kill() async {
        running.cancel()
        await running.value
        courier.close()
    }

    static func office(in town: Town, _ courier: Courier) -> Office {
        let homeserver = Homeserver(
            address: town.server.address,
            courier: courier,
            token: town.server.appservice.token
        )
        let staff = Office.Staff(counsellors: town.counsellors, admins: [])
        return Office(
            homeserver: homeserver,
            serverName: FakeHomeserver.serverName,
            appserviceID: town.server.appservice.id,
            botLocalpart: "passerelle",
            ghostPrefix: "passerelle_ghost_",
            staff: [TestBot.name: staff],
            administration: town.adminToken.map { Administration(homeserver, token: $0) }
        )
    }

    private static var pumpLimits: Pump.Limits {
        var limits = Pump.Limits()
        limits.retryDelayMillisecondsMin = 10
        limits.pauseMilliseconds = 20
        return limits
    }
}
