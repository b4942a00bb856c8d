internal import Desk
public import Logging
public import ServiceLifecycle
internal import Store
internal import Synchronization

/// Turns reminders that are due into deliveries: time comes in through the same door as all else.
public final class Timekeeper: Service {
    /// The numbers of the timekeeper.
    public struct Limits: Sendable {
        /// So many reminders go into one transaction.
        public var dueAtOnceMax = 200
        /// It looks at the wall clock at least this often: that one may jump.
        public var lookEveryMilliseconds = 30_000
        /// A waking that nobody can hear is tried again after this.
        public var putOffMilliseconds = 3_600_000

        /// The usual numbers.
        public init() {}
    }

    private let switchboard: Switchboard
    private let wallClock: WallClock
    private let clock: any Clock<Duration>
    private let limits: Limits
    private let logger: Logger
    private let bell = Bell()
    /// True at first: the process may have died between a forgetting and its sweep.
    private let mustSweep = Mutex(true)

    /// A timekeeper for one switchboard.
    public init(
        switchboard: Switchboard,
        wallClock: WallClock,
        clock: any Clock<Duration> = ContinuousClock(),
        limits: Limits = Limits(),
        logger: Logger
    ) {
        (self.switchboard, self.wallClock, self.clock) = (switchboard, wallClock, clock)
        (self.limits, self.logger) = (limits, logger)
        switchboard.whenRecorded { [bell] in if $0.setReminder { bell.ring() } }
        switchboard.lifeline.whenTimeMayBeKept { [bell] in bell.ring() }
    }

    /// Keeps time until the process shuts down.
    public func run() async throws {
        await cancelWhenGracefulShutdown { [self] in
            while !Task.isCancelled {
                let isDone = await wakeDue()
                await bell.wait(atMost: await untilNext(afterFailure: !isDone), by: clock)
            }
        }
    }

    /// Hands in all that is due now.
    ///
    /// False when some of it has to be tried again a little later.
    @discardableResult
    public func wakeDue() async -> Bool {
        guard switchboard.lifeline.mayKeepTime else { return true }
        do {
            var before: [DueReminder] = []
            while !Task.isCancelled {
                let now = wallClock.milliseconds
                let limit = limits.dueAtOnceMax
                let due = try await switchboard.ledger.dueReminders(at: now, limit: limit)
                guard !due.isEmpty else { break }
                guard due != before else { return false }
                try await wake(due)
                before = due
            }
            try await sweep()
            return true
        } catch {
            logger.error("could not wake a reminder", metadata: ["kind": "\(type(of: error))"])
            return false
        }
    }

    /// A reminder that the desk could not hear must not stand before the others, nor keep words
    /// alive.
    private func wake(_ due: [DueReminder]) async throws {
        let outcomes = try await switchboard.receive(Recording(due.map(\.delivery)))
        if due.contains(where: { $0.reminder == .forget }) { mustSweep.withLock { $0 = true } }
        for (reminder, outcome) in zip(due, outcomes) {
            switch outcome {
            case .recorded:
                continue
            case .unknown, .refused, .damaged:
                logger.error(
                    "nobody could hear a reminder",
                    metadata: ["number": "\(reminder.number)"]
                )
                let later = wallClock.milliseconds + Int64(limits.putOffMilliseconds)
                try await switchboard.ledger.overrule(reminder, until: later)
            }
        }
    }

    /// After a forgetting, the ledger's log is emptied too; tried again later where that failed.
    private func sweep() async throws {
        guard mustSweep.withLock(\.self) else { return }
        try await switchboard.ledger.sweep()
        mustSweep.withLock { $0 = false }
    }

    private func untilNext(afterFailure hasFailed: Bool) async -> Duration {
        let longest = Int64(limits.lookEveryMilliseconds)
        guard let next = try? await switchboard.ledger.nextReminder() else {
            return .milliseconds(longest)
        }
        let isEarly = hasFailed || !switchboard.lifeline.mayKeepTime
        let wait = max(isEarly ? 1_000 : 0, next - wallClock.milliseconds)
        return .milliseconds(min(wait, longest))
    }
}

extension DueReminder {
    /// A reminder as a delivery: the same one each time it is tried.
    var delivery: Delivery {
        Delivery(
            id: DeliveryID("due/\(number)/\(reminder.rawValue)/\(due)"),
            bot: bot,
            address: .number(number),
            event: .due(reminder)
        )
    }
}
