import Desk
import Relay
import Testing

@testable import Web

/// Looking at a return code is slow, and everybody's are looked at one after the other: whoever
/// floods that line would keep a child from sending her letter.
@Suite(.timeLimit(.minutes(1))) struct CodeFloodTests {
    private static let code = #"{"code":"1234 5678 9012 3456"}"#
    private static let send = #"{"question":"letter","choice":"send"}"#

    @Test func `whoever was not let in has no code looked at, and none made`() async throws {
        var limits = WebLimits()
        limits.digestsPerTab = Allowance(atOnce: 1, perMinute: 1)
        try await WebHouse.open(limits) { house in
            let stranger = Visitor(house: house)
            for body in [#"{"code":"12"}"#, Self.code, Self.send] {
                let answer = try await stranger.sayRaw(body)
                #expect(answer.status == 401 && answer.word == "unknown")
            }
            try await stranger.arrive()
            #expect(try await stranger.sayRaw(Self.code).status == 200, "nothing of it was counted")
        }
    }

    @Test func `a tab that tries codes is slowed down alone, and loses nothing`() async throws {
        let hand = CrowdedTests.Hand()
        var limits = WebLimits()
        limits.digestsPerTab = Allowance(atOnce: 2, perMinute: 60)
        try await WebHouse.open(limits, at: hand.now) { house in
            let (hasty, calm) = (Visitor(house: house), Visitor(house: house))
            for visitor in [hasty, calm] { try await visitor.arrive() }
            for _ in 1...2 { #expect(try await hasty.sayRaw(Self.code).status == 200) }
            let id = Visitor.mintLineID()
            let told = try await hasty.put("talk/lines/" + id, Self.code)
            #expect(told.status == 429 && told.header("retry-after") == "1")
            #expect(try await hasty.say("et mes mots passent").status == 200)
            #expect(try await calm.sayRaw(Self.code).status == 200)
            hand.move(seconds: 1)
            #expect(try await hasty.put("talk/lines/" + id, Self.code).status == 200)
        }
    }

    @Test func `as many as may be wrong can be tried at once`() {
        #expect(WebLimits().digestsPerTab.atOnce > 5)
    }

    @Test func `without scripts she is told to wait, not that her code is wrong`() async throws {
        var limits = WebLimits()
        limits.digestsPerTab = Allowance(atOnce: 1, perMinute: 1)
        try await WebHouse.open(limits) { house in
            let start = try await Page.started(house)
            let first = try await start.says(["code": "1234 5678 9012 3456"])
            try await first.shows("Je ne connais pas ce code.")
            let second = try await first.says(["code": "1234 5678 9012 3456"])
            try await second.shows("Attends un peu, puis réessaie.")
            for page in [start, first, second] { await page.leave() }
        }
    }
}
