internal import HTTPTypes
internal import Hummingbird
public import Logging
public import Relay

/// The visitors' door: the page, her lines, her stream, for every bot.
public struct ChatDoor: LongRunning, CustomStringConvertible {
    private let doorway: Doorway
    let outlet: ChatOutlet

    /// A door on a port.
    ///
    /// `whenOpen` is called with the port once it is open; useful when the port was 0.
    public init(
        host: String,
        port: Int,
        switchboard: Switchboard,
        scripts: Scripts,
        wallClock: WallClock,
        limits: WebLimits = WebLimits(),
        logger: Logger,
        whenOpen: @escaping @Sendable (Int) -> Void = { _ in }
    ) {
        let outlet = ChatOutlet(switchboard: switchboard, scripts: scripts, limits: limits)
        let inbox = ChatInbox(switchboard: switchboard, scripts: scripts, limits: limits)
        let page = ChatPage(
            switchboard: switchboard,
            scripts: scripts,
            wallClock: wallClock
        )
        let router = Router(context: DoorContext.self)
        router.add(middleware: HeadOnly())
        router.add(middleware: SecurityHeaders())
        router.serve(":bot", [.get: page.show])
        router.serve(":bot/status", [.get: page.status])
        router.serve(":bot/talk", [.put: inbox.arrive, .delete: inbox.end])
        router.serve(":bot/talk/lines/:id", [.put: inbox.say])
        router.serve(":bot/talk/typing", [.put: inbox.type])
        router.serve(":bot/talk/stream", [.get: outlet.stream])
        doorway = Doorway(
            host: host,
            port: port,
            limits: limits,
            logger: logger,
            responder: router.buildResponder(),
            whenOpen: whenOpen
        )
        self.outlet = outlet
    }

    /// Said where services are listed; its parts, the address among them, are nobody's business.
    public var description: String { "the visitors' door" }

    /// Serves until the process shuts down.
    public func run() async throws {
        try await withThrowingDiscardingTaskGroup { group in
            group.addTask { await outlet.beat() }
            try await doorway.run()
            group.cancelAll()
        }
    }
}
