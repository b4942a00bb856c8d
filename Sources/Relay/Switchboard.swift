public import Desk
public import Logging
public import ServiceLifecycle
public import Store
internal import Synchronization

/// Where all doors meet: receives what came in, has it written down, and answers afterwards.
///
/// It is the ledger's only writer of conversations. Whatever has arrived while one transaction was
/// being written goes into the next one together (group commit), so that a busy evening needs fewer
/// trips to the disk, not more.
public final class Switchboard: Service {
    /// The numbers of the switchboard.
    public struct Limits: Sendable {
        /// So many deliveries go into one transaction; the rest waits for the next one.
        public var deliveriesAtOnceMax = 500
        /// So many senders may wait for their answer; the next one is told to come again.
        public var waitingCountMax = 10_000

        /// The usual numbers.
        public init() {}
    }

    private struct Waiting {
        let recording: Recording
        let answer: CheckedContinuation<[Outcome], any Error>
    }

    private struct State {
        var waiting: [Waiting] = []
        var isClosed = false

        /// The oldest that fit into one transaction, and always at least one.
        mutating func takeBatch(upTo deliveriesMax: Int) -> [Waiting] {
            var count = 0
            var deliveries = 0
            while count < waiting.count, deliveries < deliveriesMax {
                deliveries += waiting[count].recording.deliveries.count
                count += 1
            }
            defer { waiting.removeFirst(count) }
            return Array(waiting.prefix(count))
        }
    }

    let ledger: Ledger
    let scripts: Scripts
    let clock: WallClock
    let codes: ReturnCodes
    let lifeline: Lifeline
    private let limits: Limits
    let logger: Logger
    private let bell = Bell()
    private let state = Mutex(State())
    private let listeners = Mutex<[@Sendable (Recorded) -> Void]>([])
    private let signListeners = Mutex<[@Sendable (Sign) -> Void]>([])

    /// A switchboard for one ledger.
    public init(
        ledger: Ledger,
        scripts: Scripts,
        clock: WallClock,
        limits: Limits = Limits(),
        lifeline: Lifeline = .unwatched,
        logger: Logger
    ) {
        self.lifeline = lifeline
        (self.ledger, self.scripts, self.clock) = (ledger, scripts, clock)
        (self.limits, self.logger) = (limits, logger)
        codes = ReturnCodes(ledger)
    }

    /// Receives one delivery; returns when it is on the disk.
    ///
    /// - Throws: `NotRecorded` when it is not, and the sender must come again.
    public func receive(_ delivery: Delivery) async throws -> Outcome {
        let outcomes = try await receive(Recording([delivery]))
        guard let outcome = outcomes.first else { throw NotRecorded() }
        return outcome
    }

    /// Receives what belongs into one transaction; returns when it is on the disk.
    ///
    /// - Throws: `NotRecorded` when it is not, and the sender must come again.
    func receive(_ recording: Recording) async throws -> [Outcome] {
        try await withCheckedThrowingContinuation { answer in
            let hasPlace = state.withLock { state in
                guard !state.isClosed, state.waiting.count < limits.waitingCountMax else {
                    return false
                }
                state.waiting.append(Waiting(recording: recording, answer: answer))
                return true
            }
            if hasPlace { bell.ring() } else { answer.resume(throwing: NotRecorded()) }
        }
    }

    /// Tells whoever looks on how far something has come; in life nobody does.
    public func pass(_ step: Step) {
        ledger.pass(step)
    }

    /// Passes a sign on at once.
    ///
    /// Signs are not written down; one that is lost is no harm.
    public func pass(_ sign: Sign) {
        for listener in signListeners.withLock(\.self) { listener(sign) }
    }

    /// Calls back after each transaction, with what it changed.
    ///
    /// The call must be short.
    func whenRecorded(_ listener: @escaping @Sendable (Recorded) -> Void) {
        listeners.withLock { $0.append(listener) }
    }

    /// Calls back for each sign.
    ///
    /// The call must be short.
    public func whenSigned(_ listener: @escaping @Sendable (Sign) -> Void) {
        signListeners.withLock { $0.append(listener) }
    }

    /// Writes until the process shuts down; what had been received by then is still written.
    public func run() async throws {
        await withGracefulShutdownHandler {
            while await writeWaiting() { await bell.wait() }
        } onGracefulShutdown: { [self] in
            state.withLock { $0.isClosed = true }
            bell.ring()
        }
    }

    /// Writes all that waits.
    ///
    /// False when nothing more can come.
    private func writeWaiting() async -> Bool {
        while true {
            let (batch, isClosed) = state.withLock { state in
                // Whoever comes after the end must hear so, or would wait for ever.
                if Task.isCancelled { state.isClosed = true }
                return (state.takeBatch(upTo: limits.deliveriesAtOnceMax), state.isClosed)
            }
            guard !batch.isEmpty else { return !isClosed }
            await write(batch)
        }
    }

    private func write(_ batch: [Waiting]) async {
        var together = Recording()
        for waiting in batch {
            together.deliveries += waiting.recording.deliveries
            together.echoes.merge(waiting.recording.echoes) { _, new in new }
            together.cursors += waiting.recording.cursors
        }
        pass(.received)
        do {
            let recorded = try await ledger.record(
                together,
                at: clock.milliseconds,
                hearing: hear
            )
            if recorded.outcomes.contains(.damaged) {
                logger.error("something written down about a conversation cannot be read")
            }
            answer(batch, recorded.outcomes)
            pass(.answered)
            for listener in listeners.withLock(\.self) { listener(recorded) }
        } catch {
            // The kind of error is safe to log; its text could quote a statement's arguments.
            logger.error("could not write to the ledger", metadata: ["kind": "\(type(of: error))"])
            for waiting in batch { waiting.answer.resume(throwing: NotRecorded()) }
        }
    }

    private func answer(_ batch: [Waiting], _ outcomes: [Outcome]) {
        var rest = outcomes[...]
        for waiting in batch {
            let count = waiting.recording.deliveries.count
            waiting.answer.resume(returning: Array(rest.prefix(count)))
            rest = rest.dropFirst(count)
        }
    }

    /// Asks the desk.
    ///
    /// Runs inside the ledger's transaction, so it must not wait.
    private var hear: Hearing {
        { [scripts, clock, lifeline] delivery, conversation, around in
            guard let script = scripts[delivery.bot], let moment = clock.moment(in: script.zone)
            else {
                return Heard(effects: [.refuse(.over)], day: CivilDate(daysSince1970: 0))
            }
            around.reach = lifeline.reach(of: delivery.bot)
            let before = conversation
            let effects =
                conversation?.hear(
                    delivery.event,
                    at: moment,
                    following: script,
                    beside: &around
                )
                ?? Reception.hear(
                    delivery.event,
                    at: moment,
                    following: script,
                    beside: &around
                )
            let counts = before.flatMap { conversation?.counts(since: $0, at: moment) }
            return Heard(effects: effects, day: moment.civil.date, counts: counts ?? [])
        }
    }
}

/// What came in could not be written down.
///
/// The sender must keep it and come again.
public struct NotRecorded: Error, Sendable {
    /// Nothing more is told: the sender keeps what it has.
    public init() {}
}
