internal import Desk
internal import Relay
internal import Synchronization

/// How often return codes were tried lately, by a tab and from where it is.
///
/// It decides who comes first in the one line of slow work, and shuts out nobody: whoever has tried
/// less, in her tab and where she is. Who guesses with a thousand tabs, each of them new, stands
/// behind the child who comes with one code, and behind the one who mistyped hers: each try makes
/// the next one from there come later, so that whoever waits there does not wait for long either.
/// Against a flood from a thousand places it does not help whoever mistyped.
final class Tries: Sendable {
    /// A try of the tab's own counts as many from where it is: so many begin a talk there at once,
    /// and a whole class may come back on the same evening.
    private let ownTry: Int

    private struct State {
        var salt = Salt()
        var counts: Generations<UInt64, Int>
    }

    private let state: Mutex<State>

    init(_ limits: WebLimits) {
        ownTry = limits.arrivalsPerAddress.atOnce
        state = Mutex(
            State(
                counts: Generations(
                    countMax: limits.addressesMax,
                    periodMilliseconds: limits.addressPeriodMilliseconds
                )
            )
        )
    }

    /// One more.
    ///
    /// - Returns: Its place: the smaller, the sooner.
    func begin(_ visitor: VisitorKey, from network: Network?, at now: Int64) -> Int {
        state.withLock { state in
            Self.sweep(&state, at: now)
            let place = network.map { state.salt.mark($0.name) }
            let own = state.counts[visitor.mark] ?? 0
            let others = place.flatMap { state.counts[$0] } ?? 0
            state.counts[visitor.mark] = own + 1
            if let place { state.counts[place] = others + 1 }
            return own * ownTry + others
        }
    }

    /// It was not made after all.
    func undo(_ visitor: VisitorKey, from network: Network?) {
        state.withLock { state in
            let marks = [visitor.mark] + (network.map { [state.salt.mark($0.name)] } ?? [])
            for mark in marks {
                let count = state.counts[mark] ?? 0
                state.counts[mark] = count > 1 ? count - 1 : nil
            }
        }
    }

    /// Forgets whoever was not seen for a while, whether anybody comes or not.
    func sweep(at now: Int64) {
        state.withLock { Self.sweep(&$0, at: now) }
    }

    private static func sweep(_ state: inout State, at now: Int64) {
        if state.salt.turn(at: now) { state.counts.removeAll() }
        state.counts.turn(at: now)
    }
}
