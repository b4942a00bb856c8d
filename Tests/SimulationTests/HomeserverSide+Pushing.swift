import Matrix
import Synchronization

@testable import Support

/// What lies between the homeserver and the bridge's port.
struct Pushing: Sendable {
    struct Push: Sendable {
        let id: Int
        let start: Int
        let end: Int
        let typing: Int
    }

    /// How far the stream is on its way; moved before anything is sent, as Synapse does.
    var position = 0
    var typing = 0
    var nextID = 1
    var waiting: [Push] = []
    var isUnderWay = false
    var failureCount = 0
    /// Nothing is tried again before this.
    var pauseEnd: Int64 = 0
}

extension HomeserverSide {
    private static let timeoutMilliseconds: Int64 = 60_000

    /// Sends the next push, if there is one and none is under way.
    func considerPush() {
        let now = ground.agenda.now
        let next = state.withLock { state -> (Pushing.Push, [UInt8], Int)? in
            guard state.isUp, !state.pushing.isUnderWay, state.pushing.pauseEnd <= now else {
                return nil
            }
            state.gather()
            while let first = state.pushing.waiting.first {
                // Written out at each try: what was taken back meanwhile is taken back here too.
                let body = state.world.transaction(
                    after: first.start,
                    to: first.end,
                    typing: first.typing
                )
                if let body {
                    state.pushing.isUnderWay = true
                    return (first, Array(body.utf8), state.life)
                }
                state.pushing.waiting.removeFirst()
            }
            return nil
        }
        guard let (push, body, life) = next else { return }
        send(push, body, life)
    }

    private func send(_ push: Pushing.Push, _ body: [UInt8], _ life: Int) {
        let hasEnded = Promise<Bool>()
        let end = { @Sendable [self] (status: Int?) in
            guard !hasEnded.isKept else { return }
            hasEnded.keep(true)
            settle(push, life, isAccepted: status == 200)
        }
        ground.agenda.after(Self.timeoutMilliseconds) { end(nil) }
        let mishap = ground.weather.mishapAtHomeserver()
        if let mishap { ground.note("\(mishap): push \(push.id)") }
        switch mishap {
        case nil, .slow, .limited, .proxyPage:
            let delay = mishap == .slow ? ground.chance.within(500...20_000) : ground.travelTime()
            bring(body, after: delay, end)
        case .unreachable, .lostBefore, .failedBefore:
            ground.agenda.after(ground.travelTime()) { end(nil) }
        case .lostAfter, .failedAfter, .gibberish:
            bring(body, after: ground.travelTime()) { _ in end(nil) }
        case .hang: break
        case .doneLate: bring(body, after: ground.chance.within(100...90_000)) { _ in }
        case .doubled:
            bring(body, after: ground.travelTime(), end)
            bring(body, after: ground.chance.within(1...5_000)) { _ in }
        }
    }

    private func bring(
        _ body: [UInt8],
        after milliseconds: Int64,
        _ end: @escaping @Sendable (Int?) -> Void
    ) {
        ground.agenda.after(milliseconds) { [self] in
            guard !ground.weather.now.isParted else { return end(nil) }
            neighbours.withLock { $0 }.bringToBridge(body, end)
        }
    }

    private func settle(_ push: Pushing.Push, _ life: Int, isAccepted: Bool) {
        let pause = state.withLock { state -> Int64? in
            guard state.life == life else { return nil }
            state.pushing.isUnderWay = false
            if isAccepted {
                state.pushing.failureCount = 0
                state.pushing.waiting.removeAll { $0.id == push.id }
                return 0
            }
            state.pushing.failureCount += 1
            let pause = Int64(1_000) << Int64(min(state.pushing.failureCount, 9))
            state.pushing.pauseEnd = ground.agenda.now + pause
            return pause
        }
        guard let pause else { return }
        if pause == 0 { return considerPush() }
        ground.agenda.after(pause) { [self] in considerPush() }
    }

    // MARK: Dying

    /// The homeserver dies: what it held in memory is gone, what was on its way to it too.
    func die() {
        ground.note("the homeserver dies")
        state.withLock { state in
            state.isUp = false
            state.life += 1
        }
    }

    /// It dies and comes back a little later.
    func crash(forgettingTransactions: Bool) {
        guard isUp else { return }
        die()
        ground.agenda.after(ground.chance.within(200...60_000)) { [self] in
            if !isUp { rise(forgettingTransactions: forgettingTransactions) }
        }
    }

    /// It comes back and counts its pushes from 1 again.
    ///
    /// One push that was never acknowledged may come minutes later, behind younger ones.
    func rise(forgettingTransactions: Bool) {
        ground.note("the homeserver is back\(forgettingTransactions ? ", forgetful" : "")")
        let orphan = state.withLock { state -> Pushing.Push? in
            let orphan = state.pushing.waiting.first
            state.isUp = true
            state.world.remembered = [:]
            if forgettingTransactions { state.world.durable = [:] }
            let now = state.world.now
            state.pushing = Pushing()
            (state.pushing.position, state.pushing.typing) = (now.position, now.typing)
            return orphan
        }
        guard let orphan, ground.chance.happens(500) else { return }
        let life = state.withLock(\.life)
        ground.agenda.after(ground.chance.within(5_000...300_000)) { [self] in
            state.withLock { state in
                guard state.life == life else { return }
                ground.note("an orphan is pushed")
                state.pushing.waiting.append(orphan)
            }
            considerPush()
        }
    }
}

extension HomeserverSide.State {
    /// Makes a push of what happened since; none holds more than 100 events.
    fileprivate mutating func gather() {
        while pushing.position < world.entries.count || pushing.typing < world.typingSerial {
            let end = min(pushing.position + 100, world.entries.count)
            let push = Pushing.Push(
                id: pushing.nextID,
                start: pushing.position,
                end: end,
                typing: pushing.typing
            )
            pushing.waiting.append(push)
            pushing.nextID += 1
            (pushing.position, pushing.typing) = (end, world.typingSerial)
        }
    }
}
