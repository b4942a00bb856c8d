import Foundation
import Matrix
import Synchronization

@testable import Support

/// Stands where the homeserver pushes to: hands each transaction on and answers once it was heard.
final class Ear: Sendable {
    let address: String
    private let threads = Threads()
    private let hear: @Sendable (Transaction) async throws -> Void

    init(_ hear: @escaping @Sendable (Transaction) async throws -> Void) throws {
        let (listener, port) = try Socket.listening()
        (address, self.hear) = ("http://127.0.0.1:\(port)", hear)
        threads.begin(listener) { [self] in
            while let caller = listener.accept() {
                threads.begin(caller) { [self] in serve(caller) }
            }
        }
    }

    func stop() {
        threads.stop {}
    }

    private func serve(_ caller: Socket) {
        var wire = Wire(caller)
        while let request = wire.nextRequest() {
            let isHeard = request.parts.contains("ping") || takes(request.body)
            let answer = isHeard ? Wire.Answer.ok([:]) : .error(503, "M_UNKNOWN")
            guard wire.send(answer) else { return }
        }
    }

    /// On a thread of its own, which may wait as long as it likes.
    private func takes(_ body: [UInt8]) -> Bool {
        guard let transaction = try? Transaction.parse(body) else { return false }
        let isHeard = Mutex(false)
        let done = DispatchSemaphore(value: 0)
        Task { [hear] in
            if (try? await hear(transaction)) != nil { isHeard.withLock { $0 = true } }
            done.signal()
        }
        done.wait()
        return isHeard.withLock(\.self)
    }
}
