import Curl
import Desk
import Foundation
import Logging
import Matrix
import Relay
import Rooms
import ServiceLifecycle
import Store
import Support
import Synchronization
import Web

/// The bridge, put together as `passerelle serve` does, on a ledger that may be an earlier one's.
final class CutHouse: Sendable {
    static let bot = BotName("essai")
    static let ana = UserID(localpart: "ana", serverName: FakeHomeserver.serverName)

    let ledger: Ledger
    let switchboard: Switchboard
    let counsel: CounselDoor
    let timekeeper: Timekeeper
    let shelf: RoomShelf
    private let clocks: Ahead
    private let pump: Pump
    private let door: AppserviceDoor

    init(folder: String, homeserver: String, port: Int, watch: @escaping @Sendable (Step) -> Void)
        throws
    {
        guard let master = MasterKey(bytes: [UInt8](repeating: 9, count: MasterKey.byteCount))
        else { throw Absent(what: "a master key") }
        ledger = try Ledger(
            path: folder + "/ledger.sqlite",
            master: KeyRing(master),
            freshName: "cuts",
            probe: Probe(isInline: false, watch: watch)
        )
        let clocks = Ahead()
        let wall = WallClock { Self.evening + clocks.milliseconds }
        self.clocks = clocks
        let scripts = Scripts([Self.script])
        switchboard = Switchboard(ledger: ledger, scripts: scripts, clock: wall, logger: .readAlong)
        shelf = RoomShelf(switchboard)
        counsel = CounselDoor(
            office: Self.office(at: homeserver),
            switchboard: switchboard,
            scripts: scripts,
            wallClock: wall,
            feedLimits: Self.feedLimits,
            keeperLimits: Self.keeperLimits,
            lobbyLimits: Self.lobbyLimits,
            logger: .readAlong
        )
        pump = Pump(
            switchboard: switchboard,
            outlet: counsel.outlet,
            wallClock: wall,
            logger: .readAlong,
            isReady: { [keeper = counsel.keeper] in await keeper.ready.pass() }
        )
        timekeeper = Timekeeper(switchboard: switchboard, wallClock: wall, logger: .readAlong)
        door = AppserviceDoor(
            host: "127.0.0.1",
            port: port,
            token: FakeHomeserver.Appservice().homeserverToken,
            receiver: Ear(feed: counsel.feed),
            logger: .readAlong
        )
    }

    /// Lets the clock on the wall jump ahead.
    func skip(hours: Int64) async {
        clocks.add(hours * 3_600_000)
        await timekeeper.wakeDue()
    }

    /// Lives while something is done.
    func live(_ body: () async throws -> Void) async throws {
        let services: [any Service] = [
            switchboard, timekeeper, counsel.feed, door, pump, counsel.keeper, counsel.lobby,
        ]
        // A `House` calls its services by their kind; this group would describe all they hold.
        let quiet = Logger(label: "tests") { _ in SwiftLogNoOpLogHandler() }
        let running = ServiceGroup(
            configuration: ServiceGroupConfiguration(services: services, logger: quiet)
        )
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await running.run() }
            do {
                try await body()
            } catch {
                await running.triggerGracefulShutdown()
                throw error
            }
            await running.triggerGracefulShutdown()
            try await group.waitForAll()
        }
    }

    /// Friday 15 January 2027, 19:00 in Brussels.
    private static let evening: Int64 = 1_800_036_000_000

    private static func office(at homeserver: String) -> Office {
        let appservice = FakeHomeserver.Appservice()
        return Office(
            homeserver: Homeserver(
                address: homeserver,
                courier: Courier(),
                token: appservice.token
            ),
            serverName: FakeHomeserver.serverName,
            appserviceID: appservice.id,
            botLocalpart: "passerelle",
            ghostPrefix: "passerelle_ghost_",
            staff: [bot: Office.Staff(counsellors: [ana], admins: [])]
        )
    }

    private static var feedLimits: Feed.Limits {
        var limits = Feed.Limits()
        limits.lookEveryMilliseconds = 200
        return limits
    }

    private static var keeperLimits: RoomKeeper.Limits {
        var limits = RoomKeeper.Limits()
        limits.spareRoomCount = 1
        limits.lookEveryMilliseconds = 200
        limits.retryDelayMilliseconds = 20
        return limits
    }

    private static var lobbyLimits: LobbyKeeper.Limits {
        var limits = LobbyKeeper.Limits()
        limits.lookEveryMilliseconds = 200
        return limits
    }

    private static var script: Script {
        let day = [OpeningHours.Slot(start: 0, end: 1_440)]
        let week = Dictionary(uniqueKeysWithValues: Weekday.allCases.map { ($0, day) })
        let texts: [TextKey: Saying] = [
            .greeting: "Bonjour !", .waiting: "place {place}", .welcome: "{persona} est là.",
            .goodbye: "Au revoir !", .noticeRing: "#{number} attend",
            .noticeWaiting: "#{number} {name}",
            .noticeHow: "!prendre {number}", .noticeTaken: "pris par {counsellor}",
            .noticeEnded: "terminé", .roomOpened: "#{number} {name}, on y va",
            .roomClosed: "discussion terminée", .roomOver: "personne ne reçoit ceci",
            .lineFailed: "perdu", .roomLineFailed: "#{number} perdu", .nameless: "jeune",
            .arrival: "avant de commencer", .lobbyWelcome: "cette salle est à toi",
            .lobbyCarry: "on garde ?", .yes: "oui", .no: "non", .lobbyChoose: "{choices}",
            .lobbySkip: "ou : {word}", .lobbySkipWord: "passer", .markLobby: "par l'accueil",
            .noticeMarks: "⚑ {marks}", .lobbyElsewhere: "écris-moi ici",
        ]
        var script = Script(
            name: bot,
            title: "Essai",
            languages: [.fr],
            zone: "Europe/Brussels",
            hours: .known(OpeningHours(weekly: week, holidays: .open)),
            persona: "Camille",
            intake: [Question(id: "name", kind: .name, text: "Ton nom ?", choices: [])],
            replies: Replies(),
            referrals: [],
            provinces: [:],
            texts: Texts(texts),
            commands: CommandWords([
                .claim: ["prendre"], .list: ["file"], .close: ["clore"],
            ]),
            limits: ScriptLimits(forgetAfterHours: 24),
            exitAddress: "https://example.org/"
        )
        script.lobby = Lobby(alias: "accueil")
        script.limits.imageKilobytesMax = 300
        return script
    }
}

/// How far the wall clock was put ahead.
private final class Ahead: Sendable {
    private let sum = Atomic<Int64>(0)
    private let start = ContinuousClock.now

    var milliseconds: Int64 {
        let ago = (ContinuousClock.now - start).components
        let passed = ago.seconds * 1_000 + ago.attoseconds / 1_000_000_000_000_000
        return sum.load(ordering: .relaxed) + passed
    }

    func add(_ milliseconds: Int64) {
        sum.add(milliseconds, ordering: .relaxed)
    }
}

private struct Ear: PushReceiver {
    let feed: Feed

    func push(_ transaction: Transaction) async throws {
        try await feed.push(transaction)
    }
}

/// Something that was waited for and did not come.
struct Absent: Error {
    let what: String
}

extension Logger {
    fileprivate static var readAlong: Logger { Reading.overheard.logger }
}

/// What is said in the story, and whose accounts they are, stands in no log.
private enum Reading {
    private static let marks =
        ["@", FakeHomeserver.serverName, "Lou", "!clore", "c one", "c four"]
        + CutStory.lines + CutStory.guestLines

    /// Most of it is heard by a process that is killed: it has to end in another way to be noticed.
    static let overheard = Overheard(marks: marks) { preconditionFailure($0) }
}
