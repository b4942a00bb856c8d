internal import Curl
internal import Desk
internal import Documents
internal import Foundation
internal import Logging
internal import Matrix
internal import Relay
internal import Rooms
internal import Store
internal import Web

/// Builds the house from the settings: the one place that sees every target.
struct Wiring {
    let loading: Loading
    let settings: Settings
    let tokens: RegistrationTokens
    let read: Loading.Result

    private let wallClock = WallClock()

    init(loading: Loading, settings: Settings, tokens: RegistrationTokens, read: Loading.Result) {
        (self.loading, self.settings) = (loading, settings)
        (self.tokens, self.read) = (tokens, read)
    }

    private var socket: String? { settings.entrance.socket.map(loading.path) }

    /// Everything that runs.
    ///
    /// Whoever is needed by the others comes first and ends last.
    func house() throws -> House {
        let logger = Self.logger()
        let ledgerPath = loading.path(settings.ledgerFile)
        let lock = try LedgerLock(beside: ledgerPath)
        // Whoever listens at a socket's path later takes it away from who listened first.
        let socketLock = try socket.map { try LedgerLock(beside: $0) }
        let ledger = try openLedger(at: ledgerPath)
        let book = Scripts(read.scripts)
        let lifeline = Lifeline(limits: settings.lifelineLimits)
        let switchboard = Switchboard(
            ledger: ledger,
            scripts: book,
            clock: wallClock,
            lifeline: lifeline,
            logger: logger
        )
        let gauges = Gauges()
        let reloader = reloader(book, switchboard, gauges, logger)
        let counsel = CounselDoor(
            office: try office(),
            switchboard: switchboard,
            scripts: book,
            wallClock: wallClock,
            keeperLimits: keeperLimits,
            gauges: gauges,
            lifeline: lifeline,
            reload: { await reloader.reload() },
            logger: logger
        )
        let pump = Pump(
            switchboard: switchboard,
            outlet: counsel.outlet,
            wallClock: wallClock,
            logger: logger,
            isReady: { [keeper = counsel.keeper] in await keeper.ready.pass() }
        )
        let timekeeper = Timekeeper(
            switchboard: switchboard,
            wallClock: wallClock,
            logger: logger
        )
        let selfCheck = SelfCheck(
            switchboard: switchboard,
            gauges: gauges,
            wallClock: wallClock,
            limits: settings.selfCheckLimits,
            logger: logger
        )
        let outages = OutageWatch(
            switchboard: switchboard,
            wallClock: wallClock,
            logger: logger
        )
        return House(
            (socketLock.map { [$0] } ?? []) + [
                lock, switchboard, timekeeper, selfCheck, outages, counsel.feed,
                appserviceDoor(counsel.feed, gauges, logger),
                pump, counsel.signs, counsel.keeper, counsel.lobby,
                chatDoor(switchboard, book, gauges, logger), reloader,
            ],
            logger: logger
        )
    }

    private func reloader(
        _ book: Scripts,
        _ switchboard: Switchboard,
        _ gauges: Gauges,
        _ logger: Logger
    ) -> Reloader {
        let copies = LastGood(beside: loading.path(settings.ledgerFile))
        copies.hold(read.sources)
        let complaints = loading.listed(read.complaints)
        return Reloader(
            scripts: book,
            switchboard: switchboard,
            gauges: gauges,
            wallClock: wallClock,
            logger: logger,
            behind: Reloader.Behind(bots: read.behind, complaints: complaints),
            keep: { try copies.keepHeld() },
            read: { [path = loading.configPath, wallClock] in
                Loading(configPath: path, today: wallClock.today).reload(holdingIn: copies)
            }
        )
    }

    private func openLedger(at path: String) throws -> Ledger {
        // Else an empty ledger in the place of one that was being restored would look like peace.
        try Replacement(of: path).finish()
        let ledgerExists = FileManager.default.fileExists(atPath: path)
        let file = try KeyFile(
            written: settings.keyFile,
            loading: loading,
            environment: ProcessInfo.processInfo.environment
        )
        let ring = try file.ring(ledgerExists: ledgerExists)
        let ledger = try Ledger(path: path, master: ring, freshName: Mint.hex(byteCount: 8))
        try ledger.belong(to: settings.homeserver.name)
        return ledger
    }

    private func office() throws -> Office {
        try Neighbourhood(loading: loading, settings: settings, tokens: tokens).office()
    }

    private var keeperLimits: RoomKeeper.Limits {
        var limits = RoomKeeper.Limits()
        limits.spareRoomCount = settings.spareRoomCount
        return limits
    }

    private var fittingLimits: WebLimits {
        var limits = settings.entrance.limits
        limits.fit(filesMax: OpenFiles.takeAll())
        return limits
    }

    private func appserviceDoor(
        _ feed: Feed,
        _ gauges: Gauges,
        _ logger: Logger
    ) -> AppserviceDoor {
        AppserviceDoor(
            host: settings.appservice.host,
            port: settings.appservice.port,
            token: Secret(tokens.hsToken),
            receiver: Ear(feed: feed),
            gauges: gauges,
            logger: logger
        )
    }

    private func chatDoor(
        _ switchboard: Switchboard,
        _ book: Scripts,
        _ gauges: Gauges,
        _ logger: Logger
    ) -> ChatDoor {
        let host = settings.web.host
        return ChatDoor(
            at: socket.map { .socket(path: $0) } ?? .port(host: host, settings.web.port),
            switchboard: switchboard,
            scripts: book,
            wallClock: wallClock,
            frames: settings.embedOn,
            addresses: settings.entrance.addressSource,
            removesRooms: settings.homeserver.adminTokenFile != nil,
            limits: fittingLimits,
            gauges: gauges,
            logger: logger
        ) { port in
            if let socket { PublicSocket.open(socket) }
            for name in book.names {
                let path = book[name]?.webPath ?? name.rawValue
                let place = socket.map { "\($0), path " } ?? "http://\(host):\(port)"
                Report.say("\(name.rawValue) is at \(place)/\(path)")
            }
        }
    }

    private static func logger() -> Logger {
        var logger = Logger(label: "passerelle") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = .notice
        return logger
    }
}

/// Lets what the homeserver pushes through `Web` reach `Rooms`, which do not see each other.
private struct Ear: PushReceiver {
    let feed: Feed

    func push(_ transaction: Transaction) async throws {
        try await feed.push(transaction)
    }
}
