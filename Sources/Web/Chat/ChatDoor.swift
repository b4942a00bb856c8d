internal import HTTPTypes
internal import Hummingbird
public import Logging
public import Relay

/// A path, and what can be done there.
struct Route: Sendable {
    let path: String
    let handlers: [HTTPRequest.Method: @Sendable (Request, DoorContext) async throws -> Response]

    /// The methods' names in small letters.
    var methods: Set<String> { Set(handlers.keys.map { $0.rawValue.lowercased() }) }
}

/// The visitors' door: the page, her lines, her stream, for every bot.
public struct ChatDoor: LongRunning, CustomStringConvertible {
    private let doorway: Doorway
    let outlet: ChatOutlet
    let entrance: Entrance
    private let forget: @Sendable () async -> Void
    /// Everything that can be asked here; `openapi.json` says the same.
    let routes: [Route]

    /// A door at a place.
    ///
    /// `frames` are the sites that may show a page inside their own; usually none may. `addresses`
    /// is whose word is taken for a visitor's address. `removesRooms` says whether the homeserver
    /// lets us remove rooms, for the page that says what is kept. `gauges` show how hard the work
    /// is before a talk. `whenOpen` is called with the
    /// port once it is open; useful when the port was 0.
    public init(
        at place: DoorPlace,
        switchboard: Switchboard,
        scripts: Scripts,
        wallClock: WallClock,
        clock: any Clock<Duration> = ContinuousClock(),
        frames: [String] = [],
        addresses: AddressSource = .nobody,
        removesRooms: Bool = false,
        limits: WebLimits = WebLimits(),
        gauges: Gauges = Gauges(),
        logger: Logger,
        whenOpen: @escaping @Sendable (Int) -> Void = { _ in }
    ) {
        let outlet = ChatOutlet(
            switchboard: switchboard,
            scripts: scripts,
            limits: limits,
            clock: clock
        )
        let entrance = Entrance(
            limits,
            addresses: addresses,
            wallClock: wallClock,
            gauges: gauges
        )
        forget = { await entrance.sweep(by: clock, everySeconds: limits.sweepSeconds) }
        let inbox = ChatInbox(
            switchboard: switchboard,
            scripts: scripts,
            limits: limits,
            entrance: entrance
        )
        let router = Router(context: DoorContext.self)
        router.add(middleware: HeadOnly())
        router.add(middleware: SecurityHeaders())
        routes = Self.routes(
            page: ChatPage(
                switchboard: switchboard,
                scripts: scripts,
                wallClock: wallClock,
                frames: frames
            ),
            status: ChatStatus(switchboard: switchboard, scripts: scripts, limits: limits),
            inbox: inbox,
            outlet: outlet,
            simple: SimpleDoor(inbox: inbox, outlet: outlet, wallClock: wallClock),
            embedding: Embedding(scripts: scripts, limits: limits),
            privacy: PrivacyPage(
                scripts: scripts,
                house: .init(removesRooms: removesRooms, addresses: addresses, limits: limits)
            ),
            logos: LogoShelf(scripts: scripts)
        )
        for route in routes { router.serve(RouterPath(route.path), route.handlers) }
        doorway = Doorway(
            place: place,
            limits: limits,
            logger: logger,
            responder: router.buildResponder(),
            whenOpen: whenOpen
        )
        (self.outlet, self.entrance) = (outlet, entrance)
    }

    private static func routes(
        page: ChatPage,
        status: ChatStatus,
        inbox: ChatInbox,
        outlet: ChatOutlet,
        simple: SimpleDoor,
        embedding: Embedding,
        privacy: PrivacyPage,
        logos: LogoShelf
    ) -> [Route] {
        let images = ImageShelf(inbox: inbox)
        return [
            Route(path: "openapi.json", handlers: [.get: embedding.description]),
            Route(path: ":bot", handlers: [.get: page.show]),
            Route(path: ":bot/\(PrivacyPage.path)", handlers: [.get: privacy.show]),
            Route(path: ":bot/\(LogoShelf.path)", handlers: [.get: logos.show]),
            Route(path: ":bot/status", handlers: [.get: status.show]),
            Route(path: ":bot/embed.js", handlers: [.get: embedding.script]),
            Route(path: ":bot/simple", handlers: [.get: simple.arrival, .post: simple.act]),
            Route(path: ":bot/talk", handlers: [.put: inbox.arrive, .delete: inbox.end]),
            Route(path: ":bot/talk/lines/:id", handlers: [.put: inbox.say]),
            Route(path: ":bot/talk/typing", handlers: [.put: inbox.type]),
            Route(path: ":bot/talk/seen", handlers: [.put: inbox.see]),
            Route(path: ":bot/talk/images/:seq", handlers: [.get: images.show]),
            Route(path: ":bot/talk/stream", handlers: [.get: outlet.stream]),
        ]
    }

    /// Said where services are listed; its parts, the address among them, are nobody's business.
    public var description: String { "the visitors' door" }

    /// Serves until the process shuts down.
    public func run() async throws {
        try await withThrowingDiscardingTaskGroup { group in
            group.addTask { await outlet.beat() }
            group.addTask { await outlet.presence.tell() }
            group.addTask { await forget() }
            try await doorway.run()
            group.cancelAll()
        }
    }
}
