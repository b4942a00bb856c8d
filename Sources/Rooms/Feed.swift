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

    private let office: Office
    private let inbox: CounselInbox
    private let switchboard: Switchboard
    private let gauges: Gauges
    private let lifeline: Lifeline
    private let wallClock: WallClock
    private let clock: any Clock<Duration>
    let limits: Limits
    private let logger: Logger
    private let bell = Bell()
    private let state = Mutex(State())
    /// Opens when our rooms are known; nothing is read before on its own.
    private let introduced = Gate()

    init(
        office: Office,
        inbox: CounselInbox,
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
                    await answerWaiting()
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
            try? await clock.sleep(for: .milliseconds(limits.lookEveryMilliseconds))
            if !Task.isCancelled { bell.ring() }
        }
    }

    /// One reading serves all who waited when it began, so that each of them gets one that began
    /// later than they asked.
    private func answerWaiting() async {
        let waiting = state.withLock { state in
            let waiting = state.waiting
            state.waiting = []
            return waiting
        }
        do {
            try await readToTheEnd()
            for one in waiting { one.resume() }
            noteReading(failure: nil)
        } catch {
            for one in waiting { one.resume(throwing: error) }
            if !Task.isCancelled { noteReading(failure: error) }
        }
    }

    /// Being deaf is never kept quiet about, but said once only.
    private func noteReading(failure: (any Error)?) {
        gauges.count(.syncs)
        if failure == nil {
            gauges[.lastSync] = wallClock.milliseconds / 1_000
            lifeline.worked()
        } else {
            gauges.count(.syncsFailed)
        }
        let isNews = state.withLock { state in
            defer { state.isComplaining = failure != nil }
            return state.isComplaining != (failure != nil)
        }
        guard isNews else { return }
        if let failure {
            logger.warning("what happens cannot be read", metadata: ["why": "\(failure)"])
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
        // The very first time there is no conversation yet that anything could belong to.
        var deliveries: [Delivery] = []
        var echoes: [EffectID: Receipt] = [:]
        if let since {
            for joined in answer.joined {
                let events =
                    try await missed(in: joined, since: since) + joined.state + joined.timeline
                let (more, moreEchoes) = try await read(events)
                deliveries += more
                echoes.merge(moreEchoes) { _, new in new }
            }
        }
        // A room may have been left just after something of ours arrived in it. What counsellors
        // said there concerns nobody, unless this ledger is older than the leaving.
        let (last, lastEchoes) = try await read(answer.lastEvents)
        if since != nil { deliveries += last }
        echoes.merge(lastEchoes) { _, new in new }
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

    /// What lies between the token and a timeline that did not reach back to it, oldest first.
    private func missed(
        in joined: SyncResponse.Joined,
        since: String
    ) async throws -> [Matrix.Event] {
        guard joined.limited, let start = joined.prevBatch else { return [] }
        var newestFirst: [Matrix.Event] = []
        var from: String? = start
        for _ in 0..<limits.pagesBackMax {
            guard let place = from else { break }
            guard let page = try await pageBack(in: joined.room, from: place, to: since) else {
                break
            }
            count(page.unreadable)
            newestFirst += page.chunk
            from = page.chunk.isEmpty ? nil : page.end
        }
        if from != nil { logger.error("a room's past could not be read as far back as needed") }
        return newestFirst.reversed()
    }

    /// Nothing when we may not read there: the room keeper may have left the room a moment ago, and
    /// one room may not make us deaf for all others.
    private func pageBack(
        in room: RoomID,
        from place: String,
        to since: String
    ) async throws(Homeserver.Failure) -> MessagesPage? {
        do throws(Homeserver.Failure) {
            return try await office.bot.messages(
                in: room,
                from: place,
                to: since,
                direction: .back,
                limit: limits.timelineEventsMax
            )
        } catch .refused(403, _), .refused(404, _) {
            return nil
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

    private func show(_ users: Set<UserID>, typingIn room: RoomID) async {
        let key = RoomKey(room.rawValue)
        guard let number = try? await inbox.shelf.conversation(in: key) else { return }
        let isTyping = users.contains { !office.isOurs($0) }
        switchboard.pass(Sign(conversation: number, from: .counsellor, isTyping: isTyping))
    }

    /// Events that cannot be read hold nothing up, but somebody must know.
    private func count(_ unreadable: [Unreadable]) {
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
