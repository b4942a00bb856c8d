import Curl
import Synchronization
import Testing

@Suite struct FeedTests {
    private let courier = Courier()

    @Test func `pieces are handed over as they come`() async throws {
        // The server says the next word only after the last one was handed over.
        let said = Mutex("")
        let next = Turnstile()
        let server = Server { caller in
            guard caller.hear() != nil else { return }
            caller.say("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nX-Feed: 1\r\n\r\n")
            for word in ["one", "two", "six"] {
                caller.say("3\r\n\(word)\r\n")
                next.wait()
            }
            caller.say("0\r\n\r\n")
            caller.stall()
        }
        defer { server.stop() }
        let request = Request(method: "GET", url: server.url(), limits: .ordinary)
        let response = try await courier.send(request) { piece in
            said.withLock { $0 += String(decoding: piece, as: UTF8.self) + "," }
            next.open()
            return true
        }
        #expect(said.withLock { $0 } == "one,two,six,")
        #expect(response.body.isEmpty)
        #expect(response.header("x-feed") == "1")
    }

    @Test func `a feed ends when its taker has enough`() async throws {
        let count = Mutex(0)
        let server = Server { caller in
            guard caller.hear() != nil else { return }
            caller.say("HTTP/1.1 200 OK\r\n\r\n")
            while caller.say(String(repeating: "x", count: 10_000)) {}
        }
        defer { server.stop() }
        let endless = Limits(wholeTimeoutMilliseconds: 0, responseBytesMax: 1)
        let request = Request(method: "GET", url: server.url(), limits: endless)
        let response = try await courier.send(request) { piece in
            count.withLock { sum in
                sum += piece.count
                return sum < 1_000_000
            }
        }
        #expect(response.status == 200)
        #expect(count.withLock { $0 } >= 1_000_000)
        // The server's loop ends only because the connection was closed.
        for await _ in server.departures { break }
    }

    @Test func `a feed that breaks off says so`() async {
        let server = Server { caller in
            guard caller.hear() != nil else { return }
            caller.say("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n")
        }
        defer { server.stop() }
        let request = Request(method: "GET", url: server.url())
        await #expect(throws: Failure.cut) {
            try await courier.send(request) { _ in true }
        }
    }

    @Test func `a feed does not hold up other requests`() async {
        let arrival = Moment()
        let server = Server { caller in
            while let heard = caller.hear() {
                guard heard.target == "/feed" else {
                    caller.answer(body: "quick")
                    continue
                }
                caller.say("HTTP/1.1 200 OK\r\n\r\n")
                arrival.come()
                caller.stall()
            }
        }
        defer { server.stop() }
        let feed = Request(
            method: "GET",
            url: server.url("/feed"),
            limits: Limits(wholeTimeoutMilliseconds: 0)
        )
        let quick = Request(method: "GET", url: server.url("/quick"))
        await withTaskGroup(of: Void.self) { group in
            group.addTask { _ = try? await courier.send(feed) { _ in true } }
            await arrival.wait()
            let result = await outcome { () throws(Failure) in try await courier.send(quick) }
            #expect(result == .success("200 quick"))
            group.cancelAll()
        }
    }
}
