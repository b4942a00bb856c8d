import Desk
import HTTPTypes
import HummingbirdCore
import Matrix
import NIOCore
import Relay
import Synchronization

@testable import Support
@testable import Web

/// One open page: sends one thing after the other until each is answered, and follows its stream.
final class Tab: Sendable {
    private struct State {
        var outgoing: [Outgoing] = []
        var isSending = false
        var isClosed = false
        var isAsleep = false
        /// Lets what is being sent now fail.
        var breakSending: (@Sendable () -> Void)?
        /// The stream of now; pieces of an earlier one are not read any more.
        var stream = 0
        var live: LiveStream?
        var reader = ServerSentEvents()
        var seen: Int64 = 0
        /// What comes over one connection comes in order.
        var lastPieceAt: Int64 = 0
    }

    private let youth: Youth
    private let state = Mutex(State())

    private var ground: Ground { youth.ground }

    init(of youth: Youth) {
        self.youth = youth
    }

    // MARK: Sending

    func send(_ outgoing: Outgoing) {
        state.withLock { $0.outgoing.append(outgoing) }
        sendNext()
    }

    private func sendNext() {
        let next = state.withLock { state -> Outgoing? in
            guard !state.isSending, !state.isClosed, let next = state.outgoing.first else {
                return nil
            }
            state.isSending = true
            return next
        }
        if let next { attempt(next) }
    }

    private func attempt(_ outgoing: Outgoing) {
        let mishap = ground.weather.mishapOnWeb()
        if let mishap { ground.note("y\(youth.index) \(mishap): \(outgoing.name)") }
        let isAnswered = Promise<Bool>()
        let answer = { @Sendable [self] (status: Int?, number: ConversationNumber?) in
            guard !isAnswered.isKept else { return }
            isAnswered.keep(true)
            hear(status, number, outgoing)
        }
        state.withLock { $0.breakSending = { answer(nil, nil) } }
        switch mishap {
        case .unreachable, .lostBefore:
            ground.agenda.after(ground.travelTime()) { answer(nil, nil) }
        case .lostAfter:
            bring(outgoing, after: ground.travelTime()) { _, _ in answer(nil, nil) }
        case .doneLate:
            ground.agenda.after(10_000) { answer(nil, nil) }
            bring(outgoing, after: ground.chance.within(100...120_000)) { _, _ in }
        case .slow: bring(outgoing, after: ground.chance.within(500...9_000), answer)
        case .doubled:
            bring(outgoing, after: ground.travelTime(), answer)
            bring(outgoing, after: ground.chance.within(1...60_000)) { _, _ in }
        case nil, .limited, .failedBefore, .failedAfter, .proxyPage, .hang, .gibberish:
            bring(outgoing, after: ground.travelTime(), answer)
        }
    }

    /// The request arrives at whatever life of the bridge there is by then.
    private func bring(
        _ outgoing: Outgoing,
        after milliseconds: Int64,
        _ answer: @escaping @Sendable (Int?, ConversationNumber?) -> Void
    ) {
        ground.agenda.after(milliseconds) { [self] in
            guard let life = youth.bridge.life else { return answer(nil, nil) }
            let visitor = Web.Visitor(key: youth.key, bot: youth.bot)
            life.begin { [ground] in
                let outcome = await life.inbox.receive(
                    outgoing.event,
                    named: outgoing.name,
                    from: visitor
                )
                let status = life.inbox.answer(outcome).status.code
                var number: ConversationNumber?
                if case .recorded(let known)? = outcome { number = known }
                ground.agenda.after(ground.travelTime()) { [number] in answer(status, number) }
            }
        }
    }

    private func hear(_ status: Int?, _ number: ConversationNumber?, _ outgoing: Outgoing) {
        guard !state.withLock(\.isClosed) else { return }
        guard let status, status != 503 else {
            ground.agenda.after(ground.chance.within(300...4_000)) { [self] in
                if state.withLock({ !$0.isClosed }) { attempt(outgoing) }
            }
            return
        }
        if status == 200, let number { youth.book.met(youth.index, number) }
        if let line = outgoing.line {
            youth.book.answered(youth.index, line, isAccepted: status == 200)
            if status != 200 { ground.note("y\(youth.index) line \(line) refused: \(status)") }
        }
        state.withLock { state in
            state.outgoing.removeFirst()
            state.isSending = false
        }
        if outgoing.isEnd { return youth.hasLeft() }
        sendNext()
    }

    // MARK: Following

    func connect() {
        let stream = state.withLock { state -> Int? in
            guard !state.isClosed, !state.isAsleep, state.live == nil else { return nil }
            state.stream += 1
            state.reader = ServerSentEvents()
            return state.stream
        }
        guard let stream else { return }
        ground.agenda.after(ground.travelTime()) { [self] in
            guard let life = youth.bridge.life, youth.ground.weather.mishapOnWeb() == nil else {
                return connectLater(stream)
            }
            life.begin { [self] in
                await follow(life, stream)
                ground.agenda.after(ground.travelTime()) { self.connectLater(stream) }
            }
        }
    }

    /// As `ChatOutlet` does for a request.
    private func follow(_ life: Life, _ stream: Int) async {
        let known = try? await life.switchboard.standing(of: youth.key, at: youth.bot)
        guard let standing = known, life.outlet.roster.hasRoom(for: standing.number) else { return }
        let live = LiveStream(
            conversation: standing.number,
            bot: youth.bot,
            limits: life.limits,
            hangUp: { _ in }
        )
        let seen = state.withLock { state -> Int64? in
            guard state.stream == stream, !state.isClosed else { return nil }
            state.live = live
            return state.seen
        }
        guard let seen else { return }
        var follower = Follower(
            stream: live,
            visitor: youth.key,
            switchboard: life.switchboard,
            scripts: life.scripts,
            limits: life.limits,
            presence: life.outlet.presence,
            pen: EventPen(),
            seen: seen
        )
        life.outlet.roster.register(live)
        var pipe: any ResponseBodyWriter = Pipe { [self] text in
            carry(text, stream)
        }
        try? await follower.follow(into: &pipe)
        life.outlet.roster.unregister(live)
        live.end()
    }

    private func carry(_ text: String, _ stream: Int) {
        let now = ground.agenda.now
        let at = max(now + ground.travelTime(), state.withLock(\.lastPieceAt) + 1)
        state.withLock { $0.lastPieceAt = at }
        ground.agenda.after(at - now) { [self] in read(text, stream) }
    }

    private func connectLater(_ stream: Int) {
        let isNow = state.withLock { state in
            guard state.stream == stream else { return false }
            state.live = nil
            return true
        }
        guard isNow else { return }
        ground.agenda.after(ground.chance.within(500...5_000)) { self.connect() }
    }

    func losesConnection() {
        breakOff()
        let breakSending = state.withLock { state in
            defer { state.breakSending = nil }
            return state.breakSending
        }
        breakSending?()
        ground.agenda.after(ground.chance.within(500...5_000)) { self.connect() }
    }

    private func breakOff() {
        let live = state.withLock { state in
            state.stream += 1
            defer { state.live = nil }
            return state.live
        }
        live?.end()
    }

    func reload() {
        breakOff()
        state.withLock { $0.seen = 0 }
        connect()
    }

    func sleep(for milliseconds: Int64) {
        breakOff()
        state.withLock { $0.isAsleep = true }
        ground.agenda.after(milliseconds) { [self] in
            state.withLock { $0.isAsleep = false }
            connect()
        }
    }

    func close() {
        state.withLock { $0.isClosed = true }
        breakOff()
    }

    // MARK: Showing

    private func read(_ text: String, _ stream: Int) {
        let events = state.withLock { state -> [ServerSentEvent] in
            state.stream == stream ? state.reader.read(Array(text.utf8)) : []
        }
        for event in events { show(event) }
    }

    private func show(_ event: ServerSentEvent) {
        guard let data = try? JSON.parse(Array(event.data.utf8)) else {
            return ground.fail("y\(youth.index) was sent something unreadable")
        }
        switch event.name {
        case "line":
            guard let line = ShownLine(data) else { return }
            let expected = state.withLock { state in
                defer { state.seen = line.sequence }
                return state.seen + 1
            }
            if line.sequence != expected {
                ground.fail("y\(youth.index) sees line \(line.sequence) instead of \(expected)")
            }
            youth.book.shown(youth.index, line)
        case "state":
            let state = ShownState(all: data)
            youth.sees(stage: state.stage, question: state.question)
        default: break
        }
    }
}

/// The way a stream's pieces take.
private struct Pipe: ResponseBodyWriter {
    let carry: @Sendable (String) -> Void

    mutating func write(_ buffer: ByteBuffer) async throws {
        carry(String(buffer: buffer))
    }

    consuming func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
