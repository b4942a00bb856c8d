import Curl
import Synchronization
import Testing

@Suite struct KeepingTests {
    private let courier = Courier()

    @Test func `one connection serves many requests`() async throws {
        let server = Server { $0.answerAll(\.target) }
        defer { server.stop() }
        for number in 1...50 {
            let response = try await courier.send(
                Request(method: "GET", url: server.url("/\(number)"))
            )
            #expect(response.body == Array("/\(number)".utf8))
        }
        #expect(server.connectionsCount == 1)
    }

    @Test func `a kept connection that died meanwhile is replaced`() async throws {
        let server = Server { caller in
            guard caller.hear() != nil else { return }
            caller.answer()
        }
        defer { server.stop() }
        for number in 1...50 {
            let response = try await courier.send(
                Request(method: "PUT", url: server.url("/\(number)"), body: [1])
            )
            #expect(response.status == 200)
        }
    }

    @Test func `a server that came back on its port is found again`() async throws {
        let first = Server { $0.answerAll { _ in "first" } }
        let port = first.port
        let request = Request(method: "GET", url: first.url())
        #expect(
            await outcome { () throws(Failure) in try await courier.send(request) }
                == .success("200 first")
        )
        first.stop()
        for await _ in first.departures { break }
        let second = Server(port: port) { $0.answerAll { _ in "second" } }
        defer { second.stop() }
        #expect(
            await outcome { () throws(Failure) in try await courier.send(request) }
                == .success("200 second")
        )
    }

    @Test func `a request that a dying connection may have heard counts as unknown`() async throws {
        // The second request is heard, and then nobody is there any more: neither on the
        // connection, nor when libcurl tries again on a new one.
        let server = Mutex<Server?>(nil)
        let started = Server { caller in
            guard caller.hear() != nil else { return }
            caller.answer()
            guard caller.hear() != nil else { return }
            server.withLock { $0 }?.stop()
        }
        server.withLock { $0 = started }
        let request = Request(method: "PUT", url: started.url(), body: [1])
        _ = try await courier.send(request)
        await #expect(throws: Failure.cut) { try await courier.send(request) }
    }

    @Test func `bytes after the declared end are not the next answer`() async throws {
        let server = Server { caller in
            while caller.hear() != nil {
                caller.say(
                    "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
                        + "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nforged"
                )
            }
        }
        defer { server.stop() }
        for _ in 1...20 {
            let request = Request(method: "GET", url: server.url())
            #expect(
                await outcome { () throws(Failure) in try await courier.send(request) }
                    == .success("200 ok")
            )
        }
    }

    @Test func `no more connections are opened than allowed`() async throws {
        let narrow = Courier(capacity: .init(connectionsMax: 3, connectionsPerHostMax: 2))
        let server = Server { $0.answerAll(\.target) }
        defer { server.stop() }
        await withTaskGroup(of: Void.self) { group in
            for number in 1...100 {
                // libcurl's own line sometimes forgets who stands in it; ours must not.
                let request = Request(
                    method: "GET",
                    url: server.url("/\(number)"),
                    limits: Limits(wholeTimeoutMilliseconds: 4_000)
                )
                group.addTask {
                    let result = await outcome { () throws(Failure) in
                        try await narrow.send(request)
                    }
                    #expect(result == .success("200 /\(number)"))
                }
            }
        }
        #expect((1...2).contains(server.connectionsCount))
    }
}
