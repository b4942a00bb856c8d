import Curl
import Synchronization
import Testing

@Suite struct LeavingTests {
    @Test func `a cancelled task gets its answer at once and the connection is closed`() async {
        let courier = Courier()
        let arrival = Moment()
        let server = Server { caller in
            _ = caller.hear()
            arrival.come()
            caller.stall()
        }
        defer { server.stop() }
        let request = Request(
            method: "GET",
            url: server.url(),
            limits: Limits(wholeTimeoutMilliseconds: 0)
        )
        let sending = Task {
            await outcome { () throws(Failure) in try await courier.send(request) }
        }
        await arrival.wait()
        sending.cancel()
        #expect(await sending.value == .failure(.cancelled))
        for await _ in server.departures { break }
    }

    @Test func `what was cancelled before it began is never sent`() async {
        let courier = Courier()
        let server = Server { $0.answerAll() }
        defer { server.stop() }
        let request = Request(method: "GET", url: server.url())
        await withTaskGroup(of: Result<String, Failure>.self) { group in
            group.cancelAll()
            group.addTask {
                await outcome { () throws(Failure) in try await courier.send(request) }
            }
            for await result in group {
                #expect(result == .failure(.cancelled))
            }
        }
        #expect(server.connectionsCount == 0)
    }

    @Test(arguments: 1...5 as ClosedRange<UInt64>)
    func `two hundred sendings with cancellations are all answered once`(seed: UInt64) async {
        let courier = Courier()
        let server = Server { caller in
            while let heard = caller.hear() {
                // Some never get an answer: only the cancellation ends them.
                guard !heard.target.hasSuffix("/never") else { return caller.stall() }
                caller.answer(body: heard.target)
            }
        }
        defer { server.stop() }
        var dice = Dice(seed: seed)
        await withTaskGroup(of: Void.self) { group in
            for number in 1...200 {
                let (yieldsCount, isHopeless) = (dice.roll(200), dice.roll(8) == 0)
                let isCancelled = isHopeless || dice.roll(2) == 0
                let path = "/\(number)" + (isHopeless ? "/never" : "")
                let request = Request(method: "PUT", url: server.url(path), body: [1, 2, 3])
                group.addTask {
                    let sending = Task {
                        await outcome { () throws(Failure) in try await courier.send(request) }
                    }
                    for _ in 0..<yieldsCount { await Task.yield() }
                    if isCancelled { sending.cancel() }
                    let result = await sending.value
                    let isAnswered = result == .success("200 \(path)") && !isHopeless
                    let isGivenUp = result == .failure(.cancelled) && isCancelled
                    #expect(isAnswered || isGivenUp, "seed \(seed)")
                }
            }
        }
        let last = Request(method: "GET", url: server.url("/last"))
        #expect(
            await outcome { () throws(Failure) in try await courier.send(last) }
                == .success("200 /last")
        )
    }

    @Test func `closing answers everybody who waits and everybody who comes later`() async {
        let courier = Courier()
        let arrival = Moment()
        let server = Server { caller in
            _ = caller.hear()
            arrival.come()
            caller.stall()
        }
        defer { server.stop() }
        let request = Request(method: "GET", url: server.url())
        await withTaskGroup(of: Result<String, Failure>.self) { group in
            // More than there are connections: some wait in line.
            for _ in 1...40 {
                group.addTask {
                    await outcome { () throws(Failure) in try await courier.send(request) }
                }
            }
            await arrival.wait()
            courier.close()
            courier.close()
            for await result in group {
                #expect(result == .failure(.closed))
            }
        }
        await #expect(throws: Failure.closed) { try await courier.send(request) }
    }

    @Test func `closing lets go of kept connections`() async throws {
        let courier = Courier()
        let server = Server { $0.answerAll() }
        defer { server.stop() }
        _ = try await courier.send(Request(method: "GET", url: server.url()))
        courier.close()
        for await _ in server.departures { break }
    }

    @Test func `a courier nobody holds any more lets go of everything`() async throws {
        let server = Server { $0.answerAll() }
        defer { server.stop() }
        _ = try await Courier().send(Request(method: "GET", url: server.url()))
        for await _ in server.departures { break }
    }

    @Test func `closing while others post and cancel harms nobody`() async {
        let server = Server { $0.answerAll() }
        defer { server.stop() }
        let request = Request(method: "GET", url: server.url())
        for yieldsCount in 0..<100 {
            let courier = Courier()
            await withTaskGroup(of: Void.self) { group in
                for _ in 1...8 {
                    group.addTask {
                        let result = await outcome { () throws(Failure) in
                            try await courier.send(request)
                        }
                        let allowed: [Result<String, Failure>] = [
                            .success("200 "), .failure(.closed), .failure(.cancelled),
                        ]
                        #expect(allowed.contains(result))
                    }
                }
                for _ in 0..<yieldsCount { await Task.yield() }
                courier.close()
                group.cancelAll()
            }
        }
    }
}

/// The same rolls for the same seed.
struct Dice {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func roll(_ sides: UInt64) -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return (state >> 33) % sides
    }
}
