import Curl
import Relay
import Testing

@Suite(.timeLimit(.minutes(1))) struct SecretTests {
    @Test(
        arguments: [
            nil, "", "Bearer", "Bearer ", "Basic dTpw",
            "Bearer " + String(repeating: "a", count: 42),
            "Bearer " + String(repeating: "a", count: 129),
            "Bearer " + String(repeating: "a", count: 43) + " b",
            String(repeating: "a", count: 43),
        ] as [String?]
    ) func `without a secret of a possible shape nothing opens`(authorization: String?) async throws
    {
        try await WebHouse.open { house in
            let headers = authorization.map { [Header(name: "Authorization", value: $0)] } ?? []
            for (method, path, body) in [
                ("PUT", "essai/talk", "{}"), ("DELETE", "essai/talk", nil),
                ("PUT", "essai/talk/lines/0123456789abcdef", #"{"text":"a"}"#),
                ("PUT", "essai/talk/typing", #"{"typing":true}"#),
                ("GET", "essai/talk/stream", nil),
            ] as [(String, String, String?)] {
                let answer = try await house.ask(method, path, headers: headers, body: body)
                #expect(answer.status == 401, "\(method) \(path)")
            }
        }
    }

    @Test func `the shortest and the longest secret open`() async throws {
        try await WebHouse.open { house in
            for count in [43, 128] {
                let token = String(repeating: "b", count: count)
                try await Visitor(house: house, token: token).arrive()
            }
        }
    }

    @Test func `a secret opens nobody else's talk, and none at another bot`() async throws {
        try await WebHouse.open { house in
            let visitor = Visitor(house: house)
            try await visitor.arrive()
            try await visitor.say("à moi")
            let other = Visitor(house: house)
            #expect(try await other.say("qui est là ?").status == 401)
            #expect(try await other.type(true).status == 401)
            #expect(try await Watcher.opened(other).end() == 401)
            let elsewhere = Visitor(house: house, bot: TestBots.curious, token: visitor.token)
            #expect(try await elsewhere.say("bonjour").status == 401)
            #expect(try await Watcher.opened(elsewhere).end() == 401)
            try await other.arrive()
            let watcher = try await Watcher.opened(other)
            #expect(!watcher.seen.value.texts.contains("à moi"))
            await watcher.leave()
        }
    }

    @Test func `after the end nothing more is accepted, however often the end is asked for`()
        async throws
    {
        try await WebHouse.open { house in
            let visitor = Visitor(house: house)
            try await visitor.arrive()
            let id = Visitor.mintLineID()
            #expect(try await visitor.say("avant", id: id).status == 200)
            for _ in 0..<3 { #expect(try await visitor.leave().status == 204) }
            let late = try await visitor.say("après")
            #expect(late.status == 410 && late.word == "over")
            #expect(try await visitor.say("avant", id: id).status == 200, "that was recorded")
            #expect(try await visitor.ownLines() == ["avant"])
            let watcher = try await Watcher.opened(visitor)
            #expect(watcher.seen.value.states.first?.stage == "ended")
            let goodbyes = try await watcher.seen.until { !$0.lines.isEmpty }.texts
            #expect(goodbyes.filter { $0 == "Tu peux revenir." }.count == 1)
            await watcher.leave()
        }
    }

    @Test
    func `who leaves in a hurry is forgotten: her streams close and her secret opens nothing`()
        async throws
    {
        try await WebHouse.open { house in
            let visitor = Visitor(house: house)
            try await visitor.arrive()
            let watchers = [
                try await Watcher.opened(visitor), try await Watcher.opened(visitor),
            ]
            #expect(try await visitor.leave(forgetting: true).status == 204)
            for watcher in watchers {
                #expect(try await watcher.end() == 200, "closed well, not broken off")
                let texts = watcher.seen.value.texts
                #expect(!texts.contains("Tu peux revenir."), "nothing is shown any more")
            }
            #expect(try await visitor.say("encore").status == 401)
            #expect(try await visitor.type(true).status == 401)
            #expect(try await Watcher.opened(visitor).end() == 401)
            #expect(try await visitor.leave(forgetting: true).status == 204)
            #expect(try await visitor.leave().status == 204)
        }
    }
}
