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
        /// One account has so many digests made within the span.
        var digestsMax = 5
        /// So many waiting here are a crowd, of which the team is told.
        var crowdCount = 50
    }

    struct Arrival: Sendable {
        let user: UserID
        /// The event with which she came; names the delivery, so that she is met once for it.
        let event: EventID
    }

    private struct State {
        var waiting: [BotName: [Arrival]] = [:]
        var met: [UserID: [Int64]] = [:]
        var crowded: Set<BotName> = []
        /// The comings for which somebody was met.
        var comings: [UserID: EventID] = [:]
        var digests: [UserID: [String: Int64]] = [:]
    }

    let bell = Bell()
    private let limits: Limits
    private let wallClock: WallClock
    private let state = Mutex(State())

    init(limits: Limits = Limits(), wallClock: WallClock) {
        (self.limits, self.wallClock) = (limits, wallClock)
    }

    func note(_ user: UserID, by event: EventID, at bot: BotName) {
        state.withLock { state in
            // The same coming is told twice: by what is pushed, and by what is read.
            guard state.comings[user] != event else { return }
            state.waiting[bot, default: []].removeAll { $0.user == user }
            state.waiting[bot, default: []].append(Arrival(user: user, event: event))
        }
        bell.ring()
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

    /// That she was met could not be written down: she is the next one again.
    func putBack(_ arrival: Arrival, at bot: BotName) {
        state.withLock { state in
            state.comings[arrival.user] = nil
            state.met[arrival.user]?.removeLast()
            state.waiting[bot, default: []].append(arrival)
        }
    }

    /// She has gone again.
    func drop(_ user: UserID, at bot: BotName) {
        state.withLock { $0.waiting[bot]?.removeAll { $0.user == user } }
    }

    func count(at bot: BotName) -> Int {
        state.withLock { $0.waiting[bot]?.count ?? 0 }
    }

    /// Who is met next; nothing where nobody waits who may be met now.
    func next(at bot: BotName) -> Arrival? {
        let now = wallClock.milliseconds
        return state.withLock { state in
            let span = limits.spanMilliseconds
            state.met = state.met.compactMapValues { times in
                let recent = times.filter { $0 <= now && $0 > now - span }
                return recent.isEmpty ? nil : recent
            }
            let index = state.waiting[bot]?.lastIndex {
                state.met[$0.user, default: []].count < limits.meetingsMax
            }
            guard let index, let arrival = state.waiting[bot]?.remove(at: index) else {
                return nil
            }
            state.met[arrival.user, default: []].append(now)
            state.comings = state.comings.filter { state.met[$0.key] != nil }
            state.comings[arrival.user] = arrival.event
            return arrival
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
