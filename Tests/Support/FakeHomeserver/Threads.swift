import Foundation
import Synchronization

/// Wakes those who wait for the world to change.
final class Bell: Sendable {
    private let condition = NSCondition()

    func ring() {
        condition.lock()
        condition.broadcast()
        condition.unlock()
    }

    /// Waits until the check holds or the time is over; whether it held.
    func wait(milliseconds: Int, until check: () -> Bool) -> Bool {
        let end = Date(timeIntervalSinceNow: Double(milliseconds) / 1_000)
        condition.lock()
        defer { condition.unlock() }
        while !check() {
            guard condition.wait(until: end) else { return check() }
        }
        return true
    }
}

/// The threads of one server and the sockets they hold, so that all can be ended together.
final class Threads: Sendable {
    private struct State {
        var stopping = false
        var next = 0
        var sockets: [Int: Socket] = [:]
        var living = 0
    }

    private let state = Mutex(State())
    private let bell = Bell()

    var stopping: Bool {
        state.withLock { $0.stopping }
    }

    /// Runs `work` on a thread of its own; the socket, if any, is closed when it ends.
    func begin(_ socket: Socket?, _ work: @escaping @Sendable () -> Void) {
        let place: Int? = state.withLock { state in
            guard !state.stopping else { return nil }
            state.next += 1
            state.living += 1
            state.sockets[state.next] = socket
            return state.next
        }
        guard let place else {
            socket?.close()
            return
        }
        let thread = Thread { [self] in
            work()
            state.withLock { state in
                state.sockets[place] = nil
                state.living -= 1
                // Closed under the lock: a number that is free again may belong to somebody else.
                socket?.close()
            }
            bell.ring()
        }
        thread.stackSize = 1 << 20
        thread.start()
    }

    /// Lets the end of all threads end this socket too while `work` waits on it.
    func lending<Value>(_ socket: Socket, _ work: () -> Value?) -> Value? {
        let place: Int? = state.withLock { state in
            guard !state.stopping else { return nil }
            state.next += 1
            state.sockets[state.next] = socket
            return state.next
        }
        guard let place else { return nil }
        defer { state.withLock { $0.sockets[place] = nil } }
        return work()
    }

    /// Shuts every socket, lets `wake` wake the waiting, and waits for all threads to end.
    func stop(wake: () -> Void) {
        state.withLock { state in
            state.stopping = true
            for socket in state.sockets.values { socket.shut() }
        }
        wake()
        _ = bell.wait(milliseconds: 10_000) { state.withLock { $0.living == 0 } }
    }
}
