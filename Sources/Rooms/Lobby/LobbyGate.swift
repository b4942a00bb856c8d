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
        /// Who has written so many lines in public may be a child; who writes more goes behind her.
        var fewLinesMax = 2
        /// So many waiting here are a crowd, of which the team is told.
        var crowdCount = 50
        /// So many wait here at most; whoever is left out is found at the next look through the
        /// lobby.
        var waitingCountMax = 5_000
        /// So many rooms are kept for whoever has come just now, within the last moments: after a
        /// storm nobody waits for those who came in it.
        var reservedRoomCount = 2
        var freshMilliseconds: Int64 = 10_000
        /// One account's invitations into rooms of its own making are followed so often within the
        /// span, and so many of all accounts.
        var invitationsMax = 3
        var invitationsOfAllMax = 30
    }

    struct Arrival: Sendable {
        /// By what it was noticed that she is there.
        enum Sign: String, Sendable {
            /// She came in, as `/sync` and `/members` tell.
            case coming = "matrix"
            /// She wrote, or asked the bot elsewhere, and had not been noticed before.
            case word = "lobby"
        }

        let user: UserID
        /// The event with which she came; names the delivery, so that she is met once for it.
        let event: EventID
        var sign = Sign.coming
        /// How many lines she has written there: one goes ahead of those who only stand there, many
        /// behind those who wrote few.
        var lineCount = 0
        var at: Int64 = 0

        var delivery: DeliveryID { DeliveryID("\(sign.rawValue)/\(event.rawValue)") }
    }

    /// What becomes of an invitation into a room of somebody's own making.
    enum Answer: Sendable, Hashable {
        /// The room is looked into and left again with a word of why.
        case atOnce
        /// So many ask that she waits in line like everybody; the room is not looked into.
        case inLine
        /// She was answered often enough just now.
        case none
    }

    private struct Meeting {
        let event: EventID
        let at: Int64
    }

    private struct State {
        var waiting: [BotName: [Arrival]] = [:]
        var met: [UserID: [Meeting]] = [:]
        var crowded: Set<BotName> = []
        var digests = RecentDeeds<String>()
        /// Who has gone ahead by a word.
        var spoken: [UserID: Int64] = [:]
        var invitations = RecentDeeds<RoomID>()

        /// The newest is met first.
        mutating func add(_ arrival: Arrival, at bot: BotName, _ limits: Limits) {
            waiting[bot, default: []].append(arrival)
            if waiting[bot, default: []].count > limits.waitingCountMax {
                waiting[bot]?.removeFirst()
            }
        }

        /// Who has spoken first, little before much, and among them the newest.
        ///
        /// Of the last rooms nothing is for whoever has waited longer: she gets the next one made.
        func place(
            ofNextAt bot: BotName,
            _ free: Int,
            _ limits: Limits,
            now: Int64
        ) -> Int? {
            let waiting = waiting[bot, default: []]
            let few = 1...limits.fewLinesMax
            let spoken =
                waiting.lastIndex { few ~= $0.lineCount && mayBeMet($0.user, limits) }
                ?? waiting.lastIndex { $0.lineCount > 0 && mayBeMet($0.user, limits) }
            if let spoken { return spoken }
            let isShort = free <= limits.reservedRoomCount
            return waiting.lastIndex { arrival in
                let isFresh = abs(now - arrival.at) < limits.freshMilliseconds
                return (isFresh || !isShort) && mayBeMet(arrival.user, limits)
            }
        }

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
        let now = wallClock.milliseconds
        let isNews = state.withLock { state in
            let wasMet = state.met[user]?.contains { $0.event == event } ?? false
            guard !wasMet else { return false }
            state.waiting[bot, default: []].removeAll { $0.user == user }
            state.add(Arrival(user: user, event: event, at: now), at: bot, limits)
            return true
        }
        if isNews { bell.ring() }
    }

    /// Somebody who stands there has written: in a storm a sign of life, so she goes ahead of those
    /// who only stand there.
    ///
    /// That helps once within the span: writing much is no way past others. Who was met a moment
    /// ago is only answered.
    func hear(_ user: UserID, by event: EventID, at bot: BotName) {
        let now = wallClock.milliseconds
        let isNews = state.withLock { state in
            let span = limits.spanMilliseconds
            state.spoken = state.spoken.filter { $0.value <= now && $0.value > now - span }
            state.forgetMeetings(before: now, limits)
            let place = state.waiting[bot]?.firstIndex { $0.user == user }
            if let place { state.waiting[bot]?[place].lineCount += 1 }
            guard state.spoken[user] == nil, place != nil || state.met[user] == nil else {
                return false
            }
            state.spoken[user] = now
            let known = place.flatMap { state.waiting[bot]?.remove(at: $0) }
            var arrival = known ?? Arrival(user: user, event: event, sign: .word)
            arrival.lineCount = max(1, arrival.lineCount)
            state.add(arrival, at: bot, limits)
            return true
        }
        if isNews { bell.ring() }
    }

    /// Somebody was found in the lobby who may have come long ago: behind all others, where she is
    /// not known yet.
    func find(_ user: UserID, by event: EventID, at bot: BotName) {
        state.withLock { state in
            let isKnown = state.waiting[bot]?.contains { $0.user == user } ?? false
            let isFull = state.waiting[bot, default: []].count >= limits.waitingCountMax
            guard !isKnown, !isFull else { return }
            state.waiting[bot, default: []].insert(Arrival(user: user, event: event), at: 0)
        }
    }

    /// She has gone again.
    func drop(_ user: UserID, at bot: BotName) {
        state.withLock { $0.waiting[bot]?.removeAll { $0.user == user } }
    }

    /// How many rooms there should be for those who wait and for whoever comes next.
    func roomsWanted(at bot: BotName, spare: Int) -> Int {
        spare + limits.reservedRoomCount + count(at: bot)
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
    ///
    /// `free` rooms stand ready for her and for others.
    func next(at bot: BotName, free: Int = .max) -> Arrival? {
        let now = wallClock.milliseconds
        return state.withLock { state in
            state.forgetMeetings(before: now, limits)
            let index = state.place(ofNextAt: bot, free, limits, now: now)
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
            state.digests.keep(limits.spanMilliseconds, before: now)
            let isAgain = state.digests.contains(name, by: user)
            guard isAgain || state.digests.count(of: user) < limits.digestsMax else { return false }
            state.digests.note(name, by: user, at: now)
            return true
        }
    }

    /// Somebody asks the bot into a room of her own making; the same room again is no news.
    func answer(_ user: UserID, asking room: RoomID) -> Answer {
        let now = wallClock.milliseconds
        return state.withLock { state in
            state.invitations.keep(limits.spanMilliseconds, before: now)
            if state.invitations.contains(room, by: user) { return .atOnce }
            guard state.invitations.count(of: user) < limits.invitationsMax else { return .none }
            guard state.invitations.count < limits.invitationsOfAllMax else { return .inLine }
            state.invitations.note(room, by: user, at: now)
            return .atOnce
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
