import Synchronization

/// A value that a test can wait on until it is as expected.
final class Watched<Value: Sendable>: Sendable {
    private struct State {
        var value: Value
        var waiting: [Int: Waiting] = [:]
        var lastID = 0
    }

    private struct Waiting {
        let isExpected: @Sendable (Value) -> Bool
        let answer: CheckedContinuation<Value, any Error>
    }

    private let state: Mutex<State>

    init(_ value: Value) {
        state = Mutex(State(value: value))
    }

    var value: Value { state.withLock(\.value) }

    func change(_ body: @Sendable (inout Value) -> Void) {
        let (value, pleased) = state.withLock { state in
            body(&state.value)
            let value = state.value
            let pleased = state.waiting.filter { $0.value.isExpected(value) }
            for id in pleased.keys { state.waiting[id] = nil }
            return (value, pleased.values.map(\.answer))
        }
        for answer in pleased { answer.resume(returning: value) }
    }

    /// Returns when the value is as expected; throws when the test has run out of time.
    @discardableResult
    func until(_ isExpected: @escaping @Sendable (Value) -> Bool) async throws -> Value {
        let id = state.withLock { state in
            state.lastID += 1
            return state.lastID
        }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { answer in
                let result = state.withLock { state -> Result<Value, any Error>? in
                    if isExpected(state.value) { return .success(state.value) }
                    if Task.isCancelled { return .failure(Absent("what was waited for")) }
                    state.waiting[id] = Waiting(isExpected: isExpected, answer: answer)
                    return nil
                }
                if let result { answer.resume(with: result) }
            }
        } onCancel: {
            let answer = state.withLock { $0.waiting.removeValue(forKey: id)?.answer }
            answer?.resume(throwing: Absent("what was waited for"))
        }
    }
}

/// Looks again and again until something is so that nobody tells of; throws when the test has run
/// out of time.
func eventually(_ isSo: () async throws -> Bool) async throws {
    while try await !isSo() { try await Task.sleep(for: .milliseconds(5)) }
}
