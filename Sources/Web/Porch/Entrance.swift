internal import Desk
internal import Hummingbird
internal import Relay

/// The numbers at the visitors' door, kept: who may begin a talk now, and how fast a tab may speak.
struct Entrance: Sendable {
    private let porch: Porch
    private let turnstile: Turnstile
    private let gauges: Gauges
    private let lines: Pace
    private let signs: Pace
    private let digests: Pace
    private let tries: Tries
    private let addresses: AddressSource
    private let wallClock: WallClock

    init(
        _ limits: WebLimits,
        addresses: AddressSource = .nobody,
        wallClock: WallClock,
        gauges: Gauges = Gauges()
    ) {
        (porch, turnstile) = (Porch(limits), Turnstile(limits))
        (lines, signs) = (Pace(limits.linesPerTab), Pace(limits.signsPerTab))
        (digests, tries) = (Pace(limits.digestsPerTab), Tries(limits))
        (self.addresses, self.wallClock, self.gauges) = (addresses, wallClock, gauges)
    }

    /// What work stands between a visitor and her talk.
    func toll(
        _ work: Work?,
        of visitor: Visitor,
        _ request: Request,
        _ context: DoorContext
    ) -> Turnstile.Toll {
        let toll = turnstile.toll(work, of: visitor.key, caller(visitor, request, context))
        gauges[.workLevel] = Int64(turnstile.level(at: wallClock.milliseconds))
        return toll
    }

    /// The work itself.
    func puzzle(for visitor: Visitor, _ request: Request, _ context: DoorContext) -> Puzzle {
        turnstile.puzzle(for: visitor.key, caller(visitor, request, context))
    }

    /// How long whoever cannot work has to wait.
    func wait(
        _ ticket: String?,
        of visitor: Visitor,
        _ request: Request,
        _ context: DoorContext
    ) -> Turnstile.Wait {
        let wait = turnstile.wait(ticket, caller(visitor, request, context))
        gauges[.workLevel] = Int64(turnstile.level(at: wallClock.milliseconds))
        return wait
    }

    /// Notes that work, or a ticket, is used; false where it was used meanwhile.
    func use(_ mark: UInt64) -> Bool {
        turnstile.use(mark, at: wallClock.milliseconds)
    }

    /// From where somebody comes, where that counts; it lives for one call.
    func network(of request: Request, _ context: DoorContext) -> Network? {
        addresses.network(of: request, context)
    }

    private func caller(
        _ visitor: Visitor,
        _ request: Request,
        _ context: DoorContext
    ) -> Turnstile.Caller {
        let network = addresses.network(of: request, context)
        return .init(bot: visitor.bot, network: network, instant: wallClock.milliseconds)
    }

    /// After how many seconds a talk may begin; nothing when it may now.
    func secondsToWait(
        _ visitor: VisitorKey,
        _ request: Request,
        _ context: DoorContext
    ) -> Int? {
        let network = addresses.network(of: request, context)
        switch porch.enter(visitor, from: network, at: wallClock.milliseconds) {
        case .welcome: return nil
        case .later(let seconds): return seconds
        }
    }

    /// Forgets marks of addresses by the clock: on a quiet evening nobody comes for hours, and the
    /// last ones would stay as long.
    func sweep(by clock: any Clock<Duration>, everySeconds seconds: Int64) async {
        // What is thrown is only the sleep that was broken off.
        while (try? await clock.sleep(for: .seconds(seconds))) != nil {
            porch.sweep(at: wallClock.milliseconds)
            tries.sweep(at: wallClock.milliseconds)
            gauges[.workLevel] = Int64(turnstile.level(at: wallClock.milliseconds))
        }
    }

    /// How many addresses are remembered now; not which.
    var addressCount: Int { porch.addressCount }

    /// Lets a line through, or throws when it may be sent.
    func admitLine(of visitor: VisitorKey) throws(Declined) {
        try admit(visitor, by: lines)
    }

    /// The same for what is only a sign.
    func admitSign(of visitor: VisitorKey) throws(Declined) {
        try admit(visitor, by: signs)
    }

    /// The same for a return code that she types, or is given: `make` does it, after how many
    /// tries that count before hers.
    func digest<Made>(
        for visitor: VisitorKey,
        from network: Network?,
        _ make: (_ tries: Int) async throws -> Made
    ) async throws -> Made {
        try admit(visitor, by: digests)
        do {
            return try await make(
                tries.begin(visitor, from: network, at: wallClock.milliseconds)
            )
        } catch is TooManyWait {
            digests.giveBack(visitor)
            tries.undo(visitor, from: network)
            throw Declined.tooFast(afterSeconds: 2)
        }
    }

    private func admit(_ visitor: VisitorKey, by pace: Pace) throws(Declined) {
        if let seconds = pace.secondsToWait(visitor, at: wallClock.milliseconds) {
            throw Declined.tooFast(afterSeconds: seconds)
        }
    }
}
