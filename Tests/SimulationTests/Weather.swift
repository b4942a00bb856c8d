import Synchronization

/// What goes wrong now.
final class Weather: Sendable {
    /// A way for one call over the network to go wrong.
    enum Mishap: String, Sendable, CaseIterable {
        case unreachable, lostBefore, lostAfter, limited, failedBefore, failedAfter, proxyPage
        case hang, doneLate, slow, doubled, gibberish
    }

    /// How the disk is.
    enum Disk: Sendable {
        case fine
        /// Nothing can be written.
        case full
        /// Now and then a commit is reported as failed; it may be on the disk all the same.
        case failing
    }

    struct Now: Sendable {
        /// Calls to the homeserver that go wrong, in a thousand.
        var roughHomeserver = 0
        /// Calls to the homeserver that are answered with 429 only, in a thousand.
        var limitedHomeserver = 0
        /// Whether nothing is ever long on its way.
        var isBrisk = false
        /// How long the homeserver takes to make a room.
        var roomMilliseconds: Int64 = 0
        /// Calls of browsers that go wrong, in a thousand.
        var roughWeb = 0
        /// Whether the bridge and the homeserver cannot reach each other.
        var isParted = false
        var disk = Disk.fine
    }

    private let chance: Chance
    private let state = Mutex(Now())

    init(chance: Chance) {
        self.chance = chance
    }

    var now: Now { state.withLock { $0 } }

    func change(_ body: (inout Now) -> Void) {
        state.withLock { body(&$0) }
    }

    /// What happens to the next call to the homeserver; nothing: it goes well.
    func mishapAtHomeserver() -> Mishap? {
        let now = now
        if now.limitedHomeserver > 0, chance.happens(now.limitedHomeserver) { return .limited }
        return chance.happens(now.roughHomeserver) ? chance.one(of: Mishap.allCases) : nil
    }

    func mishapOnWeb() -> Mishap? {
        let ways: [Mishap] = [.unreachable, .lostBefore, .lostAfter, .slow, .doubled, .doneLate]
        return chance.happens(now.roughWeb) ? chance.one(of: ways) : nil
    }
}
