import Support
import Testing

@testable import Web

/// Heartbeats cost little, however many streams are open.
@Suite(.timeLimit(.minutes(1))) struct HeartbeatTests {
    @Test func `the streams have their heartbeats in turn, each once`() async throws {
        let clock = HandClock()
        var limits = WebLimits()
        limits.heartbeatShares = 3
        try await WebHouse.open(limits, clock: clock) { house in
            var watchers: [Watcher] = []
            let visitors = (0..<6).map { _ in Visitor(house: house) }
            for visitor in visitors {
                try await visitor.arrive()
                watchers.append(try await Watcher.opened(visitor))
            }
            for share in 1...3 {
                await clock.untilSleeping(for: .seconds(5))
                clock.advance(by: .seconds(5))
                try await eventually { watchers.count { $0.heartbeatCount > 0 } == share * 2 }
            }
            for (visitor, watcher) in zip(visitors, watchers) {
                try await visitor.say("fin")
                try await watcher.untilLine("fin")
                #expect(watcher.heartbeatCount == 1)
                await watcher.leave()
            }
        }
    }

    @Test func `a heartbeat alone does not look into the ledger, but some are enough`() {
        let limits = WebLimits()
        let stream = LiveStream(conversation: 1, bot: TestBots.plain, limits: limits) { _ in }
        #expect(stream.takeNews()?.mustLook == true, "at first everything is new")
        for _ in 1..<limits.heartbeatsUnlookedMax {
            stream.beat()
            let news = stream.takeNews()
            #expect(news?.wantsHeartbeat == true && news?.mustLook == false)
        }
        stream.beat()
        #expect(stream.takeNews()?.mustLook == true, "it is a while ago")
        stream.beat()
        #expect(stream.takeNews()?.mustLook == false)
        stream.ring()
        #expect(stream.takeNews()?.mustLook == true)
    }
}

extension Watcher {
    fileprivate var heartbeatCount: Int { seen.value.pieces.count { $0 == .heartbeat } }
}
