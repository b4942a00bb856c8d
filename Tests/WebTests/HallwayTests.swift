import Relay
import Testing

@testable import Web

/// Connections that ask for nothing, or take nothing, and those who need one.
@Suite(.timeLimit(.minutes(1))) struct HallwayTests {
    private static let status = "GET /essai/status HTTP/1.1\r\nHost: a\r\n\r\n"

    @Test func `idle connections without end keep nobody out, and end no stream`() async throws {
        var limits = WebLimits()
        limits.connectionsMax = 30
        try await WebHouse.open(limits) { house in
            let visitor = Visitor(house: house)
            try await visitor.arrive()
            let watcher = try await Watcher.opened(visitor)
            var idle: [RawSocket] = []
            for number in 0..<120 {
                let socket = try RawSocket(port: house.port)
                // Silent, in the middle of a head, of a body, and between two requests.
                let said = ["", "GET /es", "PUT /essai/talk HTTP/1.1\r\nHost: a\r\n", Self.status]
                await socket.send(said[number % 4])
                idle.append(socket)
                guard number % 10 == 9 else { continue }
                let newcomer = try RawSocket(port: house.port)
                await newcomer.send(Self.status)
                let answer = await newcomer.read(until: "}")
                #expect(answer.hasPrefix("HTTP/1.1 200"), "after \(number)")
            }
            #expect(await idle[0].isClosed(withinMilliseconds: 1_000))
            #expect(try await visitor.say("toujours là").status == 200)
            try await watcher.untilLine("toujours là")
            await watcher.leave()
        }
    }

    @Test func `a reader that takes nothing of its answers is let go`() async throws {
        var limits = WebLimits()
        limits.stalledSecondsMax = 1
        try await WebHouse.open(limits) { house in
            let socket = try RawSocket(port: house.port, windowBytes: 2_048)
            let page = "GET /essai HTTP/1.1\r\nHost: a\r\n\r\n"
            // More than any buffer between us holds.
            await socket.send(String(repeating: page, count: 400))
            try await eventually { await !socket.send("x") }
        }
    }

    @Test func `there are never more connections than files`() {
        var limits = WebLimits()
        limits.fit(filesMax: 65_536)
        #expect(limits.connectionsMax == 24_000 && limits.streamsMax == 20_000)
        limits.fit(filesMax: 1_024)
        #expect(limits.connectionsMax + limits.pushConnectionsMax + limits.filesSpare <= 1_024)
        #expect(limits.streamsMax < limits.connectionsMax)
        limits.fit(filesMax: 300)
        #expect(limits.connectionsMax == 150)
        limits.fit(filesMax: 0)
        #expect(limits.connectionsMax == 1 && limits.streamsMax == 1)
    }
}
