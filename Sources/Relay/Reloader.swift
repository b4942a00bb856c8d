public import Desk
public import Logging
public import ServiceLifecycle
internal import UnixSignals

/// Puts the bots' files live while the house runs: on `SIGHUP`, or when a colleague asks for it.
///
/// All of them are read and checked and then swapped in at once. With any error the old ones stay:
/// a broken file never takes the place of a good one.
public actor Reloader: Service {
    /// What came of reading the files.
    public enum Outcome: Sendable, Hashable {
        /// They are in force.
        case accepted
        /// They cannot be used; these are the complaints, one a line.
        case refused(String)
    }

    private let scripts: Scripts
    private let switchboard: Switchboard
    private let gauges: Gauges
    private let wallClock: WallClock
    private let logger: Logger
    private let behind: Behind
    private let keep: @Sendable () throws -> Void
    private let read: @Sendable () -> Result<[Script], Complaints>

    /// Why files cannot be used.
    public struct Complaints: Error {
        let text: String

        /// Complaints, one a line.
        public init(_ text: String) { self.text = text }
    }

    /// Bots that began with the files with which they were last live, for theirs are broken.
    public struct Behind: Sendable {
        let bots: [BotName]
        let complaints: String

        /// Such bots, and what is wrong with their files, one complaint a line.
        public init(bots: [BotName], complaints: String) {
            (self.bots, self.complaints) = (bots, complaints)
        }
    }

    /// A reloader of some files.
    ///
    /// - Parameters:
    ///   - scripts: What is in force.
    ///   - switchboard: Through it a staff room hears what is wrong.
    ///   - gauges: The house's numbers.
    ///   - wallClock: When something was put live.
    ///   - logger: What happened, without words.
    ///   - behind: The bots that do not follow their files from the beginning.
    ///   - keep: Keeps a copy of what is live now, as it was read last.
    ///   - read: Reads and checks the files; it must not look at anything else.
    public init(
        scripts: Scripts,
        switchboard: Switchboard,
        gauges: Gauges,
        wallClock: WallClock,
        logger: Logger,
        behind: Behind = Behind(bots: [], complaints: ""),
        keep: @escaping @Sendable () throws -> Void = {},
        read: @escaping @Sendable () -> Result<[Script], Complaints>
    ) {
        (self.scripts, self.switchboard, self.gauges) = (scripts, switchboard, gauges)
        (self.wallClock, self.logger, self.read) = (wallClock, logger, read)
        (self.behind, self.keep) = (behind, keep)
        gauges[.botsBehind] = Int64(behind.bots.count)
        gauges[.bots] = Int64(scripts.names.count)
        gauges[.botsWithUnreadableHours] = scripts.unreadableHoursCount
    }

    /// Waits for `SIGHUP` until the process ends.
    public func run() async {
        await begin()
        for await _ in await UnixSignalsSequence(trapping: .sighup).cancelOnGracefulShutdown() {
            await reloadUnasked()
        }
    }

    /// Keeps what is live from the start, and tells those whose files are not.
    func begin() async {
        keepLive()
        guard !behind.bots.isEmpty else { return }
        logger.error(
            "some bots' files are broken, they run with those that were live before",
            metadata: ["bots": "\(behind.bots.map(\.rawValue).joined(separator: ", "))"]
        )
        await tell(behind.complaints, to: behind.bots)
    }

    /// Reads the files and puts them live, or keeps the old ones.
    ///
    /// One after the other: whoever asks meanwhile gets what the files say afterwards.
    public func reload() -> Outcome {
        switch read().flatMap(sameBots) {
        case .success(let new):
            scripts.replace(new)
            keepLive()
            gauges[.botsBehind] = 0
            gauges.count(.reloadsAccepted)
            gauges[.lastReloadAccepted] = wallClock.milliseconds / 1_000
            gauges[.lastReloadWasRefused] = 0
            gauges[.botsWithUnreadableHours] = scripts.unreadableHoursCount
            logger.notice("the bots' files are live")
            return .accepted
        case .failure(let complaints):
            gauges.count(.reloadsRefused)
            gauges[.lastReloadWasRefused] = 1
            logger.warning("the bots' files cannot be used, the old ones stay")
            return .refused(complaints.text)
        }
    }

    /// Nobody waits for an answer, so the staff rooms hear of it only when something is wrong.
    private func reloadUnasked() async {
        guard case .refused(let complaints) = reload() else { return }
        await tell(complaints, to: scripts.names)
    }

    /// A copy that cannot be written is missed only at the next start, and only if a file is broken
    /// then: it stops nothing.
    private func keepLive() {
        do {
            try keep()
        } catch {
            logger.error("no copy of the bots' files could be kept beside the ledger")
        }
    }

    private func tell(_ complaints: String, to bots: [BotName]) async {
        for bot in bots {
            let delivery = Delivery(
                id: DeliveryID("reload/\(bot.rawValue)/\(wallClock.milliseconds)"),
                bot: bot,
                address: .staffRoom,
                event: .reloadRefused(complaints)
            )
            // What cannot be recorded was logged, and the number stands in the metrics.
            _ = try? await switchboard.receive(delivery)
        }
    }

    /// Rooms and accounts are made at the start, so a bot cannot come or go in between.
    private func sameBots(_ new: [Script]) -> Result<[Script], Complaints> {
        let (before, after) = (Set(scripts.names), Set(new.map(\.name)))
        let changed = before.symmetricDifference(after).map(\.rawValue).sorted()
        guard changed.isEmpty else {
            let names = changed.joined(separator: ", ")
            return .failure(Complaints("another set of bots (\(names)) needs a restart"))
        }
        return .success(new)
    }
}

extension Scripts {
    fileprivate var unreadableHoursCount: Int64 {
        Int64(names.count { self[$0]?.hours == .unreadable })
    }
}
