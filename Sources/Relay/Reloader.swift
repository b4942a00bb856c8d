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
    private let read: @Sendable () -> Result<[Script], Complaints>

    /// Why files cannot be used.
    public struct Complaints: Error {
        let text: String

        /// Complaints, one a line.
        public init(_ text: String) { self.text = text }
    }

    /// A reloader of some files; `read` reads and checks them and must not look at anything else.
    public init(
        scripts: Scripts,
        switchboard: Switchboard,
        gauges: Gauges,
        wallClock: WallClock,
        logger: Logger,
        read: @escaping @Sendable () -> Result<[Script], Complaints>
    ) {
        (self.scripts, self.switchboard, self.gauges) = (scripts, switchboard, gauges)
        (self.wallClock, self.logger, self.read) = (wallClock, logger, read)
        gauges[.bots] = Int64(scripts.names.count)
        gauges[.botsWithUnreadableHours] = scripts.unreadableHoursCount
    }

    /// Waits for `SIGHUP` until the process ends.
    public func run() async {
        for await _ in await UnixSignalsSequence(trapping: .sighup).cancelOnGracefulShutdown() {
            await reloadUnasked()
        }
    }

    /// Reads the files and puts them live, or keeps the old ones.
    ///
    /// One after the other: whoever asks meanwhile gets what the files say afterwards.
    public func reload() -> Outcome {
        switch read().flatMap(sameBots) {
        case .success(let new):
            scripts.replace(new)
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
        for bot in scripts.names {
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
