import Synchronization

/// What will happen and when, in milliseconds since the simulation began; what falls together is
/// ordered by chance.
final class Agenda: Sendable {
    typealias Act = @Sendable () -> Void

    private struct Item: Sendable {
        let at: Int64
        let order: UInt64
        let id: Int
        let act: Act
    }

    private struct State {
        var now: Int64 = 0
        /// The next one stands last.
        var items: [Item] = []
        var lastID = 0
    }

    private let chance: Chance
    private let state = Mutex(State())

    init(chance: Chance) {
        self.chance = chance
    }

    var now: Int64 { state.withLock(\.now) }

    @discardableResult
    func after(_ milliseconds: Int64, _ act: @escaping Act) -> Int {
        let order = chance.bits()
        return state.withLock { state in
            state.lastID += 1
            let at = state.now + max(0, milliseconds)
            let item = Item(at: at, order: order, id: state.lastID, act: act)
            var low = 0
            var high = state.items.count
            while low < high {
                let middle = (low + high) / 2
                if Self.comes(state.items[middle], before: item) {
                    high = middle
                } else {
                    low = middle + 1
                }
            }
            state.items.insert(item, at: low)
            return item.id
        }
    }

    func strike(_ id: Int) {
        state.withLock { state in state.items.removeAll { $0.id == id } }
    }

    /// The next act before some time; the clock is moved to it.
    func take(before end: Int64) -> Act? {
        state.withLock { state in
            guard let item = state.items.last, item.at < end else {
                state.now = max(state.now, end)
                return nil
            }
            state.items.removeLast()
            state.now = item.at
            return item.act
        }
    }

    private static func comes(_ one: Item, before other: Item) -> Bool {
        (one.at, one.order, one.id) < (other.at, other.order, other.id)
    }
}

/// The agenda as a clock by which tasks can sleep.
struct AgendaClock: Clock {
    struct Instant: InstantProtocol {
        let milliseconds: Int64

        func advanced(by duration: Duration) -> Instant {
            Instant(milliseconds: milliseconds + duration.milliseconds)
        }
        func duration(to other: Instant) -> Duration {
            .milliseconds(other.milliseconds - milliseconds)
        }
        static func < (left: Instant, right: Instant) -> Bool {
            left.milliseconds < right.milliseconds
        }
    }

    let agenda: Agenda

    var now: Instant { Instant(milliseconds: agenda.now) }
    var minimumResolution: Duration { .milliseconds(1) }

    func sleep(until deadline: Instant, tolerance: Duration?) async throws {
        let promise = Promise<Bool>()
        let item = agenda.after(deadline.milliseconds - agenda.now) { promise.keep(true) }
        guard await promise.value(ifCancelled: false) else {
            agenda.strike(item)
            throw CancellationError()
        }
    }
}

extension Duration {
    var milliseconds: Int64 {
        components.seconds * 1_000 + components.attoseconds / 1_000_000_000_000_000
    }
}

/// A value that comes once; the first one counts.
final class Promise<Value: Sendable>: Sendable {
    private struct State {
        var value: Value?
        var waiter: CheckedContinuation<Value, Never>?
    }

    private let state = Mutex(State())

    func keep(_ value: Value) {
        let waiter = state.withLock { state -> CheckedContinuation<Value, Never>? in
            guard state.value == nil else { return nil }
            state.value = value
            defer { state.waiter = nil }
            return state.waiter
        }
        waiter?.resume(returning: value)
    }

    var isKept: Bool { state.withLock { $0.value != nil } }

    func value(ifCancelled instead: Value) async -> Value {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let value = state.withLock { state -> Value? in
                    if state.value == nil { state.waiter = continuation }
                    return state.value
                }
                if let value { continuation.resume(returning: value) }
            }
        } onCancel: {
            keep(instead)
        }
    }
}
