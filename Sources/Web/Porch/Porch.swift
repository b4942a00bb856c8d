internal import Desk
internal import Relay
internal import Synchronization

/// Where arrivals wait a moment when very many come at once.
///
/// Nobody is ever turned away for her address: a school has one for all its children, and one of
/// them may be the reason why there are many. After a generous number at once, whoever comes from
/// there gets a turn: her tab is let in a little later, for certain, and its page waits for that by
/// itself. That costs a child twenty seconds, and whoever presses "start" again and again twenty
/// seconds each time. The same holds for the whole house, with larger numbers. Whoever is in a talk
/// already has nothing to do with this.
///
/// What remains: turns are given at a rate too, or they would be no limit. A program that asks for
/// more turns than there are, all the time and from the same address, makes the others there try
/// several times; never those who come from elsewhere.
final class Porch: Sendable {
    enum Answer: Equatable {
        case welcome
        case later(seconds: Int)
    }

    /// What is left for one address, or for the house.
    private struct Lane {
        var arrivals: Bucket
        var turns: Bucket
    }

    private struct State {
        var salt = Salt()
        var house: Lane
        var addresses: Generations<UInt64, Lane>
        /// When the tab that has a turn may come in.
        var turns: Generations<UInt64, Int64>
    }

    private let limits: WebLimits
    private let state: Mutex<State>

    init(_ limits: WebLimits) {
        self.limits = limits
        state = Mutex(
            State(
                house: Self.lane(limits, limits.arrivals, at: 0),
                addresses: Generations(
                    countMax: limits.addressesMax,
                    // Whoever is forgotten had all of it again.
                    periodMilliseconds: limits.addressPeriodMilliseconds
                ),
                turns: Generations(
                    countMax: limits.turnsMax,
                    periodMilliseconds: limits.turnSecondsMax * 1_000
                )
            )
        )
    }

    /// Somebody wants to begin a talk.
    ///
    /// `network` is nothing where her address is not known or shall not count.
    func enter(_ visitor: VisitorKey, from network: Network?, at now: Int64) -> Answer {
        state.withLock { state in
            Self.sweep(&state, at: now)
            let tab = visitor.mark
            if let due = state.turns[tab] {
                let left = min(due - now, wait)
                guard left <= 0 else { return .later(seconds: Self.seconds(left)) }
                state.turns[tab] = nil
                return .welcome
            }
            return enterWithoutTurn(tab, network.map { state.salt.mark($0.name) }, &state, now)
        }
    }

    /// Forgets whoever was not seen for a while, whether anybody comes or not.
    func sweep(at now: Int64) {
        state.withLock { Self.sweep(&$0, at: now) }
    }

    private static func sweep(_ state: inout State, at now: Int64) {
        if state.salt.turn(at: now) { state.addresses.removeAll() }
        state.addresses.turn(at: now)
        state.turns.turn(at: now)
    }

    /// How many addresses are remembered now; not which.
    var addressCount: Int { state.withLock { $0.addresses.count } }

    private func enterWithoutTurn(
        _ tab: UInt64,
        _ address: UInt64?,
        _ state: inout State,
        _ now: Int64
    ) -> Answer {
        let (own, all) = (limits.arrivalsPerAddress, limits.arrivals)
        fill(&state.house, all, at: now)
        var lane = address.map { address in
            var lane = state.addresses[address] ?? Self.lane(limits, own, at: now)
            fill(&lane, own, at: now)
            return lane
        }
        defer { if let address, let lane { state.addresses[address] = lane } }
        let isFree = (house: state.house.arrivals.hasOne, own: lane?.arrivals.hasOne ?? true)
        if isFree == (true, true) {
            state.house.arrivals.takeOne()
            lane?.arrivals.takeOne()
            return .welcome
        }
        let hasTurn =
            (isFree.house || state.house.turns.hasOne)
            && (isFree.own || lane?.turns.hasOne ?? true)
        if hasTurn {
            if !isFree.house { state.house.turns.takeOne() }
            if !isFree.own { lane?.turns.takeOne() }
            state.turns[tab] = now + wait
        }
        return .later(seconds: Self.seconds(wait))
    }

    private var wait: Int64 { Int64(limits.turnSeconds) * 1_000 }

    private func fill(_ lane: inout Lane, _ arrivals: Allowance, at now: Int64) {
        lane.arrivals.fill(arrivals, at: now)
        lane.turns.fill(limits.turns(arrivals), at: now)
    }

    private static func lane(
        _ limits: WebLimits,
        _ arrivals: Allowance,
        at now: Int64
    ) -> Lane {
        Lane(
            arrivals: Bucket(arrivals, at: now),
            turns: Bucket(limits.turns(arrivals), at: now)
        )
    }

    private static func seconds(_ milliseconds: Int64) -> Int {
        Int((milliseconds + 999) / 1_000)
    }
}

extension WebLimits {
    /// An address that was quiet for so long has all of its arrivals and turns again.
    var addressPeriodMilliseconds: Int64 {
        max(arrivalsPerAddress.fillMilliseconds, turns(arrivalsPerAddress).fillMilliseconds)
    }

    /// Turns for whoever comes when the arrivals of a lane are used up: twice as many, again and
    /// again.
    func turns(_ arrivals: Allowance) -> Allowance {
        let atOnce = 2 * arrivals.atOnce
        return Allowance(atOnce: atOnce, perMinute: max(1, atOnce * 60 / turnSeconds))
    }
}

extension VisitorKey {
    /// A part of the digest of her secret: enough to know the tab again, for a minute.
    var mark: UInt64 { UInt64(rawValue.prefix(16), radix: 16) ?? 0 }
}
