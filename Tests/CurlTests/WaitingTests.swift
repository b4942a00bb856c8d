import Curl
import Testing

@Suite struct WaitingTests {
    private let courier = Courier()

    private func sent(_ url: String, limits: Limits = .hasty) async -> Result<String, Failure> {
        await outcome { () throws(Failure) in
            try await courier.send(Request(method: "GET", url: url, limits: limits))
        }
    }

    @Test func `a stalled server is given up after its time`() async {
        let server = Server { $0.stall() }
        defer { server.stop() }
        #expect(await sent(server.url()) == .failure(.timedOut))
    }

    @Test func `a body that stops coming is given up after its time`() async {
        let server = Server { caller in
            guard caller.hear() != nil else { return }
            caller.say("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf")
            caller.stall()
        }
        defer { server.stop() }
        #expect(await sent(server.url()) == .failure(.timedOut))
    }

    @Test func `a body that trickles does not buy time`() async {
        let server = Server { caller in
            guard caller.hear() != nil else { return }
            caller.say("HTTP/1.1 200 OK\r\n\r\n")
            while caller.say(".") {}
        }
        defer { server.stop() }
        let limits = Limits(wholeTimeoutMilliseconds: 150, responseBytesMax: .max)
        #expect(await sent(server.url(), limits: limits) == .failure(.timedOut))
    }

    @Test func `nobody listening is certainly not sent`() async {
        let server = Server { $0.stall() }
        server.stop()
        #expect(await sent(server.url()) == .failure(.unreachable))
    }

    @Test func `a name that does not exist is certainly not sent`() async {
        #expect(await sent("http://nobody.invalid/") == .failure(.unreachable))
    }

    @Test func `a greeting that is never returned is certainly not sent`() async {
        // The server takes the connection and never answers the TLS greeting.
        let server = Server { $0.stall() }
        defer { server.stop() }
        let limits = Limits(connectTimeoutMilliseconds: 150, wholeTimeoutMilliseconds: 0)
        let url = "https://127.0.0.1:\(server.port)/"
        #expect(await sent(url, limits: limits) == .failure(.unreachable))
    }

    @Test func `who waits in line for a connection is given up after its time`() async {
        let narrow = Courier(capacity: .init(connectionsMax: 1, connectionsPerHostMax: 1))
        let arrival = Moment()
        let server = Server { $0.keepWaiting(after: arrival) }
        defer { server.stop() }
        let poll = Request(
            method: "GET",
            url: server.url(),
            limits: .longPoll(waitMilliseconds: 1_000)
        )
        let second = Request(method: "GET", url: server.url(), limits: .hasty)
        await withTaskGroup(of: Void.self) { group in
            group.addTask { _ = try? await narrow.send(poll) }
            await arrival.wait()
            let result = await outcome { () throws(Failure) in try await narrow.send(second) }
            #expect(result == .failure(.unreachable))
            group.cancelAll()
        }
        #expect(server.connectionsCount == 1)
    }

    @Test func `a slow host holds up only those who want to go there`() async {
        let narrow = Courier(capacity: .init(connectionsMax: 2, connectionsPerHostMax: 1))
        let arrival = Moment()
        let slow = Server { $0.keepWaiting(after: arrival) }
        let quick = Server { $0.answerAll() }
        defer {
            slow.stop()
            quick.stop()
        }
        let poll = Request(method: "GET", url: slow.url())
        let question = Request(method: "GET", url: quick.url())
        await withTaskGroup(of: Void.self) { group in
            for _ in 1...5 {
                group.addTask { _ = try? await narrow.send(poll) }
            }
            await arrival.wait()
            for _ in 1...20 {
                let result = await outcome { () throws(Failure) in try await narrow.send(question) }
                #expect(result == .success("200 "))
            }
            #expect(slow.connectionsCount == 1)
            group.cancelAll()
        }
    }

    @Test func `a line that is too long refuses at once`() async {
        let narrow = Courier(
            capacity: .init(connectionsMax: 1, connectionsPerHostMax: 1, waitingMax: 3)
        )
        let arrival = Moment()
        let slow = Server { $0.keepWaiting(after: arrival) }
        defer { slow.stop() }
        let poll = Request(method: "GET", url: slow.url())
        await withTaskGroup(of: Result<String, Failure>.self) { group in
            group.addTask { await outcome { () throws(Failure) in try await narrow.send(poll) } }
            await arrival.wait()
            for _ in 1...4 {
                group.addTask {
                    await outcome { () throws(Failure) in try await narrow.send(poll) }
                }
            }
            #expect(await group.next() == .failure(.unreachable))
            narrow.close()
            for await result in group {
                #expect(result == .failure(.closed))
            }
        }
    }

    @Test func `a long poll waits longer than what was agreed`() {
        #expect(Limits.longPoll(waitMilliseconds: 25_000).wholeTimeoutMilliseconds == 55_000)
        #expect(Limits.longPoll(waitMilliseconds: 25_000).connectTimeoutMilliseconds == 5_000)
    }

    @Test func `what certainly was not sent is told apart`() {
        let all: [Failure] = [
            .unreachable, .timedOut, .cut, .responseTooLarge, .cancelled, .invalidRequest, .closed,
        ]
        #expect(all.filter(\.certainlyNotSent) == [.unreachable, .invalidRequest])
    }
}

extension Caller {
    /// Hears a request, says that it has come, and answers nothing.
    fileprivate func keepWaiting(after arrival: Moment) {
        _ = hear()
        arrival.come()
        stall()
    }
}
