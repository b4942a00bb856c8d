import Foundation
import Synchronization

/// A web server for one test: what it does with each connection is written in the test.
///
/// Every connection has a thread of its own, so a test may stall, lie and break off as it likes.
final class Server: Sendable {
    typealias Serving = @Sendable (Caller) -> Void

    private struct State {
        var connectionsCount = 0
        var open: Set<Int32> = []
        var isStopped = false
    }

    private let listener: Socket
    private let state = Mutex(State())
    /// One element for each connection that has been served to its end.
    let departures: AsyncStream<Void>
    private let departed: AsyncStream<Void>.Continuation

    init(port: UInt16 = 0, serving: @escaping Serving) {
        listener = .listening(onPort: port)
        (departures, departed) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(1_024))
        begin(serving)
    }

    init(path: String, serving: @escaping Serving) {
        listener = .listening(onPath: path)
        (departures, departed) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(1_024))
        begin(serving)
    }

    var port: UInt16 { listener.port }
    var connectionsCount: Int { state.withLock(\.connectionsCount) }

    func url(_ path: String = "/") -> String {
        "http://127.0.0.1:\(port)\(path)"
    }

    /// Hangs up everywhere and listens no more.
    func stop() {
        state.withLock { state in
            guard !state.isStopped else { return }
            state.isStopped = true
            listener.hangUp()
            for descriptor in state.open {
                Socket(descriptor: descriptor).hangUp()
            }
        }
    }

    private func begin(_ serving: @escaping Serving) {
        Thread.detachNewThread { [self] in
            while let socket = listener.accepted() {
                guard greet(socket) else { continue }
                Thread.detachNewThread { [self] in
                    serving(Caller(socket: socket))
                    dismiss(socket)
                }
            }
            listener.close()
        }
    }

    private func greet(_ socket: Socket) -> Bool {
        let isWelcome = state.withLock { state in
            guard !state.isStopped else { return false }
            state.connectionsCount += 1
            state.open.insert(socket.descriptor)
            return true
        }
        if !isWelcome { socket.close() }
        return isWelcome
    }

    private func dismiss(_ socket: Socket) {
        state.withLock { state in
            _ = state.open.remove(socket.descriptor)
            socket.close()
        }
        departed.yield()
    }
}
