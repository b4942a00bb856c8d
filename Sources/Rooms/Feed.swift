internal import Desk
internal import Logging
public import Matrix
public import Relay
internal import Synchronization

/// Reads what happens in our rooms.
///
/// The homeserver's push is fast but forgets: what it held in memory when it crashed is never
/// pushed again, and what it pushes late comes out of order. `/sync` from a stored token tells
/// everything, in order. So a push is taken as a ring at the door: `/sync` is read up to now, and
/// only what it did not tell is then taken from the push itself. All of it goes through one inbox,
/// keyed by event id, and the push is answered after the commit.
public final class Feed: LongRunning {
    /// The numbers of the feed.
    public struct Limits: Sendable {
        /// `/sync` is read at least this often, whether anybody rings or not.
        public var lookEveryMilliseconds = 5_000
        /// And so often while it cannot be read: whoever waits for the homeserver waits for this.
        public var knockEveryMilliseconds = 500
        /// Events of one room in one answer; what does not fit is walked back to.
        public var timelineEventsMax = 100
        /// Pages walked back in one room at most.
        public var pagesBackMax = 200

        /// The usual numbers.
        public init() {}
    }

    private static let name = "sync"

    private struct State {
        var waiting: [CheckedContinuation<Void, any Error>] = []
        var isIntroduced = false
        var isComplaining = false
        var isClosed = false
    }

    let office: Office
    let inbox: RoomsInbox
    private let switchboard: Switchboard
    let gauges: Gauges
    let lifeline: Lifeline
    private let wallClock: WallClock
    private let clock: any Clock<Duration>
    let limits: Limits
    let logger: Logger
    private let bell = Bell()
    private let state = Mutex(State())
    /// Opens when our rooms are known; nothing is read before on its own.
    private let introduced = Gate()

    init(
        office: Office,
        inbox: RoomsInbox,
        switchboard: Switchboard,
        gauges: Gauges,
        lifeline: Lifeline,
        wallClock: WallClock,
        clock: any Clock<Duration>,
        limits: Limits,
        logger: Logger
    ) {
        (self.gauges, self.lifeline, self.wallClock) = (gauges, lifeline, wallClock)
        (self.office, self.inbox, self.switchboard) = (office, inbox, switchboard)
        (self.clock, self.limits, self.logger) = (clock, limits, logger)
    }

    /// Our rooms are known: from now on everything is heard.
    func begin() {
        lifeline.answered()
        state.withLock { $0.isIntroduced = true }
        introduced.open()
    }

    /// Hears what the homeserver pushes; returns when all of it is on the disk.
    ///
    /// Throws `NotRecorded` before the bridge is introduced: `/sync` would be read past claims in
    /// staff rooms that are not known as such yet. The homeserver keeps what it has and comes
    /// again.
    public func push(_ transaction: Transaction) async throws {
        switchboard.pass(.pushed)
        gauges.count(.pushes)
        if transaction.events.contains(where: { !office.isOurs($0.sender) }) {
            guard state.withLock(\.isIntroduced) else { throw NotRecorded() }
            try await catchUp()
            let (deliveries, echoes) = try await read(transaction.events)
            _ = try await switchboard.receive(deliveries, echoes: echoes, token: nil, of: Self.name)
        }
        count(transaction.unreadable)
        for typing in transaction.typing { await show(typing.users, typingIn: typing.room) }
    }

    /// The staff room of a bot has these members now.
    func seat(
        _ members: [CounsellorID: Team.Rank],
        of bot: BotName,
        at milliseconds: Int64
    ) async throws {
        let delivery = Delivery(
            id: DeliveryID("staffed/\(bot.rawValue)/\(milliseconds)"),
            bot: bot,
            address: .staffRoom,
            event: .staffed(members)
        )
        _ = try await switchboard.receive(delivery)
    }

    /// Reads `/sync` up to now; returns when all of it is on the disk.
    func catchUp() async throws {
        try await withCheckedThrowingContinuation { continuation in
            let isClosed = state.withLock { state in
                if !state.isClosed { state.waiting.append(continuation) }
                return state.isClosed
            }
            if isClosed { continuation.resume(throwing: NotRecorded()) } else { bell.ring() }
        }
    }

    /// Reads until the process shuts down.
    public func run() async throws {
        try await untilShutdown { [self] in
            await withDiscardingTaskGroup { group in
                group.addTask { [self] in await lookNowAndThen() }
                while !Task.isCancelled {
                    await bell.wait()
                    guard let pause = await answerWaiting() else { continue }
                    // Whoever rings meanwhile waits with us for as long as the homeserver asks.
                    try? await clock.sleep(for: pause)
                    bell.ring()
                }
                group.cancelAll()
            }
        }
        let left = state.withLock { state in
            let left = state.waiting
            state = State(isClosed: true)
            return left
        }
        for one in left { one.resume(throwing: NotRecorded()) }
    }

    private func lookNowAndThen() async {
        await introduced.pass()
        while !Task.isCancelled {
            let isDeaf = state.withLock(\.isComplaining)
            let pause = min(
                limits.lookEveryMilliseconds,
                isDeaf ? limits.knockEveryMilliseconds : .max
            )
            try? await clock.sleep(for: .milliseconds(pause))
            if !Task.isCancelled { bell.ring() }
        }
    }

    /// One reading serves all who waited when it began, so that each of them gets one that began
    /// later than they asked.
    ///
    /// For how long the homeserver wants to be left alone; nothing: it does not say.
    private func answerWaiting() async -> Duration? {
        let waiting = state.withLock { state in
            let waiting = state.waiting
            state.waiting = []
            return waiting
        }
        do {
            try await readToTheEnd()
            for one in waiting { one.resume() }
            noteReading(failure: nil)
            lifeline.caughtUp()
            return nil
        } catch {
            for one in waiting { one.resume(throwing: error) }
            if !Task.isCancelled { noteReading(failure: error) }
            guard case .retry(let pause?, _)? = error as? Homeserver.Failure else { return nil }
            return pause
        }
    }

    /// The homeserver could not even be asked for our rooms.
    func noteUnreachable() { lifeline.failed() }

    /// Being deaf is never kept quiet about, but said once only.
    private func noteReading(failure: (any Error)?) {
        gauges.count(.syncs)
        if failure == nil {
            gauges[.lastSync] = wallClock.milliseconds / 1_000
            lifeline.worked()
        } else {
            gauges.count(.syncsFailed)
            // Who asks to be left alone for a while (429) is there: nobody else shall believe that
            // it has come back, and ask it at once.
            let isAskedToWait =
                if case .retry(_?, certainlyNotSent: true)? = failure as? Homeserver.Failure {
                    true
                } else { false }
            if !isAskedToWait { lifeline.failed() }
        }
        let isNews = state.withLock { state in
            defer { state.isComplaining = failure != nil }
            return state.isComplaining != (failure != nil)
        }
        guard isNews else { return }
        if let failure {
            logger.warning("what happens cannot be read", metadata: ["why": "\(reason(failure))"])
        } else {
            logger.notice("what happens can be read again")
        }
    }

    private func readToTheEnd() async throws {
        let since = try await switchboard.token(of: Self.name)
        let answer = try await office.bot.sync(
            since: since,
            timeoutMilliseconds: 0,
            filter: filter(isFirst: since == nil)
        )
        // What it tells is heard by a desk that knows that counsellors can be reached.
        lifeline.answered()
        let events = try await happened(in: answer, since: since)
        let (heard, echoes) = try await read(events)
        // The very first time there is no conversation yet that anything could belong to.
        let deliveries = since == nil ? [] : heard + (try await signs(in: answer))
        count(answer.unreadable)
        switchboard.pass(.read)
        let outcomes = try await switchboard.receive(
            deliveries,
            echoes: echoes,
            token: answer.nextBatch,
            of: Self.name
        )
        noteDamage(outcomes)
        for joined in answer.joined {
            if let typing = joined.typing { await show(typing, typingIn: joined.room) }
        }
    }

    private func read(
        _ events: [Matrix.Event]
    ) async throws -> ([Delivery], [EffectID: Receipt]) {
        var deliveries: [Delivery] = []
        var echoes: [EffectID: Receipt] = [:]
        for event in events {
            switch try await inbox.read(event) {
            case .delivery(let delivery): deliveries.append(delivery)
            case .echo(let effect, let receipt): echoes[effect] = receipt
            case .nothing: break
            }
        }
        return (deliveries, echoes)
    }

    /// What is told beside the events: that somebody asks us in, or has read something.
    private func signs(in answer: SyncResponse) async throws -> [Delivery] {
        var deliveries = try await losses(among: answer.left)
        for invitation in answer.invited {
            guard case .delivery(let asked) = inbox.lobby.read(invitation) else { continue }
            deliveries.append(asked)
        }
        for joined in answer.joined {
            for (event, readers) in joined.readers {
                let people = readers.filter { !office.isOurs($0) }
                guard !people.isEmpty else { continue }
                deliveries += try await inbox.seen(event, by: people, in: joined.room)
            }
        }
        return deliveries
    }

    private func show(_ users: Set<UserID>, typingIn room: RoomID) async {
        guard let place = try? await inbox.place(room), let number = place.conversation else {
            return
        }
        var isTyping = false
        for user in users where !isTyping && !office.isOurs(user) {
            guard place.side == .counsellor else {
                isTyping = true
                break
            }
            // Whoever only reads along writes nothing to her.
            let counsellor = CounsellorID(user.rawValue)
            isTyping = (try? await inbox.mayWrite(counsellor, number)) == true
        }
        switchboard.pass(Sign(conversation: number, from: place.side, isTyping: isTyping))
    }

    /// Events that cannot be read hold nothing up, but somebody must know.
    func count(_ unreadable: [Unreadable]) {
        guard !unreadable.isEmpty else { return }
        for _ in unreadable { gauges.count(.quarantined) }
        logger.error("events could not be read", metadata: ["count": "\(unreadable.count)"])
    }

    private func noteDamage(_ outcomes: [Outcome]) {
        let damaged = outcomes.count { $0 == .damaged }
        guard damaged > 0 else { return }
        logger.error("deliveries could not be recorded", metadata: ["count": "\(damaged)"])
    }
}
