internal import Desk
public import Logging
public import ServiceLifecycle
internal import Store
internal import Synchronization

/// Looks every minute whether every line is somewhere, tells the staff room what has been on its
/// way for long, and reports once a night.
///
/// Silence is the one fault that nobody notices: this is who breaks it.
public final class SelfCheck: Service {
    /// The numbers of the self-check.
    public struct Limits: Sendable {
        /// It looks so often.
        public var lookEveryMilliseconds = 60_000
        /// What has been on its way for so long is told to the staff room.
        public var lateMinutes = 5
        /// The night's report comes at this hour.
        public var reportHour = 4
        /// A house that is younger than this has nothing to report.
        public var firstReportAfterHours = 6
        /// Names of deliveries are kept for so many days.
        public var keepNamesDays = 14

        /// The usual numbers.
        public init() {}
    }

    private let switchboard: Switchboard
    private let gauges: Gauges
    private let wallClock: WallClock
    private let clock: any Clock<Duration>
    private let limits: Limits
    private let logger: Logger
    private let missingBefore = Mutex(0)

    private var ledger: Ledger { switchboard.ledger }

    /// A self-check of one house.
    public init(
        switchboard: Switchboard,
        gauges: Gauges,
        wallClock: WallClock,
        clock: any Clock<Duration> = ContinuousClock(),
        limits: Limits = Limits(),
        logger: Logger
    ) {
        (self.switchboard, self.gauges, self.wallClock) = (switchboard, gauges, wallClock)
        (self.clock, self.limits, self.logger) = (clock, limits, logger)
    }

    /// Looks until the process shuts down.
    public func run() async throws {
        await cancelWhenGracefulShutdown { [self] in
            while !Task.isCancelled {
                await look()
                try? await clock.sleep(for: .milliseconds(limits.lookEveryMilliseconds))
            }
        }
    }

    /// Looks once.
    public func look() async {
        do {
            let now = wallClock.milliseconds
            show(try await ledger.census(at: now), at: now)
            try await showUnattended(at: now)
            try await tellLate(at: now)
            try await reportByNight()
        } catch {
            logger.error("the self-check failed", metadata: ["kind": "\(type(of: error))"])
        }
    }

    private func show(_ census: Census, at now: Int64) {
        let lines = census.lines
        let values: [Gauge: Int] = [
            .linesAccepted: lines.accepted, .linesDelivered: lines.delivered,
            .linesForgotten: lines.forgotten, .linesWaiting: lines.waiting,
            .linesParked: lines.parked, .linesSent: lines.sent,
            .linesConfirmed: lines.confirmed, .linesMissing: lines.missing,
            .outboxWaiting: census.errandsWaiting, .outboxParked: census.errandsParked,
            .conversations: census.conversations, .freeRooms: census.freeRooms,
            .forgettingOverdue: census.forgettingOverdue,
        ]
        for (gauge, value) in values { gauges[gauge] = Int64(value) }
        gauges[.outboxOldest] = census.oldestSince.map { max(0, now - $0) / 1_000 } ?? 0
        gauges[.lastSelfCheck] = now / 1_000
        let isNews = missingBefore.withLock { before in
            defer { before = lines.missing }
            return before != lines.missing
        }
        guard isNews, lines.missing != 0 else { return }
        logger.critical(
            "the ledger's counts do not agree: lines are in no state",
            metadata: ["missing": "\(lines.missing)"]
        )
    }

    /// A young person who comes in now would find nobody.
    private func showUnattended(at now: Int64) async throws {
        var count: Int64 = 0
        for bot in switchboard.scripts.names {
            guard let script = switchboard.scripts[bot],
                let moment = wallClock.moment(at: now, in: script.zone)
            else { continue }
            // Whose people cannot be read has nobody, and no other bot's look ends with that.
            guard let team = try? await ledger.team(of: bot) else {
                count += 1
                logger.error("a bot's people cannot be read", metadata: ["bot": "\(bot.rawValue)"])
                continue
            }
            if script.isOpenAndUnattended(at: moment, by: team) { count += 1 }
        }
        gauges[.openAndUnattended] = count
    }

    /// Once for each errand: its delivery has the same name at every look.
    private func tellLate(at now: Int64) async throws {
        let lateMilliseconds = Int64(limits.lateMinutes) * 60_000
        for late in try await ledger.lateErrands(before: now - lateMilliseconds) {
            // What waits for the staff room cannot be told there.
            guard let number = late.conversation,
                [Lane("talk/\(number)"), Lane("direct/\(number)")].contains(late.lane),
                late.bot.isKnown(to: switchboard)
            else { continue }
            let minutes = Int((now - late.since) / 60_000)
            let delivery = Delivery(
                id: DeliveryID("late/\(late.id.rawValue)"),
                bot: late.bot,
                address: .number(number),
                event: .house(.late(minutes: minutes))
            )
            _ = try await switchboard.receive(delivery)
        }
    }

    private func reportByNight() async throws {
        for bot in switchboard.scripts.names {
            guard let script = switchboard.scripts[bot],
                let moment = wallClock.moment(in: script.zone),
                moment.civil.minute / 60 == limits.reportHour
            else { continue }
            let date = moment.civil.date
            let id = DeliveryID("report/\(bot.rawValue)/\(date.daysSince1970)")
            guard try await !ledger.hasHeard(id), try await hasLivedThroughNight() else {
                continue
            }
            try await prune(on: date)
            let report = try await ledger.nightReport(of: bot, at: wallClock.milliseconds)
            let delivery = Delivery(
                id: id,
                bot: bot,
                address: .staffRoom,
                event: .house(.report(report))
            )
            _ = try await switchboard.receive(delivery)
            try await ledger.noteReported(of: bot)
        }
    }

    /// A house that was opened just now has no night to tell of.
    private func hasLivedThroughNight() async throws -> Bool {
        let age = Int64(limits.firstReportAfterHours) * 3_600_000
        return try await ledger.hasHeardAnything(before: wallClock.milliseconds - age)
    }

    private func prune(on date: CivilDate) async throws {
        let names = Int64(limits.keepNamesDays) * 86_400_000
        var days: [BotName: CivilDate] = [:]
        for bot in switchboard.scripts.names {
            guard let script = switchboard.scripts[bot] else { continue }
            let last = date.daysSince1970 - script.limits.keepStatisticsDays
            days[bot] = CivilDate(daysSince1970: last)
        }
        let now = wallClock.milliseconds
        try await ledger.prune(before: now - names, at: now, statistics: days)
    }
}

extension BotName {
    fileprivate func isKnown(to switchboard: Switchboard) -> Bool {
        switchboard.scripts[self] != nil
    }
}
