import Foundation
import Synchronization

/// Which calls are to go wrong next, and how.
struct Faults {
    var orders: [(fault: FakeHomeserver.Fault, times: Int, path: String, method: String?)] = []
    var timelineLimit: Int?
    var late: [Wire.Request] = []
    /// Goes up when all orders are withdrawn.
    var age = 0

    mutating func next(for request: Wire.Request) -> FakeHomeserver.Fault? {
        let place = orders.firstIndex { order in
            order.times > 0 && (order.path.isEmpty || request.path.contains(order.path))
                && (order.method == nil || order.method == request.method)
        }
        guard let place else { return nil }
        orders[place].times -= 1
        return orders[place].fault
    }
}

extension FakeHomeserver {
    /// A way for a call to go wrong.
    public enum Fault: Sendable, Hashable {
        /// 429; the call is not carried out. Either number may be left out.
        case limited(retryAfterSeconds: Int?, retryAfterMilliseconds: Int?)
        /// Any status with an error code; the call is not carried out.
        case status(Int, code: String)
        /// A page from a proxy that knows no JSON.
        case proxyPage(Int)
        /// No answer until `clearFaults()` or `stop()`, and then a cut line.
        case hang
        /// The line is cut before the call is carried out.
        case cutBefore
        /// The call is carried out and the line is cut instead of an answer.
        case cutAfter
        /// The line is cut, and the call is carried out with `carryOutLate()` only.
        case cutAndLate
        /// 200 with something that is not JSON, after the call was carried out.
        case gibberish
    }

    /// Lets the next `times` calls whose path contains `path` go wrong.
    public func fail(
        _ fault: Fault,
        times: Int = 1,
        path: String = "",
        method: String? = nil
    ) {
        faults.withLock { $0.orders.append((fault, times, path, method)) }
    }

    /// Does again what `fail` kept from a path, and nothing else.
    public func forgive(path: String) {
        faults.withLock { $0.orders.removeAll { $0.path == path } }
        bell.ring()
    }

    /// Carries out what was kept on its way, as if it came only now; how many calls that were.
    public func carryOutLate() -> Int {
        let late = faults.withLock { faults in
            defer { faults.late = [] }
            return faults.late
        }
        for request in late { _ = properAnswer(request) }
        return late.count
    }

    /// Lets every timeline of `/sync` hold so many events at most, or as many as asked for.
    public func limitTimelines(to count: Int?) {
        faults.withLock { $0.timelineLimit = count }
    }

    /// Behaves again; hanging calls are cut.
    public func clearFaults() {
        faults.withLock { $0 = Faults(age: $0.age + 1) }
        bell.ring()
    }

    /// Behaves like a homeserver started anew: it counts transactions from 1 again, remembers
    /// transaction ids only where a device stands behind them, and what was still to be pushed is
    /// lost.
    public func restart(losingPushes: Bool = true) {
        let now = world.withLock { world in
            world.remembered = [:]
            return world.now
        }
        pushes.withLock { desk in
            desk.nextID = 1
            guard losingPushes else { return }
            desk.waiting = []
            desk.aside = []
            desk.position = now.position
            desk.typing = now.typing
        }
        bell.ring()
    }

    /// The answer to a request, misbehaviour included; nil cuts the line.
    func answer(_ request: Wire.Request) -> Wire.Answer? {
        let fault = faults.withLock { $0.next(for: request) }
        let speaker = world.withLock { try? $0.speaker(of: request).user }
        records.withLock {
            $0.append(
                Asked(
                    method: request.method,
                    path: request.path,
                    query: request.query,
                    body: request.json,
                    speaker: speaker
                )
            )
        }
        switch fault {
        case nil: return properAnswer(request)
        case .limited(let seconds, let milliseconds):
            return limited(seconds: seconds, milliseconds: milliseconds)
        case .status(let status, let code): return .error(status, code)
        case .proxyPage(let status):
            return Wire.Answer(status: status, body: "<html>Somebody's words</html>")
        case .hang:
            let age = faults.withLock { $0.age }
            _ = bell.wait(milliseconds: 600_000) {
                threads.stopping || faults.withLock { $0.age } > age
            }
            return nil
        case .cutBefore: return nil
        case .cutAndLate:
            faults.withLock { $0.late.append(request) }
            return nil
        case .cutAfter:
            _ = properAnswer(request)
            return nil
        case .gibberish:
            _ = properAnswer(request)
            return Wire.Answer(body: "{\"event_id\":")
        }
    }

    private func limited(seconds: Int?, milliseconds: Int?) -> Wire.Answer {
        var fields = #"{"errcode":"M_LIMIT_EXCEEDED","error":"Too fast""#
        if let milliseconds { fields += #","retry_after_ms":\#(milliseconds)"# }
        return Wire.Answer(
            status: 429,
            headers: seconds.map { ["Retry-After: \($0)"] } ?? [],
            body: fields + "}"
        )
    }
}
