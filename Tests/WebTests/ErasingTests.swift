import Desk
import Relay
import Testing

/// Everything forgotten at once, through the web.
@Suite(.timeLimit(.minutes(1))) struct ErasingTests {
    @Test
    func `her tab opens nothing any more, the room hears that she left, and words are destroyed`()
        async throws
    {
        try await WebHouse.open { house in
            let (visitor, number) = try await Visitor.talking(in: house)
            try await visitor.say("un secret")
            try await house.answer("je te lis", to: number)
            // Asked again and again, as after an answer that was lost on the way.
            for _ in 1...3 {
                #expect(try await visitor.ask("DELETE", "talk?erase=1").status == 204)
            }
            #expect(try await visitor.say("encore").status == 401)
            #expect(try await visitor.ask("GET", "talk/stream").status == 401)
            let due = try await house.firstReminder()
            #expect(due == TestBots.noon + 60_000, "in a minute, not in a day")
            try await house.hear(.due(.forget), about: number)
            let left = try await house.switchboard.lines(of: number, after: 0, limit: 100)
            #expect(left.isEmpty)
        }
    }

    @Test func `what is over can be erased too, and what nobody knows is erased already`()
        async throws
    {
        try await WebHouse.open { house in
            let visitor = Visitor(house: house)
            try await visitor.arrive()
            try await visitor.leave()
            #expect(try await visitor.ask("DELETE", "talk?erase=1").status == 204)
            #expect(try await visitor.say("encore").status == 401)
            #expect(try await house.firstReminder() == TestBots.noon + 60_000)
            let nobody = Visitor(house: house)
            #expect(try await nobody.ask("DELETE", "talk?erase=1").status == 204)
        }
    }

    @Test func `without scripts it is one question behind a word, and is said to be done`()
        async throws
    {
        try await WebHouse.open { house in
            let start = try await Page.started(house)
            try await start.shows("value=\"erase\"")
            try await start.shows("on ne peut pas l&#39;effacer de sa tête")
            let visitor = Visitor(house: house, token: start.secret)
            let gone = try await house.post("essai", ["secret": start.secret, "do": "erase"])
            #expect(gone.text.contains("role=\"alert\">C&#39;est fait."))
            #expect(!gone.text.contains(start.secret))
            #expect(try await visitor.say("encore").status == 401)
            #expect(try await house.firstReminder() == TestBots.noon + 60_000)
            await start.leave()
        }
    }
}
