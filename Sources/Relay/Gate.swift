internal import Synchronization

/// Holds back all who come until it is opened, once and for ever.
public final class Gate: Sendable {
    private struct State {
        var isOpen = false
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())

    /// A closed gate.
    public init() {}

    /// Lets everybody through from now on.
    public func open() {
        let waiting = state.withLock { state in
            let waiting = state.waiting
            state = State(isOpen: true)
            return waiting
        }
        for one in waiting { one.resume() }
    }

    /// Waits until it is open; when the task is cancelled, it opens for all, because then all end.
    public func pass() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isOpen = state.withLock { state in
                    let isOpen = state.isOpen || Task.isCancelled
                    if !isOpen { state.waiting.append(continuation) }
                    return isOpen
                }
                if isOpen { continuation.resume() }
            }
        } onCancel: {
            open()
        }
    }
}
