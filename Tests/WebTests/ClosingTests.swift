import Relay
import Testing
import Web

@Suite(.timeLimit(.minutes(1))) struct ClosingTests {
    @Test func `at the end all streams end well, and nothing is an error`()
        async throws
    {
        let clock = ContinuousClock()
        var begun = clock.now
        try await WebHouse.open { house in
            var watchers: [Watcher] = []
            for _ in 0..<5 {
                let visitor = Visitor(house: house)
                try await visitor.arrive()
                watchers.append(try await Watcher.opened(visitor))
            }
            begun = clock.now
            await house.close()
            for watcher in watchers { #expect(try await watcher.end() == 200) }
        }
        // Waiting for streams to end by themselves would take the ten seconds that a house has.
        #expect(clock.now - begun < .seconds(8))
    }

    @Test func `what is under way when the end comes is still answered`() async throws {
        try await WebHouse.open { house in
            let visitor = Visitor(house: house)
            try await visitor.arrive()
            let socket = try RawSocket(port: house.port)
            let id = Visitor.mintLineID()
            let halves = (#"{"text":"der"#, #"nier"}"#)
            await socket.send(
                """
                PUT /essai/talk/lines/\(id) HTTP/1.1\r
                Host: a\r
                Authorization: Bearer \(visitor.token)\r
                Content-Length: \(halves.0.utf8.count + halves.1.utf8.count)\r
                \r
                \(halves.0)
                """
            )
            // The door has begun with the line once this other answer is here.
            #expect(try await visitor.say("avant").status == 200)
            await house.close()
            await socket.send(halves.1)
            let answer = await socket.read(until: "}")
            // Either it is recorded, or she is told to come again; never that it was bad.
            let isHonest = answer.hasPrefix("HTTP/1.1 200") || answer.hasPrefix("HTTP/1.1 503")
            #expect(isHonest, "\(answer)")
        }
    }

    @Test func `a port that is taken is named in the error`() async throws {
        try await WebHouse.open { house in
            let port = house.port
            do {
                try await WebHouse.open(port: port) { _ in }
                Issue.record("two doors on one port")
            } catch let error as DoorNotOpened {
                #expect(error.place == .port(host: "127.0.0.1", port))
                #expect(
                    "\(error)" == "port \(port) cannot be opened: another program has it already"
                )
            }
        }
    }
}
