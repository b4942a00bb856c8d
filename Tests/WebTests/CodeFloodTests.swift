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

/// Who comes first when many codes are tried at once.
@Suite(.timeLimit(.minutes(1))) struct CodeLineTests {
    private static let school = Network("192.0.2.7")
    private static let home = Network("198.51.100.3")

    private static func tab() -> VisitorKey { VisitorKey(secret: VisitorKey.mintSecret()) }

    @Test func `whoever has tried less comes first, in her tab and where she is`() {
        let tries = Tries(WebLimits())
        let (hasty, child, clumsy, other) = (Self.tab(), Self.tab(), Self.tab(), Self.tab())
        _ = tries.begin(clumsy, from: Self.home, at: 1)
        // A class that comes back on the same evening.
        let first = tries.begin(hasty, from: Self.school, at: 1)
        let second = tries.begin(hasty, from: Self.school, at: 2)
        for _ in 0..<18 { _ = tries.begin(Self.tab(), from: Self.school, at: 3) }
        let inClass = tries.begin(child, from: Self.school, at: 4)
        #expect(first < inClass && inClass < second)
        for _ in 0..<500 { _ = tries.begin(Self.tab(), from: Self.school, at: 5) }
        let guess = tries.begin(Self.tab(), from: Self.school, at: 6)
        let mistyped = tries.begin(clumsy, from: Self.home, at: 7)
        let atHome = tries.begin(other, from: Self.home, at: 8)
        #expect(atHome < mistyped && mistyped < guess, "a tab is new as often as one likes")
    }

    @Test func `where many guess, whoever waits there comes before what is tried after`() {
        let tries = Tries(WebLimits())
        let child = Self.tab()
        for _ in 0..<500 { _ = tries.begin(Self.tab(), from: Self.school, at: 1) }
        let first = tries.begin(child, from: Self.school, at: 2)
        #expect(first < tries.begin(Self.tab(), from: Self.school, at: 3))
        let second = tries.begin(child, from: Self.school, at: 4)
        for _ in 0..<WebLimits().arrivalsPerAddress.atOnce {
            _ = tries.begin(Self.tab(), from: Self.school, at: 5)
        }
        #expect(second < tries.begin(Self.tab(), from: Self.school, at: 6))
    }

    @Test func `what was not made does not count, and what is long ago does not either`() {
        let tries = Tries(WebLimits())
        let child = Self.tab()
        let first = tries.begin(child, from: nil, at: 1)
        tries.undo(child, from: nil)
        #expect(tries.begin(child, from: nil, at: 2) == first)
        #expect(tries.begin(child, from: nil, at: 3) > first)
        let later = 3 + 3 * WebLimits().addressPeriodMilliseconds
        #expect(tries.begin(child, from: nil, at: later) == first)
    }

    /// A dozen tabs try five codes each, all at once; then one child comes with hers.
    @Test func `a child with one code does not wait behind a flood of guesses`() async throws {
        try await WebHouse.open { house in
            let done = Watched(0)
            var guessers: [Visitor] = []
            for _ in 0..<12 { guessers.append(Visitor(house: house)) }
            let child = Visitor(house: house)
            for visitor in guessers + [child] { try await visitor.arrive() }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for (tab, visitor) in guessers.enumerated() {
                    for number in 0..<5 {
                        group.addTask {
                            let code = "1234 5678 \(1_000 + tab) \(2_000 + number)"
                            _ = try await visitor.sayRaw(#"{"code":"\#(code)"}"#)
                            done.change { $0 += 1 }
                        }
                    }
                }
                try await done.until { $0 > 0 }
                let answer = try await child.sayRaw(#"{"code":"4444 5555 6666 7777"}"#)
                #expect(answer.status == 200)
                #expect(done.value < 20, "of sixty")
                try await group.waitForAll()
            }
        }
    }
}
