public import Desk
internal import Synchronization

/// Knows how long nothing has come through from the homeserver.
///
/// Whoever reads from it says when that worked. Time is counted by waiting, never by the clock on
/// the wall, which may jump.
public final class Lifeline: Sendable {
    /// After how long of silence what is done.
    public struct Limits: Sendable {
        /// It is looked so often.
        public var lookEverySeconds = 5
        /// Whoever waits or talks is told after this.
        public var tellAfterSeconds = 60
        /// Nobody more is let in after this.
        public var closeAfterSeconds = 300

        /// The usual numbers.
        public init() {}
    }

    private struct State {
        var hasWorked = false
        var isCaughtUp = false
        var silentSeconds = 0
        var isDown = false
        var withoutTeam: Set<BotName> = []
    }

    let limits: Limits
    private let isWatched: Bool
    private let state = Mutex(State())
    private let whoWaits = Mutex<[@Sendable () -> Void]>([])
    private let whoKeepsTime = Mutex<[@Sendable () -> Void]>([])

    /// A lifeline that has not been heard of yet.
    ///
    /// It counts as whole until something fails, or nothing has come through for as long as anybody
    /// is told: whoever answers a question while the bridge starts must not find a closed door.
    public convenience init(limits: Limits = Limits()) {
        self.init(limits: limits, isWatched: true)
    }

    private init(limits: Limits, isWatched: Bool) {
        (self.limits, self.isWatched) = (limits, isWatched)
    }

    /// One that nobody watches: for houses without a homeserver.
    public static let unwatched = Lifeline(limits: Limits(), isWatched: false)

    /// The homeserver has answered; what it told is not written down yet.
    ///
    /// Whoever waits for it to be back waits on: what is on its way may be in that answer.
    public func answered() {
        state.withLock { ($0.hasWorked, $0.silentSeconds) = (true, 0) }
    }

    /// Something came through just now, and is written down.
    public func worked() {
        let isBack = state.withLock { state in
            defer { (state.hasWorked, state.silentSeconds, state.isDown) = (true, 0, false) }
            return state.isDown
        }
        if isBack { for act in whoWaits.withLock(\.self) { act() } }
    }

    /// It was tried, and nothing came through.
    public func failed() {
        let isFirst = state.withLock { state in
            defer { state.isDown = true }
            return !state.isDown && !state.isCaughtUp
        }
        if isFirst { for act in whoKeepsTime.withLock(\.self) { act() } }
    }

    /// All that had happened before the start was heard.
    public func caughtUp() {
        let isFirst = state.withLock { state in
            defer { state.isCaughtUp = true }
            return !state.isCaughtUp
        }
        if isFirst { for act in whoKeepsTime.withLock(\.self) { act() } }
    }

    /// Whether time may be kept.
    ///
    /// After a start a counsellor's line is heard before the reminder that she has written none.
    /// While nothing comes through there is nothing to wait for.
    var mayKeepTime: Bool {
        guard isWatched else { return true }
        let state = state.withLock(\.self)
        return state.isCaughtUp || state.isDown || state.silentSeconds >= limits.tellAfterSeconds
    }

    /// Called when something comes through again after nothing did.
    func whenBack(_ act: @escaping @Sendable () -> Void) {
        if isWatched { whoWaits.withLock { $0.append(act) } }
    }

    /// Called when time may be kept.
    func whenTimeMayBeKept(_ act: @escaping @Sendable () -> Void) {
        if isWatched { whoKeepsTime.withLock { $0.append(act) } }
    }

    /// The staff room of a bot is not the bot's any more: nobody can be called.
    public func loseTeam(of bot: BotName) {
        state.withLock { _ = $0.withoutTeam.insert(bot) }
    }

    /// It is the bot's again.
    public func findTeam(of bot: BotName) {
        state.withLock { _ = $0.withoutTeam.remove(bot) }
    }

    /// Whose staff room is not theirs any more.
    public var botsWithoutTeam: Set<BotName> { state.withLock(\.withoutTeam) }

    /// How far a bot reaches its counsellors.
    public func reach(of bot: BotName) -> Reach {
        let (isWithoutTeam, reach) = (botsWithoutTeam.contains(bot), reach)
        guard isWithoutTeam else { return reach }
        return Reach(
            isCutOff: reach.isCutOff,
            isShut: true,
            isWithoutTeam: true,
            isUntried: reach.isUntried
        )
    }

    /// How far the house reaches.
    public var reach: Reach {
        guard isWatched else { return .usual }
        let state = state.withLock(\.self)
        let isCutOff = state.silentSeconds >= limits.tellAfterSeconds
        let hasNotBegun = !state.hasWorked && (state.isDown || isCutOff)
        return Reach(
            isCutOff: isCutOff,
            isShut: hasNotBegun || state.silentSeconds >= limits.closeAfterSeconds,
            isUntried: !state.hasWorked
        )
    }

    /// Whether anything has come through since the start.
    var hasWorked: Bool { state.withLock(\.hasWorked) }

    /// So much time has gone by, in which nothing may have come through.
    func wait(seconds: Int) {
        state.withLock { $0.silentSeconds += seconds }
    }
}
