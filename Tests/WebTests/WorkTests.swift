import Curl
import Desk
import Relay
import Store
import Support
import Testing

@testable import Web

extension Work {
    /// What a page would answer.
    static func done(_ puzzle: Puzzle) -> Work {
        let answers = (0..<puzzle.parts).map { part in
            (UInt32(0)...).first { number in
                workBits(of: "\(puzzle.challenge).\(part).\(number)") >= puzzle.bits
            } ?? 0
        }
        return Work(challenge: puzzle.challenge, answers: answers)
    }
}

/// Work before a talk: who is asked, and what is taken for done.
@Suite(.timeLimit(.minutes(1))) struct WorkTests {
    private static let now = TestBots.noon

    private static var eager: WebLimits {
        var limits = WebLimits()
        (limits.workFromPerMinute, limits.workBitsAtFirst) = (2, 4)
        return limits
    }

    private static func tab() -> VisitorKey { VisitorKey(secret: VisitorKey.mintSecret()) }

    private static func caller(
        at now: Int64 = now,
        bot: BotName = TestBots.plain,
        from address: String? = nil
    ) -> Turnstile.Caller {
        .init(bot: bot, network: address.flatMap { Network($0) }, instant: now)
    }

    /// One that two others have just come through.
    private static func crowded() -> Turnstile {
        let turnstile = Turnstile(eager)
        for _ in 0..<2 { #expect(turnstile.toll(nil, of: tab(), caller()) == .nothing) }
        return turnstile
    }

    @Test func `a whole evening of ordinary arrivals asks nobody for work`() {
        let turnstile = Turnstile(WebLimits())
        // One every two seconds: more than ever came, and a quarter of what it takes.
        for step in 0..<5_400 {
            let caller = Self.caller(at: Self.now + Int64(step) * 2_000)
            #expect(turnstile.toll(nil, of: Self.tab(), caller) == .nothing)
        }
    }

    @Test(arguments: [(119, 0), (120, 1), (239, 1), (240, 2), (480, 3), (960, 4), (50_000, 4)])
    func `the more come in a minute, the harder it is`(_ row: (count: Int, level: Int)) {
        let turnstile = Turnstile(WebLimits())
        for _ in 0..<row.count { _ = turnstile.toll(nil, of: Self.tab(), Self.caller()) }
        #expect(turnstile.level(at: Self.now) == row.level)
        #expect(turnstile.level(at: Self.now + 120_000) == 0, "and it is over by itself")
        #expect(turnstile.level(at: Self.now - 3_600_000) == 0, "a clock may be set back")
    }

    @Test func `where the settings want none, nobody ever works`() {
        var limits = Self.eager
        limits.workLevelMax = 0
        let turnstile = Turnstile(limits)
        for _ in 0..<10_000 {
            #expect(turnstile.toll(nil, of: Self.tab(), Self.caller()) == .nothing)
        }
    }

    @Test func `work that is done lets in, once, and only with her own secret`() {
        let turnstile = Self.crowded()
        let child = Self.tab()
        #expect(turnstile.toll(nil, of: child, Self.caller()) == .owed)
        let work = Work.done(turnstile.puzzle(for: child, Self.caller()))
        guard case .paid(let mark) = turnstile.toll(work, of: child, Self.caller()) else {
            Issue.record("not let in")
            return
        }
        // A turn may have to be waited for: until then it is not used.
        #expect(turnstile.toll(work, of: child, Self.caller()) == .paid(mark: mark))
        #expect(turnstile.use(mark, at: Self.now))
        #expect(!turnstile.use(mark, at: Self.now), "it is good once")
        #expect(turnstile.toll(work, of: child, Self.caller()) == .used)
        #expect(turnstile.toll(work, of: Self.tab(), Self.caller()) == .owed)
    }

    @Test func `work for another bot, from another address or of yesterday is none`() {
        let turnstile = Self.crowded()
        let child = Self.tab()
        let here = Self.caller(from: "192.0.2.7")
        let work = Work.done(turnstile.puzzle(for: child, here))
        let owed: [(String, Turnstile.Caller)] = [
            ("another bot", Self.caller(bot: TestBots.curious, from: "192.0.2.7")),
            ("another address", Self.caller(from: "192.0.2.8")),
        ]
        for (what, caller) in owed {
            #expect(turnstile.toll(work, of: child, caller) == .owed, "\(what)")
        }
        for _ in 0..<2 { _ = turnstile.toll(nil, of: child, Self.caller(at: Self.now + 300_000)) }
        let inTime = Self.caller(at: Self.now + 300_000, from: "192.0.2.7")
        #expect(turnstile.toll(work, of: child, inTime) != .owed)
        for _ in 0..<2 { _ = turnstile.toll(nil, of: child, Self.caller(at: Self.now + 301_000)) }
        let late = Self.caller(at: Self.now + 301_000, from: "192.0.2.7")
        #expect(turnstile.toll(work, of: child, late) == .owed)
        // Another process has another secret.
        #expect(Self.crowded().toll(work, of: child, here) == .owed)
    }

    @Test func `what is forged, easier, shorter or not done is no work`() {
        let turnstile = Self.crowded()
        let child = Self.tab()
        let puzzle = turnstile.puzzle(for: child, Self.caller())
        let good = Work.done(puzzle)
        let parts = puzzle.challenge.split(separator: ".").map(String.init)
        let easier = Puzzle(challenge: "1.\(parts[1]).\(parts[2])", bits: 1, parts: puzzle.parts)
        let longer = Puzzle(
            challenge: "\(parts[0]).9\(parts[1]).\(parts[2])",
            bits: puzzle.bits,
            parts: puzzle.parts
        )
        let bad: [Work] = [
            .done(easier), .done(longer), Work(challenge: "", answers: []),
            Work(challenge: puzzle.challenge, answers: []),
            Work(challenge: puzzle.challenge, answers: Array(good.answers.dropLast())),
            Work(challenge: puzzle.challenge, answers: good.answers + [0]),
            Work(challenge: puzzle.challenge, answers: good.answers.map { $0 &+ 1 }),
            Work(challenge: "99999999999999999999.1.a", answers: good.answers),
            Work(challenge: "-1.-9223372036854775808.", answers: good.answers),
            Work(challenge: parts[0] + "." + parts[1], answers: good.answers),
        ]
        for work in bad { #expect(turnstile.toll(work, of: child, Self.caller()) == .owed) }
        #expect(turnstile.toll(good, of: child, Self.caller()) != .owed)
    }

    /// What a script pays without work, and what it costs us: no more than some digests.
    @Test func `looking a sum over costs as little as asking for one`() {
        let turnstile = Self.crowded()
        let child = Self.tab()
        let puzzle = turnstile.puzzle(for: child, Self.caller())
        let wrong = Work(
            challenge: puzzle.challenge,
            answers: Array(repeating: 0, count: puzzle.parts)
        )
        let begun = ContinuousClock.now
        for _ in 0..<1_000 {
            #expect(turnstile.toll(wrong, of: child, Self.caller()) == .owed)
        }
        // Far above what it takes, in a debug build on a busy machine: 2 ms each.
        #expect(ContinuousClock.now - begun < .seconds(2))
    }

    @Test func `a challenge fits the one block that the page's own digest can do`() {
        var limits = WebLimits()
        limits.workBitsAtFirst = 13
        let puzzle = Turnstile(limits).puzzle(for: Self.tab(), Self.caller())
        // The part, and a number that not one in ten million needs more digits than.
        #expect(puzzle.challenge.utf8.count + ".15.".utf8.count + "999999".utf8.count <= 55)
    }
}
