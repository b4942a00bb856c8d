import Curl
import Desk
import Logging
import Matrix
import Relay
import ServiceLifecycle
import Store
import Support
import Synchronization

@testable import Web

/// A ledger, a switchboard and both doors, as they run in the program.
final class WebHouse: Sendable {
    static let homeserverToken = "jeton-du-serveur"

    let switchboard: Switchboard
    let receiver: PlayedReceiver
    let courier = Courier(
        capacity: Courier.Capacity(connectionsMax: 900, connectionsPerHostMax: 900)
    )
    let door: ChatDoor
    /// Kept so that its files outlive the ledger.
    private let folder: Folder
    private let ledger: Ledger
    private let group: ServiceGroup
    private let ports: Watched<[String: Int]>
    private let lastDelivery = Mutex(0)

    private init(
        _ limits: WebLimits,
        _ diary: Overheard,
        port: Int,
        bots: [Script],
        at milliseconds: @escaping @Sendable () -> Int64,
        clock: any Clock<Duration>,
        frames: [String],
        addresses: AddressSource,
        removesRooms: Bool,
        place: DoorPlace?,
        gauges: Gauges
    ) throws {
        let logger = diary.logger
        let ports = Watched<[String: Int]>([:])
        let scripts = Scripts(bots)
        let wall = WallClock(reading: milliseconds)
        folder = try Folder()
        ledger = try folder.open()
        receiver = PlayedReceiver()
        self.ports = ports
        switchboard = Switchboard(
            ledger: ledger,
            scripts: scripts,
            clock: wall,
            logger: logger
        )
        door = ChatDoor(
            at: place ?? .port(host: "127.0.0.1", port),
            switchboard: switchboard,
            scripts: scripts,
            wallClock: wall,
            clock: clock,
            frames: frames,
            addresses: addresses,
            removesRooms: removesRooms,
            limits: limits,
            gauges: gauges,
            logger: logger
        ) { port in ports.change { $0["chat"] = port } }
        let back = AppserviceDoor(
            host: "127.0.0.1",
            port: 0,
            token: Secret(Self.homeserverToken),
            receiver: receiver,
            limits: limits,
            logger: logger
        ) { port in ports.change { $0["push"] = port } }
        group = ServiceGroup(
            configuration: .init(services: [switchboard, door, back], logger: logger)
        )
    }

    /// Runs a house while something is done in it, and ends it as SIGTERM would.
    static func open(
        _ limits: WebLimits = WebLimits(),
        diary: Overheard = Overheard(),
        port: Int = 0,
        bots: [Script] = TestBots.all,
        at milliseconds: @autoclosure @escaping @Sendable () -> Int64 = TestBots.noon,
        clock: any Clock<Duration> = ContinuousClock(),
        frames: [String] = [],
        addresses: AddressSource = .nobody,
        removesRooms: Bool = false,
        place: DoorPlace? = nil,
        gauges: Gauges = Gauges(),
        _ body: (WebHouse) async throws -> Void
    ) async throws {
        let house = try WebHouse(
            limits,
            diary,
            port: port,
            bots: bots,
            at: milliseconds,
            clock: clock,
            frames: frames,
            addresses: addresses,
            removesRooms: removesRooms,
            place: place,
            gauges: gauges
        )
        defer { house.courier.close() }
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await house.group.run() }
            tasks.addTask { try await house.ports.until { $0.count == 2 } }
            // Whichever is first: both ports are open, or a door could not be opened.
            try await tasks.next()
            do {
                try await body(house)
            } catch {
                tasks.cancelAll()
                throw error
            }
            await house.close()
            try await tasks.waitForAll()
        }
    }

    /// Asks everything to end; returns at once.
    func close() async {
        await group.triggerGracefulShutdown()
    }

    var port: Int { ports.value["chat"] ?? 0 }
    var pushPort: Int { ports.value["push"] ?? 0 }

    /// How many streams the door believes are open.
    var streamCount: Int { door.outlet.roster.count }

    func ask(
        _ method: String,
        _ path: String,
        headers: [Header] = [],
        body: String? = nil,
        atBackDoor: Bool = false
    ) async throws -> Answer {
        let port = atBackDoor ? pushPort : port
        let request = Curl.Request(
            method: method,
            url: "http://127.0.0.1:\(port)/\(path)",
            headers: headers,
            body: body.map { Array($0.utf8) }
        )
        return Answer(try await courier.send(request))
    }
}

// MARK: - The counsellor's side

extension WebHouse {
    static let ana = CounsellorID("@ana:example.org")

    @discardableResult
    func hear(
        _ event: Desk.Event,
        about number: ConversationNumber,
        at bot: BotName = TestBots.plain
    ) async throws -> Outcome {
        let id = lastDelivery.withLock { last in
            last += 1
            return last
        }
        return try await switchboard.receive(
            Delivery(
                id: DeliveryID("test/\(id)"),
                bot: bot,
                address: .number(number),
                event: event
            )
        )
    }

    /// The bot's remarks to the counsellor that nobody has asked for yet, oldest first.
    func takeRemarks(about number: ConversationNumber) async throws -> [String] {
        try await takeEffects(about: number).compactMap { effect in
            if case .advise(let text) = effect { text } else { nil }
        }
    }

    /// What shall be done in the counselling room and nobody has asked for yet, oldest first.
    func takeEffects(about number: ConversationNumber) async throws -> [Effect] {
        var effects: [Effect] = []
        let lane = Lane("talk/\(number)")
        while case .errand(let errand)? = try await ledger.next(in: lane, at: TestBots.noon) {
            effects.append(errand.effect)
            try await ledger.settle(errand, .done(nil))
        }
        return effects
    }

    /// How many errands there ever were.
    func errandCount() async throws -> Int {
        try await ledger.outboxCounts().values.reduce(0, +)
    }

    /// When the first reminder of all is due.
    func firstReminder() async throws -> Int64? {
        try await ledger.nextReminder()
    }

    func claim(_ number: ConversationNumber, at bot: BotName = TestBots.plain) async throws {
        let team = Delivery(
            id: DeliveryID("team/" + bot.rawValue),
            bot: bot,
            address: .staffRoom,
            event: .staffed([Self.ana: .counsellor])
        )
        _ = try await switchboard.receive(team)
        try await hear(.claimed(by: Self.ana), about: number, at: bot)
    }

    /// A counsellor has read up to a line of the visitor's, by its place.
    func read(
        upTo place: Int64,
        of number: ConversationNumber,
        at bot: BotName = TestBots.plain
    ) async throws {
        let event = Event.counsellorRead(LineID("read"), at: place, by: Self.ana)
        try await hear(event, about: number, at: bot)
    }

    func answer(
        _ text: String,
        to number: ConversationNumber,
        at bot: BotName = TestBots.plain
    ) async throws {
        let id = LineID("ana-" + Mint.hex(byteCount: 8))
        let event = Event.counsellorSaid(id, Confidential(text), by: Self.ana)
        try await hear(event, about: number, at: bot)
    }
}

/// Hears what is pushed, or fails as it was told to.
final class PlayedReceiver: PushReceiver {
    private let state = Mutex((failuresLeft: 0, heard: [Transaction]()))

    var heard: [Transaction] { state.withLock(\.heard) }

    func fail(times: Int) {
        state.withLock { $0.failuresLeft = times }
    }

    func push(_ transaction: Transaction) async throws {
        let mustFail = state.withLock { state in
            guard state.failuresLeft == 0 else {
                state.failuresLeft -= 1
                return true
            }
            state.heard.append(transaction)
            return false
        }
        if mustFail { throw NotRecorded() }
    }
}
