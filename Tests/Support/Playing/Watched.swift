import Synchronization

/// A value that a test can wait on until it is as expected.
public final class Watched<Value: Sendable>: Sendable {
    private struct Watcher {
        let id: Int
        let isExpected: @Sendable (Value) -> Bool
        let answer: CheckedContinuation<Value, Never>
    }

    private struct State {
        var value: Value
        var watchers: [Watcher] = []
        var lastID = 0

        mutating func release(_ mustGo: (Watcher) -> Bool) -> [Watcher] {
            let due = watchers.filter(mustGo)
            watchers.removeAll(where: mustGo)
            return due
        }
    }

    private let state: Mutex<State>

    /// A value to begin with.
    public init(_ value: Value) {
        state = Mutex(State(value: value))
    }

    /// The value now.
    public var value: Value { state.withLock(\.value) }

    /// Changes the value; whoever waits for what it is then goes on.
    @discardableResult
    public func change<Outcome: Sendable>(_ body: @Sendable (inout Value) -> Outcome) -> Outcome {
        let (outcome, value, due) = state.withLock { state in
            let outcome = body(&state.value)
            let value = state.value
            return (outcome, value, state.release { $0.isExpected(value) })
        }
        for watcher in due { watcher.answer.resume(returning: value) }
        return outcome
    }

    /// Returns when the value is as expected, or at once when the test has run out of time.
    @discardableResult
    public func until(_ isExpected: @escaping @Sendable (Value) -> Bool) async -> Value {
        let id = state.withLock { state in
            state.lastID += 1
            return state.lastID
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { answer in
                let value = state.withLock { state -> Value? in
                    if isExpected(state.value) || Task.isCancelled { return state.value }
                    state.watchers.append(Watcher(id: id, isExpected: isExpected, answer: answer))
                    return nil
                }
                if let value { answer.resume(returning: value) }
            }
        } onCancel: {
            let (value, due) = state.withLock { state in
                (state.value, state.release { $0.id == id })
            }
            for watcher in due { watcher.answer.resume(returning: value) }
        }
    }
}
