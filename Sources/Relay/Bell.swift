internal import Synchronization

/// Wakes one who waits.
///
/// Ringing while nobody waits is remembered once.
public final class Bell: Sendable {
    private struct State {
        var hasRung = false
        var waiter: CheckedContinuation<Void, Never>?
    }

    private let state = Mutex(State())

    /// A bell that has not rung.
    public init() {}

    /// Wakes the one who waits, or the next one who will.
    public func ring() {
        let waiter = state.withLock { state in
            let waiter = state.waiter
            state.waiter = nil
            state.hasRung = waiter == nil
            return waiter
        }
        waiter?.resume()
    }

    /// Waits for the bell, but at most so long.
    ///
    /// Returns early, without an error, when the task is cancelled.
    public func wait(atMost duration: Duration?, by clock: any Clock<Duration>) async {
        guard let duration else { return await wait() }
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.wait() }
            group.addTask { try? await clock.sleep(for: duration) }
            await group.next()
            group.cancelAll()
        }
    }

    /// Waits for the bell.
    ///
    /// Returns early, without an error, when the task is cancelled.
    public func wait() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isWokenAtOnce = state.withLock { state in
                    precondition(state.waiter == nil, "only one waits at a bell")
                    let isWoken = state.hasRung || Task.isCancelled
                    state.hasRung = false
                    if !isWoken { state.waiter = continuation }
                    return isWoken
                }
                if isWokenAtOnce { continuation.resume() }
            }
        } onCancel: {
            let waiter = state.withLock { state in
                let waiter = state.waiter
                state.waiter = nil
                return waiter
            }
            waiter?.resume()
        }
    }
}
