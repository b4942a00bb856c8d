import Foundation
import Relay
import Testing
import Web

/// What no page does.
@Suite(.timeLimit(.minutes(1))) struct LimitTests {
    private static let token = String(repeating: "t", count: 43)
    private static let line = "PUT /essai/talk/lines/0123456789abcdef"
    private static let lineHead = head(line)

    private static func head(_ path: String) -> String {
        "\(path) HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer \(token)\r\n"
    }

    private static let status = "GET /essai/status HTTP/1.1\r\nHost: a\r\n\r\n"

    @Test(arguments: ["PUT /essai/talk", "DELETE /essai/talk", "PUT /essai/talk/typing", line])
    func `a body that is declared too long is refused before a byte of it is sent`(
        path: String
    ) async throws {
        var limits = WebLimits()
        limits.lingerSecondsMax = 1
        try await WebHouse.open(limits) { house in
            let socket = try RawSocket(port: house.port)
            await socket.send(Self.head(path) + "Content-Length: 10000000000\r\n\r\n")
            let answer = await socket.read(until: "}")
            #expect(answer.hasPrefix("HTTP/1.1 413") && answer.contains("too_large"))
            #expect(await socket.isClosed(), "and the rest is not awaited for ever")
        }
    }

    @Test func `a body that grows too long is refused, whatever it declares`() async throws {
        try await WebHouse.open { house in
            let socket = try RawSocket(port: house.port)
            await socket.send(Self.lineHead + "Transfer-Encoding: chunked\r\n\r\n")
            let piece = String(repeating: "a", count: 4_096)
            for _ in 0..<5 { await socket.send("1000\r\n\(piece)\r\n") }
            #expect(await socket.read(until: "}").hasPrefix("HTTP/1.1 413"))
        }
    }

    @Test func `a body that trickles is given up at its time`() async throws {
        var limits = WebLimits()
        limits.bodySecondsMax = 1
        limits.lingerSecondsMax = 1
        try await WebHouse.open(limits) { house in
            let socket = try RawSocket(port: house.port)
            await socket.send(Self.lineHead + "Content-Length: 1000\r\n\r\n{")
            let trickling = Task {
                while !Task.isCancelled, await socket.send(" ") {
                    try? await Task.sleep(for: .milliseconds(100))
                }
            }
            #expect(await socket.read(until: "}").hasPrefix("HTTP/1.1 408"))
            #expect(await socket.isClosed())
            trickling.cancel()
            await trickling.value
        }
    }

    @Test func `a head that never ends is given up at its time`() async throws {
        var limits = WebLimits()
        limits.idleSecondsMax = 1
        try await WebHouse.open(limits) { house in
            let socket = try RawSocket(port: house.port)
            await socket.send("GET /essai HTTP/1.1\r\nHost: a\r\nX-")
            #expect(await socket.isClosed())
        }
    }

    @Test(
        arguments: [
            "one that is too long": "X-A: " + String(repeating: "a", count: 20_000) + "\r\n",
            "many that are too long": String(
                repeating: "X-A: " + String(repeating: "a", count: 990) + "\r\n",
                count: 20
            ),
            "too many": String(repeating: "X-A: a\r\n", count: 65),
        ].sorted { $0.key < $1.key }
    ) func `a bomb of headers is refused, and the connection closed`(what: String, bomb: String)
        async throws
    {
        try await WebHouse.open { house in
            let socket = try RawSocket(port: house.port)
            await socket.send("GET /essai/status HTTP/1.1\r\nHost: a\r\n" + bomb + "\r\n")
            let answer = await socket.read()
            #expect(answer.hasPrefix("HTTP/1.1 400") || answer.isEmpty, "\(what)")
            #expect(!answer.contains("200 OK"))
            #expect(await socket.isClosed())
        }
    }

    @Test func `an address without end is refused`() async throws {
        var limits = WebLimits()
        limits.idleSecondsMax = 1
        try await WebHouse.open(limits) { house in
            let socket = try RawSocket(port: house.port)
            let address = "/" + String(repeating: "a", count: 5_000_000)
            await socket.send("GET \(address) HTTP/1.1\r\nHost: a\r\n\r\n")
            let answer = await socket.read(until: "}")
            #expect(answer.hasPrefix("HTTP/1.1 400") || answer.isEmpty)
            #expect(await socket.isClosed())
        }
    }

    /// Requests whose end two readers would see at different places.
    ///
    /// The second request hides in what one of them takes for the body of the first.
    @Test(
        arguments: [
            "a length and chunks":
                "Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            "chunks and a length":
                "Transfer-Encoding: chunked\r\nContent-Length: 6\r\n\r\n0\r\n\r\n",
            "two lengths": "Content-Length: 0\r\nContent-Length: 4\r\n\r\n",
            "a list of lengths": "Content-Length: 0, 4\r\n\r\n",
            "a signed length": "Content-Length: +0\r\n\r\n",
            "a length in another notation": "Content-Length: 0x0\r\n\r\n",
            "chunks that are none": "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
            "chunks, not last": "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
            "a blank before the colon": "Content-Length : 0\r\n\r\n",
            "a folded header": "X-A: a\r\n Content-Length: 4\r\n\r\n",
        ].sorted { $0.key < $1.key }
    ) func `a request whose end is in doubt brings no second one in`(what: String, rest: String)
        async throws
    {
        try await WebHouse.open { house in
            let socket = try RawSocket(port: house.port)
            await socket.send("PUT /essai/talk HTTP/1.1\r\nHost: a\r\n" + rest + Self.status)
            let answer = await socket.read()
            #expect(!answer.contains("nextOpening") && !answer.contains(" 200"), "\(what)")
            #expect(await socket.isClosed())
        }
    }

    @Test func `two honest requests behind each other are both answered`() async throws {
        try await WebHouse.open { house in
            let socket = try RawSocket(port: house.port)
            await socket.send(Self.status + "GET /personne HTTP/1.1\r\nHost: a\r\n\r\n")
            let answer = await socket.read(until: "not_found")
            #expect(answer.contains("HTTP/1.1 200") && answer.contains("HTTP/1.1 404"))
        }
    }

    /// Heads that never end and bodies that hardly come: each costs a connection, and nobody waits.
    @Test func `hundreds that are slow hold up nobody else`() async throws {
        try await WebHouse.open { house in
            var slow: [RawSocket] = []
            for number in 0..<400 {
                let socket = try RawSocket(port: house.port)
                let isHead = number % 2 == 0
                let body = Self.lineHead + "Content-Length: 1000\r\n\r\n{"
                await socket.send(isHead ? "GET /essai HTTP/1.1\r\nHost: a\r\nX-" : body)
                slow.append(socket)
            }
            let (visitor, number) = try await Visitor.talking(in: house)
            let watcher = try await Watcher.opened(visitor)
            let begun = ContinuousClock.now
            #expect(try await visitor.say("bonjour").status == 200)
            try await house.answer("oui", to: number)
            try await watcher.untilLine("oui")
            // Far below the time after which the slow ones are given up.
            #expect(ContinuousClock.now - begun < .seconds(WebLimits().bodySecondsMax / 2))
            for socket in slow { socket.hangUp() }
            await watcher.leave()
        }
    }

    @Test func `whoever comes when all connections are taken waits until one is free`()
        async throws
    {
        var limits = WebLimits()
        limits.connectionsMax = 3
        try await WebHouse.open(limits) { house in
            let visitor = Visitor(house: house)
            try await visitor.arrive()
            // Those that ask for nothing would make room.
            var streams: [RawSocket] = []
            for _ in 1...3 {
                let socket = try RawSocket(port: house.port)
                await socket.send(rawStream(visitor))
                #expect(await socket.read(until: "\r\n\r\n").hasPrefix("HTTP/1.1 200"))
                streams.append(socket)
            }
            let third = try RawSocket(port: house.port)
            await third.send(Self.status)
            #expect(await third.read(atMostMilliseconds: 200).isEmpty)
            streams[0].hangUp()
            #expect(await third.read(until: "}").hasPrefix("HTTP/1.1 200"))
        }
    }
}
