internal import Desk
internal import Matrix
internal import Relay
internal import Synchronization

/// Those who stand in the lobby and were not met yet.
///
/// Nothing of it is written down: who stands there the homeserver knows, and it is asked at start.
/// The newest is met first, so that in a storm whoever has just come is not behind a thousand
/// others; and nobody is met again and again.
final class LobbyGate: Sendable {
    /// The numbers of the gate.
    struct Limits: Sendable {
        /// One account is met so often within the span.
        var meetingsMax = 3
        var spanMilliseconds: Int64 = 600_000
        /// One account has so many slow digests made within the span.
        var digestsMax = 5
        /// So many waiting here are a crowd, of which the team is told.
        var crowdCount = 50
    }

    struct Arrival: Sendable {
        let user: UserID
        /// The event with which she came; names the delivery, so that she is met once for it.
        let event: EventID
    }

    private struct Meeting {
        let event: EventID
        let at: Int64
    }

    private struct State {
        var waiting: [BotName: [Arrival]] = [:]
        var met: [UserID: [Meeting]] = [:]
        var crowded: Set<BotName> = []
        var digests: [UserID: [String: Int64]] = [:]

        func mayBeMet(_ user: UserID, _ limits: Limits) -> Bool {
            met[user, default: []].count < limits.meetingsMax
        }

        /// What the clock, which may have been set, puts outside of the span.
        mutating func forgetMeetings(before now: Int64, _ limits: Limits) {
            met = met.compactMapValues { meetings in
                let recent = meetings.filter {
                    $0.at <= now && $0.at > now - limits.spanMilliseconds
                }
                return recent.isEmpty ? nil : recent
            }
        }
    }

    let bell = Bell()
    private let limits: Limits
    private let wallClock: WallClock
    private let state = Mutex(State())

    init(limits: Limits = Limits(), wallClock: WallClock) {
        (self.limits, self.wallClock) = (limits, wallClock)
    }

    /// Somebody has come.
    ///
    /// What `/sync` told is told once more by the push that rang: that is no second coming.
    func note(_ user: UserID, by event: EventID, at bot: BotName) {
        let isNews = state.withLock { state in
            let wasMet = state.met[user]?.contains { $0.event == event } ?? false
            guard !wasMet else { return false }
            state.waiting[bot, default: []].removeAll { $0.user == user }
            state.waiting[bot, default: []].append(Arrival(user: user, event: event))
            return true
        }
        if isNews { bell.ring() }
    }

    /// Somebody was found in the lobby who may have come long ago: behind all others, where she is
    /// not known yet.
    func find(_ user: UserID, by event: EventID, at bot: BotName) {
        state.withLock { state in
            let isKnown = state.waiting[bot]?.contains { $0.user == user } ?? false
            guard !isKnown else { return }
            state.waiting[bot, default: []].insert(Arrival(user: user, event: event), at: 0)
        }
    }

    /// She has gone again.
    func drop(_ user: UserID, at bot: BotName) {
        state.withLock { $0.waiting[bot]?.removeAll { $0.user == user } }
    }

    /// How many wait who may be met now.
    func count(at bot: BotName) -> Int {
        let now = wallClock.milliseconds
        return state.withLock { state in
            state.forgetMeetings(before: now, limits)
            return state.waiting[bot]?.count { state.mayBeMet($0.user, limits) } ?? 0
        }
    }

    /// Who is met next; nothing where nobody waits who may be met now.
    func next(at bot: BotName) -> Arrival? {
        let now = wallClock.milliseconds
        return state.withLock { state in
            state.forgetMeetings(before: now, limits)
            let index = state.waiting[bot]?.lastIndex { state.mayBeMet($0.user, limits) }
            guard let index, let arrival = state.waiting[bot]?.remove(at: index) else {
                return nil
            }
            state.met[arrival.user, default: []].append(Meeting(event: arrival.event, at: now))
            return arrival
        }
    }

    /// She could not be met: it counts as no meeting, and she stands first again.
    ///
    /// No bell is rung: what failed a moment ago would fail again.
    func putBack(_ arrival: Arrival, at bot: BotName) {
        state.withLock { state in
            state.met[arrival.user]?.removeLast()
            let isKnown = state.waiting[bot]?.contains { $0.user == arrival.user } ?? false
            if !isKnown { state.waiting[bot, default: []].append(arrival) }
        }
    }

    /// Whether a slow digest may be made for somebody now; for the same thing again it may.
    func mayHaveDigest(_ user: UserID, for name: String) -> Bool {
        let now = wallClock.milliseconds
        return state.withLock { state in
            let span = limits.spanMilliseconds
            state.digests = state.digests.compactMapValues { made in
                let recent = made.filter { $0.value <= now && $0.value > now - span }
                return recent.isEmpty ? nil : recent
            }
            let made = state.digests[user, default: [:]]
            guard made[name] != nil || made.count < limits.digestsMax else { return false }
            state.digests[user, default: [:]][name] = now
            return true
        }
    }

    /// How many wait, where that has just become a crowd: once until nobody waits any more.
    func newCrowd(at bot: BotName) -> Int? {
        state.withLock { state in
            let count = state.waiting[bot]?.count ?? 0
            if count == 0 { state.crowded.remove(bot) }
            guard count >= limits.crowdCount else { return nil }
            return state.crowded.insert(bot).inserted ? count : nil
        }
    }
}
