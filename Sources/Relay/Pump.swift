internal import Desk
public import Logging
public import ServiceLifecycle
internal import Store
internal import Synchronization

/// Settles the outbox: in order within a lane, side by side across lanes, until each errand has
/// arrived or is known to be impossible.
public final class Pump: Service {
    /// The numbers of the pump.
    public struct Limits: Sendable {
        /// So many lanes are worked on at once.
        public var lanesAtOnceMax = 12
        /// The first wait after a failure; doubled at each further one.
        public var retryDelayMillisecondsMin = 250
        /// No wait is longer, unless the other side asks for it.
        public var retryDelayMillisecondsMax = 30_000
        /// The wait when nothing works: short, so that the first line arrives soon after.
        public var pauseMilliseconds = 500

        /// The usual numbers.
        public init() {}
    }

    private struct State {
        var busy: Set<Lane> = []
        var pausedUntil: Int64 = 0
        /// What the clock on the wall showed last.
        var lastSeen: Int64 = 0
        /// Whether something may have arrived without our knowing.
        var isUnsure = false
        /// Whether the other side has come back, so that nobody has to be patient any more.
        var isBack = false
    }

    private let switchboard: Switchboard
    private let outlet: any Outlet
    private let wallClock: WallClock
    private let clock: any Clock<Duration>
    private let limits: Limits
    private let logger: Logger
    private let bell = Bell()
    private let state = Mutex(State())
    private let isReady: @Sendable () async -> Void

    private var ledger: Ledger { switchboard.ledger }

    /// A pump for one outlet.
    ///
    /// `isReady` returns when it is known what of the outbox has arrived already; nothing is sent
    /// before.
    public init(
        switchboard: Switchboard,
        outlet: any Outlet,
        wallClock: WallClock,
        clock: any Clock<Duration> = ContinuousClock(),
        limits: Limits = Limits(),
        logger: Logger,
        isReady: @escaping @Sendable () async -> Void = {}
    ) {
        (self.switchboard, self.outlet, self.wallClock) = (switchboard, outlet, wallClock)
        (self.clock, self.limits, self.logger, self.isReady) = (clock, limits, logger, isReady)
        switchboard.whenRecorded { [bell] in if $0.filledOutbox { bell.ring() } }
        switchboard.lifeline.whenBack { [weak self] in self?.wake() }
    }

    /// Tries everything again now, however long it was to wait: the other side has come back.
    func wake() {
        state.withLock { ($0.pausedUntil, $0.isBack) = (0, true) }
        bell.ring()
    }

    /// Settles errands until the process shuts down.
    public func run() async throws {
        await cancelWhenGracefulShutdown { [self] in
            await isReady()
            await withDiscardingTaskGroup { lanes in
                while !Task.isCancelled {
                    let begun = wallClock.milliseconds
                    await startLanes(in: &lanes)
                    await bell.wait(atMost: await nextLook(since: begun), by: clock)
                }
            }
        }
    }

    private func startLanes(in lanes: inout DiscardingTaskGroup) async {
        await endWaits()
        guard !isPaused, await tookStock() else { return }
        // Both at once: a lane that has become unsure meanwhile may not be taken before the next
        // stock.
        let (busy, isUnsure) = state.withLock { ($0.busy, $0.isUnsure) }
        let free = limits.lanesAtOnceMax - busy.count
        guard free > 0, !isUnsure else { return }
        do {
            let now = wallClock.milliseconds
            for taken in try await ledger.take(besides: busy, at: now, limit: free) {
                state.withLock { _ = $0.busy.insert(taken.lane) }
                lanes.addTask { await self.work(from: taken) }
            }
        } catch {
            logger.error("could not read the outbox", metadata: ["kind": "\(type(of: error))"])
            pause(.milliseconds(limits.pauseMilliseconds))
        }
    }

    /// Nobody waits any longer once the other side is back; nor when the wall clock was set back,
    /// for waits are counted on it: by an hour, and each of them would last that hour.
    private func endWaits() async {
        let now = wallClock.milliseconds
        let isOver = state.withLock { state in
            defer { (state.lastSeen, state.isBack) = (now, false) }
            if now < state.lastSeen { state.pausedUntil = 0 }
            return now < state.lastSeen || state.isBack
        }
        // What fails is tried again when the wait is over: then the lines are only late.
        if isOver { try? await ledger.waitNoLonger() }
    }

    /// Learns what has arrived, where an outcome was left open.
    ///
    /// False when that failed.
    private func tookStock() async -> Bool {
        let wasUnsure = state.withLock { state in
            defer { state.isUnsure = false }
            return state.isUnsure
        }
        guard wasUnsure else { return true }
        do throws(OutletFailure) {
            try await outlet.takeStock()
            return true
        } catch {
            state.withLock { $0.isUnsure = true }
            pause(error.delay ?? .milliseconds(limits.pauseMilliseconds))
            return false
        }
    }

    /// Works on one lane until it is empty or has to wait.
    private func work(from first: Taken) async {
        var taken: Taken? = first
        while let current = taken, !Task.isCancelled {
            do {
                guard try await settle(current), !isPaused else { break }
                taken = try await ledger.next(in: current.lane, at: wallClock.milliseconds)
            } catch {
                logger.error("could not settle", metadata: ["kind": "\(type(of: error))"])
                // It may have arrived, and only the writing down has failed.
                state.withLock { $0.isUnsure = true }
                pause(.milliseconds(limits.pauseMilliseconds))
                break
            }
        }
        state.withLock { _ = $0.busy.remove(first.lane) }
        bell.ring()
    }

    private var isPaused: Bool {
        state.withLock(\.pausedUntil) > wallClock.milliseconds
    }

    private func settle(_ taken: Taken) async throws -> Bool {
        switch taken {
        case .errand(let errand):
            return try await settle(errand)
        case .unreadable(let errand):
            try await tell(
                errand.failure,
                of: errand.id,
                after: errand.attempts,
                errand.bot,
                errand.conversation
            )
            try await ledger.park(errand)
            return true
        }
    }

    /// Has one errand delivered and writes down how it went.
    ///
    /// False when the lane has to wait.
    private func settle(_ errand: Errand) async throws -> Bool {
        if let lane = errand.laneBeside {
            try await ledger.settle(errand, .beside(lane))
            bell.ring()
            return true
        }
        do {
            switchboard.pass(.taken)
            let receipt = try await outlet.deliver(errand)
            switchboard.pass(.delivered)
            try await ledger.settle(errand, .done(receipt))
            switchboard.pass(.settled)
            return true
        } catch let failure as OutletFailure {
            switch failure {
            case .later(let delay):
                try await postpone(errand, by: delay ?? patience(after: errand.attempts))
                return false
            case .nothingWorks(let delay):
                pause(delay ?? .milliseconds(limits.pauseMilliseconds))
                return false
            case .unsure(let delay):
                state.withLock { $0.isUnsure = true }
                pause(delay ?? .milliseconds(limits.pauseMilliseconds))
                // One that fails again and again must not hold up the others at every try.
                try await postpone(errand, by: patience(after: errand.attempts))
                return false
            case .never:
                try await park(errand)
                return true
            }
        }
    }

    private func postpone(_ errand: Errand, by delay: Duration) async throws {
        let due = wallClock.milliseconds + delay.wholeMilliseconds
        try await ledger.settle(errand, .later(at: due))
    }

    /// Sets an errand aside, once the desk was told, which tells the people.
    private func park(_ errand: Errand) async throws {
        try await tell(
            errand.effect.failure,
            of: errand.id,
            after: errand.attempts,
            errand.bot,
            errand.conversation
        )
        try await ledger.settle(errand, .parked)
    }

    private func tell(
        _ failure: FailedEffect?,
        of id: EffectID,
        after attempts: Int,
        _ bot: BotName,
        _ number: ConversationNumber?
    ) async throws {
        logger.error("an errand cannot be delivered and was set aside")
        guard let failure, let number else { return }
        let delivery = Delivery(
            id: DeliveryID("failed/\(id.rawValue)/\(attempts)"),
            bot: bot,
            address: .number(number),
            event: .failed(id, failure)
        )
        _ = try await switchboard.receive(delivery)
    }

    private func pause(_ delay: Duration) {
        let until = wallClock.milliseconds + delay.wholeMilliseconds
        state.withLock { $0.pausedUntil = max($0.pausedUntil, until) }
    }

    /// 250 ms, 500 ms, 1 s … 30 s.
    private func patience(after attempts: Int) -> Duration {
        let doubled = limits.retryDelayMillisecondsMin << min(attempts, 16)
        return .milliseconds(min(doubled, limits.retryDelayMillisecondsMax))
    }

    /// How long to wait when no bell rings.
    ///
    /// Never for ever: a look too many costs nothing.
    ///
    /// Counted from when the last look began: what became due while it lasted would else be slept
    /// over.
    private func nextLook(since begun: Int64) async -> Duration {
        let pausedUntil = state.withLock(\.pausedUntil)
        if pausedUntil > begun {
            return .milliseconds(max(1, pausedUntil - wallClock.milliseconds))
        }
        let longest = Int64(limits.retryDelayMillisecondsMax)
        let due = try? await ledger.nextErrandDue(after: begun)
        let now = wallClock.milliseconds
        return .milliseconds(due.map { max(1, min($0 - now, longest)) } ?? longest)
    }
}

extension Duration {
    /// Rounded down.
    var wholeMilliseconds: Int64 {
        components.seconds * 1_000 + components.attoseconds / 1_000_000_000_000_000
    }
}
