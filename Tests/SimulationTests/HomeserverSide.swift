import Curl
import Matrix
import Synchronization

@testable import Support

/// The homeserver and the wire that leads to it.
///
/// Its world is the one of `FakeHomeserver`; here are its lives, its memory, and what gets lost.
final class HomeserverSide: Sendable {
    struct State: Sendable {
        var world: World
        var isUp = true
        /// Goes up at each restart: what was under way then is gone.
        var life = 0
        /// Dies as soon as it has carried out a sending, and before it says so; whether it then
        /// forgets transaction ids.
        var plannedCrash: Bool?
        var pushing = Pushing()
    }

    static let appservice = FakeHomeserver.Appservice()

    let ground: Ground
    let state: Mutex<State>
    /// Who is told, and asked, outside.
    struct Neighbours: Sendable {
        /// Brings a push to the bridge and says how it was answered; nothing: not at all.
        var bringToBridge: @Sendable ([UInt8], @escaping @Sendable (Int?) -> Void) -> Void = {
            $1(nil)
        }
        /// Whether somebody listens at the bridge's port, for a ping.
        var isBridgeListening: @Sendable () -> Bool = { false }
        /// Called with each call of the bridge, and for how long it was told to be patient.
        var hears: @Sendable (String, Int64?) -> Void = { _, _ in }
        /// Called with each event that is new in the world.
        var witness: @Sendable (World.Entry) -> Void = { _ in }
    }

    let neighbours = Mutex(Neighbours())
    private let witnessed = Atomic<Int>(0)

    init(ground: Ground) {
        self.ground = ground
        state = Mutex(State(world: World(appservice: Self.appservice)))
    }

    var isUp: Bool { state.withLock(\.isUp) }

    /// Looks at the world, or changes it; whoever must know is told.
    @discardableResult
    func world<Value: Sendable>(_ body: @Sendable (inout World) -> Value) -> Value {
        let value = state.withLock { body(&$0.world) }
        tellNews()
        return value
    }

    private func tellNews() {
        let from = witnessed.load(ordering: .relaxed)
        let entries = state.withLock { state in
            state.world.entries.count > from ? Array(state.world.entries[from...]) : []
        }
        guard !entries.isEmpty else { return }
        witnessed.store(from + entries.count, ordering: .relaxed)
        let neighbours = neighbours.withLock { $0 }
        for entry in entries { neighbours.witness(entry) }
        considerPush()
    }

    // MARK: Calls

    /// One call of the bridge, as a courier would carry it.
    func carry(
        _ request: Curl.Request,
        while isAlive: @escaping @Sendable () -> Bool
    ) async throws(Curl.Failure) -> Response {
        let answer = Promise<Result<Response, Curl.Failure>>()
        if isAlive() { dispatch(request, answer) }
        let result = await answer.value(ifCancelled: .failure(.cancelled))
        return try result.get()
    }

    private func dispatch(
        _ request: Curl.Request,
        _ answer: Promise<Result<Response, Curl.Failure>>
    ) {
        let reply = { @Sendable (result: Result<Response, Curl.Failure>) in
            self.ground.agenda.after(self.ground.travelTime()) { answer.keep(result) }
        }
        let wire = Wire.Request(request)
        guard isUp, !ground.weather.now.isParted else {
            return _ = reply(.failure(.unreachable))
        }
        let mishap = ground.weather.mishapAtHomeserver()
        if let mishap { ground.note("\(mishap): \(wire.method) \(wire.label)") }
        if mishap != .limited { neighbours.withLock { $0 }.hears(wire.name, nil) }
        switch mishap {
        case nil: arrive(wire, after: ground.travelTime() + effort(of: wire), reply)
        case .unreachable: _ = reply(.failure(.unreachable))
        case .lostBefore: _ = reply(.failure(.cut))
        case .lostAfter: arrive(wire, after: ground.travelTime()) { _ in reply(.failure(.cut)) }
        case .limited:
            let (response, milliseconds) = limit()
            neighbours.withLock { $0 }.hears(wire.name, milliseconds)
            _ = reply(.success(response))
        case .failedBefore: _ = reply(.success(failure()))
        case .failedAfter:
            arrive(wire, after: ground.travelTime()) { _ in reply(.success(self.failure())) }
        case .proxyPage:
            _ = reply(.success(Response(.init(status: 502, body: "<html>words</html>"))))
        case .hang: timeOut(request, answer)
        case .doneLate:
            timeOut(request, answer)
            arrive(wire, after: ground.chance.within(100...90_000)) { _ in 0 }
        case .slow: arrive(wire, after: ground.chance.within(500...20_000), reply)
        case .doubled:
            arrive(wire, after: ground.travelTime(), reply)
            arrive(wire, after: ground.chance.within(1...5_000)) { _ in 0 }
        case .gibberish:
            arrive(wire, after: ground.travelTime()) { _ in
                reply(.success(Response(.init(body: #"{"event_id":"#))))
            }
        }
    }

    private func timeOut(
        _ request: Curl.Request,
        _ answer: Promise<Result<Response, Curl.Failure>>
    ) {
        ground.agenda.after(Int64(request.limits.wholeTimeoutMilliseconds)) {
            answer.keep(.failure(.timedOut))
        }
    }

    /// The call arrives after a while, if the homeserver has not died meanwhile.
    private func arrive(
        _ wire: Wire.Request,
        after milliseconds: Int64,
        _ reply: @escaping @Sendable (Result<Response, Curl.Failure>) -> Int
    ) {
        let life = state.withLock(\.life)
        ground.agenda.after(milliseconds) { [self] in
            let isHere = state.withLock { $0.isUp && $0.life == life }
            guard isHere else { return _ = reply(.failure(.cut)) }
            let response = Response(answer(wire))
            guard let forgets = crashAfter(wire) else { return _ = reply(.success(response)) }
            crash(forgettingTransactions: forgets)
            _ = reply(.failure(.cut))
        }
    }

    private func crashAfter(_ wire: Wire.Request) -> Bool? {
        guard wire.method == "PUT", wire.parts.contains("send") else { return nil }
        return state.withLock { state in
            defer { state.plannedCrash = nil }
            return state.plannedCrash
        }
    }

    private func answer(_ wire: Wire.Request) -> Wire.Answer {
        if wire.parts.last == "ping" { return ping() }
        let answer = state.withLock { $0.world.answerAtOnce(wire) }
        tellNews()
        return answer
    }

    private func ping() -> Wire.Answer {
        guard neighbours.withLock({ $0 }).isBridgeListening() else {
            return .error(502, "M_CONNECTION_FAILED")
        }
        state.withLock { $0.pushing.pauseEnd = 0 }
        considerPush()
        return .ok(["duration_ms": 1])
    }

    private func effort(of wire: Wire.Request) -> Int64 {
        wire.parts.last == "createRoom" ? ground.weather.now.roomMilliseconds : 0
    }

    /// The header goes before the field in the body.
    private func limit() -> (Response, Int64) {
        let milliseconds = ground.chance.within(50...3_000)
        let body = #"{"errcode":"M_LIMIT_EXCEEDED","retry_after_ms":\#(milliseconds)}"#
        let headers = ground.chance.happens(500) ? ["Retry-After: 2"] : []
        let response = Response(.init(status: 429, headers: headers, body: body))
        return (response, headers.isEmpty ? milliseconds : 2_000)
    }

    private func failure() -> Response {
        let status = ground.chance.one(of: [500, 502, 503, 504])
        return Response(.error(status, "M_UNKNOWN"))
    }
}

extension Wire.Request {
    /// What is asked, so that asking again is noticed.
    fileprivate var name: String { method + " " + path + String(decoding: body, as: UTF8.self) }

    /// The call without ids, for the transcript.
    fileprivate var label: String {
        parts.filter { !$0.contains("!") && !$0.hasPrefix("_") && $0.count < 30 }
            .joined(separator: "/")
    }
}
