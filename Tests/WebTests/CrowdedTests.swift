import Curl
import Desk
import Relay
import Store
import Synchronization
import Testing

@testable import Web

/// A crowded door over the wire, on both pages.
@Suite(.timeLimit(.minutes(1))) struct CrowdedTests {
    /// A clock that the test sets.
    final class Hand: Sendable {
        private let value = Mutex(TestBots.noon)
        var now: Int64 { value.withLock(\.self) }
        func move(seconds: Int64) { value.withLock { $0 += seconds * 1_000 } }
    }

    private static var few: WebLimits {
        var limits = WebLimits()
        limits.arrivalsPerAddress = Allowance(atOnce: 2, perMinute: 1)
        return limits
    }

    private static func arrive(
        _ visitor: Visitor,
        from address: String
    ) async throws -> Answer {
        try await visitor.house.ask(
            "PUT",
            "essai/talk",
            headers: [
                Header(name: "Authorization", value: "Bearer " + visitor.token),
                Header(name: "X-Forwarded-For", value: "198.51.100.1, " + address),
            ],
            body: "{}"
        )
    }

    @Test func `the third from one address waits a moment, and nobody else does`() async throws {
        let hand = Hand()
        try await WebHouse.open(Self.few, at: hand.now, addresses: .proxy) { house in
            let first = Visitor(house: house)
            #expect(try await Self.arrive(first, from: "192.0.2.7").status == 200)
            #expect(try await Self.arrive(Visitor(house: house), from: "192.0.2.7").status == 200)
            let child = Visitor(house: house)
            let told = try await Self.arrive(child, from: "192.0.2.7")
            #expect(told.status == 429 && told.word == "too_fast")
            #expect(told.header("retry-after") == "20")
            let elsewhere = Visitor(house: house)
            #expect(try await Self.arrive(elsewhere, from: "192.0.2.8").status == 200)
            // Who is in a talk may say so again, and talks.
            #expect(try await Self.arrive(first, from: "192.0.2.7").status == 200)
            #expect(try await first.say("je suis là").status == 200)
            hand.move(seconds: 20)
            #expect(try await Self.arrive(child, from: "192.0.2.7").status == 200)
        }
    }

    @Test func `without a word for it addresses do not count`() async throws {
        try await WebHouse.open(Self.few) { house in
            for _ in 0..<5 {
                let answer = try await Self.arrive(Visitor(house: house), from: "192.0.2.7")
                #expect(answer.status == 200)
            }
        }
    }

    @Test func `a tab that writes too fast is slowed down alone, and loses nothing`() async throws {
        let hand = Hand()
        var limits = WebLimits()
        limits.linesPerTab = Allowance(atOnce: 3, perMinute: 60)
        try await WebHouse.open(limits, at: hand.now) { house in
            let hasty = Visitor(house: house)
            let calm = Visitor(house: house)
            for visitor in [hasty, calm] { try await visitor.arrive() }
            for number in 1...3 { #expect(try await hasty.say("\(number)").status == 200) }
            let id = Visitor.mintLineID()
            let told = try await hasty.say("4", id: id)
            #expect(told.status == 429 && told.header("retry-after") == "1")
            #expect(try await calm.say("et moi").status == 200)
            hand.move(seconds: 1)
            #expect(try await hasty.say("4", id: id).status == 200)
            #expect(try await hasty.ownLines() == ["1", "2", "3", "4"])
        }
    }

    @Test func `signs have a number too`() async throws {
        var limits = WebLimits()
        limits.signsPerTab = Allowance(atOnce: 2, perMinute: 1)
        try await WebHouse.open(limits) { house in
            let visitor = Visitor(house: house)
            try await visitor.arrive()
            for _ in 0..<2 { #expect(try await visitor.type(true).status == 204) }
            #expect(try await visitor.type(true).status == 429)
            #expect(try await visitor.put("talk/seen", #"{"seq":1}"#).status == 429)
            #expect(try await visitor.say("je parle quand même").status == 200)
        }
    }

    @Test(arguments: [("fr", "en secondes : 20."), ("nl", "in seconden: 20.")])
    func `without scripts she is told when to press again, and keeps her turn`(
        _ row: (language: String, words: String)
    ) async throws {
        let hand = Hand()
        var limits = WebLimits()
        limits.arrivals = Allowance(atOnce: 1, perMinute: 1)
        let bot = TestBots.script(TestBots.plain, languages: [row.language == "fr" ? .fr : .nl])
        try await WebHouse.open(limits, bots: [bot], at: hand.now) { house in
            try await Visitor(house: house).arrive()
            let secret = Mint.hex(byteCount: 32)
            let told = try await house.post("essai", ["secret": secret, "do": "start"])
            #expect(told.status == 429 && told.header("retry-after") == "20")
            #expect(told.text.contains(row.words) && told.text.contains("112"))
            #expect(told.text.contains(secret), "the button in it keeps her turn")
            hand.move(seconds: 20)
            let start = Page(house, "essai", ["secret": secret, "do": "start"])
            try await start.shows("Bonjour")
            await start.leave()
        }
    }
}
