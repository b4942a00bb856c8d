import Desk
import Relay
import Support
import Testing

@Suite struct WallClockTests {
    private static let hour: Int64 = 3_600_000

    /// Milliseconds since 1970 of an hour (UTC) on a day.
    private static func instant(_ year: Int, _ month: Int, _ day: Int, minutes: Int) throws -> Int64
    {
        let date = try #require(CivilDate(year: year, month: month, day: day))
        return Int64(date.daysSince1970) * 24 * hour + Int64(minutes) * 60_000
    }

    @Test(
        arguments: [
            // 28 March: two o'clock does not exist.
            (3, 28, 59, "01:59"), (3, 28, 60, "03:00"), (3, 28, 22 * 60 - 1, "23:59"),
            // 31 October: the hour after two comes twice.
            (10, 31, 30, "02:30"), (10, 31, 60, "02:00"), (10, 31, 90, "02:30"),
            (10, 31, 120, "03:00"), (10, 31, 23 * 60 - 1, "23:59"),
        ])
    func `Brussels changes its clocks`(_ month: Int, _ day: Int, minutes: Int, shown: String) throws
    {
        let instant = try Self.instant(2027, month, day, minutes: minutes)
        let moment = try #require(WallClock { 0 }.moment(at: instant, in: "Europe/Brussels"))
        #expect(moment.civil.clock == shown)
        #expect(moment.civil.date == CivilDate(year: 2027, month: month, day: day))
        #expect(moment.milliseconds == instant)
    }

    @Test func `the day begins earlier in Brussels than in Greenwich`() throws {
        let newYear = try Self.instant(2027, 1, 1, minutes: -60)
        let moment = try #require(WallClock { newYear }.moment(in: "Europe/Brussels"))
        #expect(moment.civil == CivilTime(date: CivilDate(daysSince1970: 20_819), minute: 0))
        let before = try #require(WallClock { newYear - 1 }.moment(in: "Europe/Brussels"))
        #expect(before.civil.date == CivilDate(year: 2026, month: 12, day: 31))
        #expect(before.civil.clock == "23:59")
    }

    @Test(arguments: ["Europe/Nowhere", "", "Bruxelles"])
    func `an unknown zone has no time at all`(zone: String) {
        #expect(WallClock { 0 }.moment(in: zone) == nil)
    }

    @Test func `before 1970 the days are counted downwards`() throws {
        let moment = try #require(WallClock { 0 }.moment(at: -1_000, in: "UTC"))
        #expect(moment.civil.date == CivilDate(year: 1969, month: 12, day: 31))
        #expect(moment.civil.clock == "23:59")
    }

    @Test func `the system's clock is read anew each time`() {
        let seconds = Watched<Int64>(1)
        let clock = WallClock { seconds.value }
        #expect(clock.milliseconds == 1)
        seconds.change { $0 = 2 }
        #expect(clock.milliseconds == 2)
        #expect(WallClock().milliseconds > 1_700_000_000_000)
    }
}
