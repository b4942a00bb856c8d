import Relay
import Support
import Testing

@Suite(.timeLimit(.minutes(1))) struct BellTests {
    @Test func `a ring before anybody waits is remembered, once`() async {
        let bell = Bell()
        bell.ring()
        bell.ring()
        await bell.wait()
        let clock = HandClock()
        async let second: Void = bell.wait(atMost: .seconds(9), by: clock)
        await clock.untilSleeping(for: .seconds(9))
        clock.advance(by: .seconds(9))
        await second
    }

    @Test func `a ring wakes who waits`() async {
        let bell = Bell()
        let clock = HandClock()
        async let waiting: Void = bell.wait(atMost: .seconds(9), by: clock)
        await clock.untilSleeping(for: .seconds(9))
        bell.ring()
        await waiting
        #expect(clock.now.offset == .zero, "no time has passed")
    }

    @Test func `who is cancelled stops waiting, and the next one waits as usual`() async {
        let bell = Bell()
        let waiting = Watched(false)
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                waiting.change { $0 = true }
                await bell.wait()
            }
            await waiting.until { $0 }
            group.cancelAll()
        }
        async let later: Void = bell.wait()
        bell.ring()
        await later
    }

    @Test func `a wait that timed out does not disturb the later ones`() async {
        let bell = Bell()
        let clock = HandClock()
        for _ in 0..<100 {
            async let late: Void = bell.wait(atMost: .seconds(1), by: clock)
            await clock.untilSleeping(for: .seconds(1))
            clock.advance(by: .seconds(1))
            await late
            async let woken: Void = bell.wait(atMost: .seconds(2), by: clock)
            bell.ring()
            await woken
        }
    }

    @Test func `no ring is lost between one look and the next`() async {
        let bell = Bell()
        let rung = Watched(0)
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                for _ in 0..<10_000 {
                    rung.change { $0 += 1 }
                    bell.ring()
                }
            }
            // Looks after each ring until it has seen them all; a lost ring would leave it waiting.
            while rung.value < 10_000 { await bell.wait() }
        }
    }
}
