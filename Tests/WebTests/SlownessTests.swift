import Relay
import Testing
import Web

@Suite(.timeLimit(.minutes(1))) struct SlownessTests {
    @Test func `a tab that goes away is let go at once`() async throws {
        try await WebHouse.open { house in
            let visitor = Visitor(house: house)
            try await visitor.arrive()
            let watcher = try await Watcher.opened(visitor)
            #expect(house.streamCount == 1)
            await watcher.leave()
            try await eventually { house.streamCount == 0 }
        }
    }

    @Test func `tabs that break off while they open leave nothing behind`() async throws {
        try await WebHouse.open { house in
            let visitor = Visitor(house: house)
            try await visitor.arrive()
            for _ in 0..<40 {
                let socket = try RawSocket(port: house.port)
                await socket.send(rawStream(visitor))
                socket.hangUp()
            }
            let last = try await Watcher.opened(visitor)
            await last.leave()
            try await eventually { house.streamCount == 0 }
        }
    }

    @Test func `a reader that stops reading delays nobody else, and not the end either`()
        async throws
    {
        let clock = ContinuousClock()
        var begun = clock.now
        // Held until the end, and never read: that would let the door finish.
        var stopped: RawSocket?
        try await WebHouse.open { house in
            stopped = try await stopReading(in: house).1
            let (visitor, number) = try await Visitor.talking(in: house)
            let watcher = try await Watcher.opened(visitor)
            try await house.answer("pour toi", to: number)
            try await watcher.untilLine("pour toi")
            #expect(house.streamCount == 2)
            begun = clock.now
            await house.close()
            #expect(try await watcher.end() == 200)
        }
        #expect(await stopped?.isClosed() == true)
        #expect(clock.now - begun < .seconds(8))
    }

    @Test func `a reader that takes nothing for too long is cut, and goes on when it comes back`()
        async throws
    {
        var limits = WebLimits()
        limits.heartbeatSeconds = 1
        try await WebHouse.open(limits) { house in
            let (visitor, socket) = try await stopReading(in: house)
            try await eventually { house.streamCount == 0 }
            #expect(await socket.isClosed())
            let watcher = try await Watcher.opened(visitor)
            try await watcher.untilLine("fin")
            #expect(watcher.seen.value.lines.map(\.text.utf8.count).max() == Self.muchBytes)
            await watcher.leave()
        }
    }

    @Test func `a stream that is asked for with a body is refused`() async throws {
        try await WebHouse.open { house in
            let visitor = Visitor(house: house)
            try await visitor.arrive()
            let answer = try await visitor.ask("GET", "talk/stream", body: "bonjour")
            #expect(answer.status == 400)
        }
    }

    private static let muchBytes = 12_000_000

    /// Opens a stream with a small window, and has more said than any buffer holds.
    private func stopReading(in house: WebHouse) async throws -> (Visitor, RawSocket) {
        let (visitor, number) = try await Visitor.talking(in: house)
        let socket = try RawSocket(port: house.port, windowBytes: 4_096)
        await socket.send(rawStream(visitor))
        _ = await socket.read(until: "\r\n\r\n")
        try await house.answer(String(repeating: "a", count: Self.muchBytes), to: number)
        try await house.answer("fin", to: number)
        return (visitor, socket)
    }
}
