internal import Desk
internal import Matrix
internal import Relay
internal import Synchronization

/// Where work is asked of a browser before a talk begins, when very many begin at once.
///
/// On an ordinary evening it stands open and costs nobody anything. The more come, the harder the
/// sum, up to a few seconds on an old phone: a child waits a moment, a program that begins talks by
/// the thousand needs machines. What is handed out is signed and not remembered, so that asking
/// costs us two digests; it is good for one bot, one tab, one address and some minutes. Nothing is
/// read from the ledger before the work is seen to be done.
///
/// Whoever has no scripts cannot work, and waits as long instead. A program could do that too, so
/// no more are let in by waiting than came in before anybody had to work.
final class Turnstile: Sendable {
    /// What stands between somebody and her talk.
    enum Toll: Equatable {
        case nothing
        /// The work is done; the mark is by which it is known once it is used.
        case paid(mark: UInt64)
        /// The work was done, and used already: good only for going on with that same talk.
        case used
        case owed
    }

    /// The same for whoever waits.
    enum Wait: Equatable {
        case nothing
        case over(mark: UInt64)
        /// With a ticket for the end of it; without one, the next try may get one.
        case seconds(Int, ticket: String?)
    }

    /// Who is asking.
    struct Caller {
        let bot: BotName
        let network: Network?
        /// In milliseconds since 1970.
        let instant: Int64
    }

    private struct State {
        var load = Load()
        var used: Generations<UInt64, Bool>
        var tickets: Bucket
    }

    private let limits: WebLimits
    private let stamp = Stamp()
    private let state: Mutex<State>

    init(_ limits: WebLimits) {
        self.limits = limits
        state = Mutex(
            State(
                used: Generations(
                    countMax: limits.workUsedMax,
                    periodMilliseconds: Int64(limits.workSecondsMax) * 1_000
                ),
                tickets: Bucket(limits.tickets, at: 0)
            )
        )
    }

    /// How hard the work is now: 0 while none is asked.
    func level(at now: Int64) -> Int {
        let load = state.withLock { $0.load.perMinute(at: now) }
        return (0..<limits.workLevelMax).prefix { load >= limits.workFromPerMinute << $0 }.count
    }

    /// Somebody wants to begin a talk, perhaps with work that she has done.
    func toll(_ work: Work?, of visitor: VisitorKey, _ caller: Caller) -> Toll {
        let level = level(at: caller.instant)
        guard level > 0 else {
            count(at: caller.instant)
            return .nothing
        }
        guard let work, let mark = mark(of: work, by: visitor, caller) else {
            count(at: caller.instant)
            return .owed
        }
        return isUsed(mark, at: caller.instant) ? .used : .paid(mark: mark)
    }

    /// The sum that she has to do.
    func puzzle(for visitor: VisitorKey, _ caller: Caller) -> Puzzle {
        let bits = limits.workBitsAtFirst + max(1, level(at: caller.instant)) - 1
        let until = caller.instant / 1_000 + Int64(limits.workSecondsMax)
        let head = "\(bits).\(until)"
        let mark = stamp.mark(Self.signed(head, visitor.rawValue, caller))
        return Puzzle(challenge: "\(head).\(mark)", bits: bits, parts: limits.workParts)
    }

    /// Notes that work, or a ticket, is used: it is good once.
    ///
    /// False where it was used meanwhile.
    func use(_ mark: UInt64, at now: Int64) -> Bool {
        state.withLock { state in
            state.used.turn(at: now)
            defer { state.used[mark] = true }
            return state.used[mark] != true
        }
    }

    /// Somebody without scripts wants to begin a talk, perhaps with a ticket for which she waited.
    func wait(_ ticket: String?, _ caller: Caller) -> Wait {
        let level = level(at: caller.instant)
        guard level > 0 else {
            count(at: caller.instant)
            return .nothing
        }
        let seconds = limits.waitSecondsPerLevel * level + 1
        guard let ticket, let due = due(ticket, caller) else {
            count(at: caller.instant)
            guard takeTicket(at: caller.instant) else {
                return .seconds(limits.turnSeconds, ticket: nil)
            }
            return .seconds(seconds, ticket: issue(afterSeconds: seconds, caller))
        }
        let left = due.milliseconds - caller.instant
        guard left <= 0 else { return .seconds(Int(left + 999) / 1_000, ticket: ticket) }
        return .over(mark: due.mark)
    }

    private func count(at now: Int64) {
        state.withLock { $0.load.count(at: now) }
    }

    private func isUsed(_ mark: UInt64, at now: Int64) -> Bool {
        state.withLock { state in
            state.used.turn(at: now)
            return state.used[mark] != nil
        }
    }

    private func takeTicket(at now: Int64) -> Bool {
        state.withLock { state in
            state.tickets.fill(limits.tickets, at: now)
            guard state.tickets.hasOne else { return false }
            state.tickets.takeOne()
            return true
        }
    }
}

// MARK: - What is signed

extension Turnstile {
    /// The mark of work that is ours, hers, of today and done; nothing for any other.
    private func mark(of work: Work, by visitor: VisitorKey, _ caller: Caller) -> UInt64? {
        let parts = work.challenge.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let bits = Int(parts[0]), let until = Int64(parts[1]),
            parts[0] == "\(bits)", parts[1] == "\(until)"
        else { return nil }
        let own = stamp.mark(Self.signed("\(bits).\(until)", visitor.rawValue, caller))
        guard constantTimeEquals(parts[2].utf8, own.utf8), until * 1_000 >= caller.instant,
            work.isDone(bits: bits, parts: limits.workParts)
        else { return nil }
        return UInt64(own.prefix(16), radix: 16)
    }

    private func issue(afterSeconds seconds: Int, _ caller: Caller) -> String {
        let head = "\(caller.instant + Int64(seconds) * 1_000).\(Stamp.chance())"
        return "\(head).\(stamp.mark(Self.signed(head, "ticket", caller)))"
    }

    /// When a ticket of ours may be used, unless it is used or too old.
    private func due(_ ticket: String, _ caller: Caller) -> (milliseconds: Int64, mark: UInt64)? {
        let parts = ticket.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let due = Int64(parts[0]) else { return nil }
        let own = stamp.mark(Self.signed("\(parts[0]).\(parts[1])", "ticket", caller))
        guard constantTimeEquals(parts[2].utf8, own.utf8),
            caller.instant - due <= Int64(limits.workSecondsMax) * 1_000,
            let mark = UInt64(own.prefix(16), radix: 16), !isUsed(mark, at: caller.instant)
        else { return nil }
        return (due, mark)
    }

    /// An address is part of what is signed and of nothing else: it is neither kept nor shown.
    private static func signed(_ head: String, _ whose: String, _ caller: Caller) -> String {
        [head, caller.bot.rawValue, whose, caller.network?.name ?? ""].joined(separator: "/")
    }
}

extension WebLimits {
    /// Tickets for whoever waits: as many as could begin before anybody had to work.
    var tickets: Allowance {
        Allowance(atOnce: workFromPerMinute, perMinute: workFromPerMinute)
    }
}
