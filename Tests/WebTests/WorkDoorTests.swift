import Curl
import Desk
import Foundation
import Relay
import Store
import Support
import Testing

@testable import Web

/// Work before a talk, over the wire, on both pages.
@Suite(.timeLimit(.minutes(1))) struct WorkDoorTests {
    static var eager: WebLimits {
        var limits = WebLimits()
        (limits.workFromPerMinute, limits.workLevelMax, limits.workBitsAtFirst) = (1, 1, 4)
        return limits
    }

    private struct Wanted: Decodable {
        struct Sum: Decodable {
            let challenge: String
            let bits: Int
            let parts: Int
        }
        let error: String
        let work: Sum
    }

    private static func puzzle(_ answer: Answer) throws -> Puzzle {
        let wanted = try JSONDecoder().decode(Wanted.self, from: Data(answer.text.utf8))
        #expect(answer.status == 428 && wanted.error == "work_wanted")
        let sum = wanted.work
        return Puzzle(challenge: sum.challenge, bits: sum.bits, parts: sum.parts)
    }

    private static func body(_ work: Work) -> String {
        let answers = work.answers.map(String.init).joined(separator: ",")
        return #"{"work":{"challenge":"\#(work.challenge)","answers":[\#(answers)]}}"#
    }

    @Test func `a child who has worked comes in; whoever has not leaves no trace`() async throws {
        let gauges = Gauges()
        try await WebHouse.open(Self.eager, gauges: gauges) { house in
            #expect(gauges[.workLevel] == 0)
            try await Visitor(house: house).arrive()
            let child = Visitor(house: house)
            let puzzle = try Self.puzzle(try await child.put("talk", "{}"))
            #expect(gauges[.workLevel] == 1)
            let script = Visitor(house: house)
            for body in ["", "{}", "[", #"{"work":{"challenge":"a","answers":[1]}}"#] {
                _ = try Self.puzzle(try await script.put("talk", body))
            }
            await #expect(throws: Absent.self) { try await script.number() }
            let body = Self.body(.done(puzzle))
            #expect(try await child.put("talk", body).status == 200)
            #expect(try await child.say("bonjour").status == 200)
            // An answer that was lost on the way: the same once more is the same talk.
            #expect(try await child.put("talk", body).status == 200)
            #expect(try await child.ownLines() == ["bonjour"])
            // And once it is over and forgotten, the same work begins no other.
            try await child.leave(forgetting: true)
            _ = try Self.puzzle(try await child.put("talk", body))
        }
    }

    @Test func `work keeps her turn where a turn is wanted too`() async throws {
        let hand = CrowdedTests.Hand()
        var limits = Self.eager
        limits.arrivals = Allowance(atOnce: 1, perMinute: 1)
        try await WebHouse.open(limits, at: hand.now) { house in
            try await Visitor(house: house).arrive()
            let child = Visitor(house: house)
            let body = Self.body(.done(try Self.puzzle(try await child.put("talk", "{}"))))
            #expect(try await child.put("talk", body).status == 429)
            hand.move(seconds: 20)
            #expect(try await child.put("talk", body).status == 200)
        }
    }

    @Test func `without scripts she waits as long, and her page comes back by itself`()
        async throws
    {
        let hand = CrowdedTests.Hand()
        var limits = Self.eager
        limits.workFromPerMinute = 4
        try await WebHouse.open(limits, at: hand.now) { house in
            for _ in 0..<4 { try await Visitor(house: house).arrive() }
            let secret = Mint.hex(byteCount: 32)
            let told = try await house.post("essai", ["secret": secret, "do": "start"])
            #expect(told.status == 429 && told.header("retry-after") == "2")
            #expect(told.text.contains("Un petit instant…") && told.text.contains("112"))
            #expect(!told.text.contains(secret), "an address is kept in the history")
            #expect(told.text.contains("Ensuite, touche « Commencer »."))
            let refresh = try #require(told.header("refresh"))
            #expect(refresh.hasPrefix("2; url=/essai/simple?ticket="))
            let ticket = try #require(refresh.components(separatedBy: "ticket=").last)
            let back = try await house.ask("GET", "essai/simple?ticket=" + ticket)
            #expect(back.text.contains("C&#39;est bon. Touche « Commencer »."))
            #expect(try field("ticket", in: back.text) == ticket)
            let fresh = try field("secret", in: back.text)
            let fields = ["secret": fresh, "do": "start", "ticket": ticket]
            // Not earlier than she was told.
            hand.move(seconds: 1)
            let early = try await house.post("essai", fields)
            #expect(early.status == 429 && early.header("retry-after") == "1")
            #expect(early.header("refresh")?.hasSuffix(ticket) == true)
            hand.move(seconds: 1)
            let start = Page(house, "essai", fields)
            try await start.shows("Bonjour")
            await start.leave()
            // Nor twice, nor at another bot, nor changed.
            for (bot, ticket) in [("essai", ticket), ("questions", ticket), ("essai", "1.a.b")] {
                let fields = ["secret": Mint.hex(byteCount: 32), "do": "start", "ticket": ticket]
                let answer = try await house.post(bot, fields)
                #expect(answer.status == 429 && answer.header("retry-after") == "2")
                #expect(answer.header("refresh")?.contains(ticket) == false)
            }
        }
    }

    @Test func `the page on which she waits speaks the language that she chose`() async throws {
        var limits = Self.eager
        limits.workFromPerMinute = 4
        try await WebHouse.open(limits) { house in
            for _ in 0..<4 { try await Visitor(house: house).arrive() }
            let wish = ["secret": Mint.hex(byteCount: 32), "do": "start", "lang": "de"]
            let german = try await house.post("essai", wish)
            #expect(german.header("refresh")?.hasSuffix("&lang=de") == true)
            #expect(german.text.contains("Tippe dann auf „Anfangen“."))
        }
    }

    /// Else a program would wait with a thousand hands at once instead of working.
    @Test func `by waiting no more come in than before anybody had to work`() async throws {
        var limits = Self.eager
        limits.workFromPerMinute = 3
        try await WebHouse.open(limits) { house in
            for _ in 0..<3 { try await Visitor(house: house).arrive() }
            var tickets = 0
            for _ in 0..<6 {
                let secret = Mint.hex(byteCount: 32)
                let told = try await house.post("essai", ["secret": secret, "do": "start"])
                #expect(told.status == 429)
                if told.header("refresh")?.contains("ticket=") == true {
                    tickets += 1
                } else {
                    #expect(told.header("refresh") == "20; url=/essai/simple")
                }
            }
            #expect(tickets == 3)
        }
    }
}
