internal import Desk
public import Logging
public import ServiceLifecycle
internal import Store
internal import Synchronization

/// Tells whoever waits or talks when her counsellor cannot be reached, and when she can be again.
///
/// Each conversation knows whether it was told, so that an outage is told once, even when the
/// bridge itself is started again in the middle of it.
public final class OutageWatch: Service {
    private let switchboard: Switchboard
    private let wallClock: WallClock
    private let clock: any Clock<Duration>
    private let logger: Logger
    /// What was told last at each bot, and how often something was; nothing since the start.
    private let told = Mutex<(news: [BotName: HouseEvent], count: Int)>(([:], 0))

    private var lifeline: Lifeline { switchboard.lifeline }

    /// A watch over the lifeline of a switchboard.
    public init(
        switchboard: Switchboard,
        wallClock: WallClock,
        clock: any Clock<Duration> = ContinuousClock(),
        logger: Logger
    ) {
        (self.switchboard, self.wallClock) = (switchboard, wallClock)
        (self.clock, self.logger) = (clock, logger)
    }

    /// Watches until the process shuts down.
    public func run() async throws {
        await cancelWhenGracefulShutdown { [self] in
            let seconds = lifeline.limits.lookEverySeconds
            while !Task.isCancelled {
                try? await clock.sleep(for: .seconds(seconds))
                if Task.isCancelled { break }
                lifeline.wait(seconds: seconds)
                await look()
            }
        }
    }

    /// Looks once, and tells what is new.
    func look() async {
        for bot in switchboard.scripts.names { await look(at: bot) }
    }

    private func look(at bot: BotName) async {
        let news: HouseEvent
        if lifeline.reach(of: bot).isBroken {
            news = .unreachable
        } else if lifeline.hasWorked {
            // Also the first time: whoever was told before the bridge was started again.
            news = .reachable
        } else {
            return
        }
        let (before, count) = told.withLock { ($0.news[bot], $0.count) }
        guard before != news else { return }
        do {
            try await tell(news, at: bot, count: count)
            told.withLock { ($0.news[bot], $0.count) = (news, count + 1) }
        } catch {
            // Not written down, so nobody was told: the next look tries again.
            logger.error("an outage could not be told", metadata: ["kind": "\(type(of: error))"])
        }
    }

    private func tell(_ news: HouseEvent, at bot: BotName, count: Int) async throws {
        let now = wallClock.milliseconds
        let living = try await switchboard.ledger.livingConversations().filter { $0.bot == bot }
        let deliveries = living.map { living in
            Delivery(
                id: DeliveryID("reach/\(now)/\(count)/\(living.number)"),
                bot: living.bot,
                address: .number(living.number),
                event: .house(news)
            )
        }
        _ = try await switchboard.receive(Recording(deliveries))
    }
}
