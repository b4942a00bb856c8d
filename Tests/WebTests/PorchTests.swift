import Curl
import Desk
import Relay
import Store
import Support
import Testing

@testable import Web

/// Many at once: who waits, and for how long.
@Suite(.timeLimit(.minutes(1))) struct PorchTests {
    private static let now = TestBots.noon
    private static let school = Network("192.0.2.7")

    private static func tab() -> VisitorKey { VisitorKey(secret: VisitorKey.mintSecret()) }

    @Test func `a class that comes together is let in at once`() {
        let porch = Porch(WebLimits())
        for _ in 0..<20 {
            #expect(porch.enter(Self.tab(), from: Self.school, at: Self.now) == .welcome)
        }
    }

    /// She presses start and closes, once a second, all evening; her school has one address.
    @Test func `one who begins again and again keeps nobody out, at her own school or elsewhere`() {
        let porch = Porch(WebLimits())
        var (began, waited) = (0, 0)
        var child = (tab: Self.tab(), came: -1_000)
        for second in 0..<(3 * 3_600) {
            let now = Self.now + Int64(second) * 1_000
            if porch.enter(Self.tab(), from: Self.school, at: now) == .welcome { began += 1 }
            switch second - child.came {
            case 5: #expect(porch.enter(child.tab, from: Self.school, at: now) != .welcome)
            case 20: #expect(porch.enter(child.tab, from: Self.school, at: now) == .welcome)
            default: break
            }
            guard second % 100 == 99 else { continue }
            child = (Self.tab(), second)
            switch porch.enter(child.tab, from: Self.school, at: now) {
            case .later(let seconds):
                #expect(seconds == 20)
                waited += 1
            case .welcome: child.came = -1_000
            }
            let elsewhere = Network("198.51.100.\(second / 100)")
            #expect(porch.enter(Self.tab(), from: elsewhere, at: now) == .welcome)
        }
        #expect(waited > 90)
        // Twenty, and then four a minute; each child took the place of one.
        #expect(began <= 20 + 3 * 60 * 4)
    }

    /// A program, from the same school: there it is slow for the others, and nowhere else.
    @Test func `one with a program slows her own address down, and no other`() {
        let porch = Porch(WebLimits())
        for step in 0..<(600 * 20) {
            let now = Self.now + Int64(step) * 50
            _ = porch.enter(Self.tab(), from: Self.school, at: now)
            guard step % 200 == 0 else { continue }
            let elsewhere = Network("198.51.100.\(step / 200)")
            #expect(porch.enter(Self.tab(), from: elsewhere, at: now) == .welcome)
        }
    }

    @Test func `a turn is good once, and only for the tab that has it`() {
        var limits = WebLimits()
        limits.arrivalsPerAddress = Allowance(atOnce: 20, perMinute: 1)
        let porch = Porch(limits)
        for _ in 0..<20 { _ = porch.enter(Self.tab(), from: Self.school, at: Self.now) }
        let child = Self.tab()
        #expect(porch.enter(child, from: Self.school, at: Self.now) == .later(seconds: 20))
        let later = Self.now + 20_000 - 6_000
        #expect(porch.enter(Self.tab(), from: Self.school, at: later) == .later(seconds: 20))
        #expect(porch.enter(child, from: Self.school, at: Self.now + 20_000) == .welcome)
        #expect(porch.enter(child, from: Self.school, at: Self.now + 20_001) != .welcome)
    }

    @Test func `the house has a number of its own, for those without an address too`() {
        var limits = WebLimits()
        limits.arrivals = Allowance(atOnce: 200, perMinute: 120)
        let porch = Porch(limits)
        let answers = (0..<201).map { _ in porch.enter(Self.tab(), from: nil, at: Self.now) }
        #expect(answers.dropLast().allSatisfy { $0 == .welcome })
        #expect(answers.last == .later(seconds: 20))
        #expect(porch.addressCount == 0)
        // Half a second later there is room for one more.
        #expect(porch.enter(Self.tab(), from: nil, at: Self.now + 500) == .welcome)
    }

    @Test func `a flood of addresses fills no memory, and lets no known one off`() {
        var limits = WebLimits()
        limits.addressesMax = 1_000
        limits.arrivals = Allowance(atOnce: 100_000, perMinute: 100_000)
        let porch = Porch(limits)
        for _ in 0..<21 { _ = porch.enter(Self.tab(), from: Self.school, at: Self.now) }
        for number in 0..<20_000 {
            let flood = Network("11.0.\(number / 250).\(number % 250)")
            _ = porch.enter(Self.tab(), from: flood, at: Self.now + Int64(number) / 10)
        }
        #expect(porch.addressCount <= 2_000)
        #expect(porch.enter(Self.tab(), from: Self.school, at: Self.now + 2_001) != .welcome)
    }

    /// All that the porch keeps about anybody is in such tables, and so is what they cost.
    @Test func `a million names in a table are never more than its number`() {
        var table = Generations<UInt64, Int64>(countMax: 5_000, periodMilliseconds: 60_000)
        var most = 0
        for number in 0..<1_000_000 {
            let now = Int64(number) * 3
            table.turn(at: now)
            table[UInt64(number)] = now
            if number % 10_000 == 0 { most = max(most, table.count) }
        }
        #expect(most <= 10_000 && most > 4_000)
        table.turn(at: 10_000_000)
        #expect(table.count == 0)
    }

    @Test func `a mark is the same for a day, and then means nothing any more`() {
        var salt = Salt()
        _ = salt.turn(at: Self.now)
        let mark = salt.mark("192.0.2.7")
        let isOtherAnHourLater = salt.turn(at: Self.now + 3_600_000)
        #expect(!isOtherAnHourLater && salt.mark("192.0.2.7") == mark)
        let isOtherTheNextDay = salt.turn(at: Self.now + 86_400_000)
        #expect(isOtherTheNextDay)
        #expect(salt.mark("192.0.2.7") != mark)
        #expect(Salt().mark("192.0.2.7") != Salt().mark("192.0.2.7"))
        // And whoever was slowed down the day before is as new.
        let porch = Porch(WebLimits())
        for _ in 0..<21 { _ = porch.enter(Self.tab(), from: Self.school, at: Self.now) }
        #expect(porch.addressCount == 1)
        _ = porch.enter(Self.tab(), from: nil, at: Self.now + 86_400_000)
        #expect(porch.addressCount == 0)
    }

    @Test func `an address leaves memory by the clock, though nobody comes any more`() async throws
    {
        let hands = HandClock()
        let limits = WebLimits()
        try await WebHouse.open(
            at: Self.now + Int64(hands.now.offset / .milliseconds(1)),
            clock: hands,
            addresses: .proxy
        ) { house in
            let headers = [
                Header(name: "Authorization", value: "Bearer " + VisitorKey.mintSecret()),
                Header(name: "X-Forwarded-For", value: "192.0.2.7"),
            ]
            let path = TestBots.plain.rawValue + "/talk"
            let answer = try await house.ask("PUT", path, headers: headers, body: "{}")
            #expect(answer.status == 200)
            #expect(house.door.entrance.addressCount == 1)
            await hands.untilSleeping(for: .seconds(limits.sweepSeconds))
            hands.advance(by: .milliseconds(3 * limits.addressPeriodMilliseconds))
            try await eventually { house.door.entrance.addressCount == 0 }
        }
    }

    @Test func `a clock that is set back gives nothing away and locks nobody out`() {
        let porch = Porch(WebLimits())
        for _ in 0..<20 { _ = porch.enter(Self.tab(), from: Self.school, at: Self.now) }
        let child = Self.tab()
        #expect(porch.enter(child, from: Self.school, at: Self.now) == .later(seconds: 20))
        let before = Self.now - 3_600_000
        #expect(porch.enter(Self.tab(), from: Self.school, at: before) == .later(seconds: 20))
        #expect(porch.enter(child, from: Self.school, at: before) == .later(seconds: 20))
    }
}
