import Desk
import Rehearsal
import Foundation
import Testing

@Suite struct CalendarTests {
    @Test func `two centuries of days go to a number and back`() throws {
        let first = try #require(CivilDate(year: 1900, month: 1, day: 1))
        let last = try #require(CivilDate(year: 2100, month: 12, day: 31))
        let days = first.daysSince1970...last.daysSince1970
        let dates = days.map { CivilDate(daysSince1970: $0) }
        #expect(dates.map(\.daysSince1970) == Array(days))
        #expect(
            dates.allSatisfy { CivilDate(year: $0.year, month: $0.month, day: $0.day) == $0 }
        )
        #expect(zip(dates, dates.dropFirst()).allSatisfy { $0 < $1 })
    }

    @Test func `Foundation's calendar agrees on every day of forty years`() throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = try #require(TimeZone(secondsFromGMT: 0))
        for day in -3_700..<11_000 {
            let date = CivilDate(daysSince1970: day)
            let instant = Date(timeIntervalSince1970: TimeInterval(day) * 86_400)
            let parts = calendar.dateComponents([.year, .month, .day, .weekday], from: instant)
            // Foundation counts the days of a week from Sunday, 1.
            let weekday = (date.weekday.rawValue + 1) % 7 + 1
            let ours = [date.year, date.month, date.day, weekday]
            guard ours == [parts.year, parts.month, parts.day, parts.weekday] else {
                Issue.record("\(ours)")
                return
            }
        }
    }

    @Test(arguments: [
        (2026, 2, 29), (2100, 2, 29), (1900, 2, 29), (2026, 4, 31), (2026, 13, 1), (2026, 0, 1),
        (2026, 1, 0), (2026, 1, 32), (2026, 6, -1), (0, 1, 1), (10_000, 1, 1),
    ])
    func `a day that no calendar has is no date`(_ row: (year: Int, month: Int, day: Int)) {
        #expect(CivilDate(year: row.year, month: row.month, day: row.day) == nil)
    }

    @Test(arguments: [2000, 2024, 2028, 2400])
    func `leap years have their day`(_ year: Int) throws {
        let leapDay = try #require(CivilDate(year: year, month: 2, day: 29))
        #expect(leapDay.adding(days: 1) == CivilDate(year: year, month: 3, day: 1))
        #expect(leapDay.adding(days: -1) == CivilDate(year: year, month: 2, day: 28))
    }

    @Test(arguments: [
        (0, "00:00"), (9, "00:09"), (1_084, "18:04"), (1_439, "23:59"), (1_440, "00:00"),
        (1_500, "01:00"),
    ])
    func `a minute is shown as a clock shows it`(_ row: (minute: Int, shown: String)) {
        #expect(CivilTime.clock(minute: row.minute) == row.shown)
    }

    @Test func `the wall clock of the stories keeps Brussels time`() throws {
        let winter = try TestScript.wall.instant("2027-03-28 01:30", now: nil)
        #expect(try TestScript.wall.words(winter + 3_600_000) == "2027-03-28 03:30")
        let summer = try TestScript.wall.instant("2026-07-01 18:00", now: nil)
        #expect(summer == 1_782_921_600_000)
        #expect(try TestScript.wall.words(summer) == "2026-07-01 18:00")
    }

    @Test(arguments: [
        ("2027-03-28 01:59", nil), ("2027-03-28 03:00", 60), ("2027-03-29 02:59", 60),
        ("2027-03-29 03:00", nil), ("2027-10-31 12:00", -60), ("2026-07-01 12:00", nil),
    ])
    func `a change of the clocks is known for a day`(_ row: (time: String, minutes: Int?)) throws {
        let wall = try TestScript.wall
        let moment = try wall.moment(wall.instant(row.time, now: nil))
        #expect(moment.change?.minutes == row.minutes)
        if let change = moment.change, row.minutes == 60 {
            #expect(try wall.instant("2027-03-28 03:00", now: nil) == change.milliseconds)
        }
    }
}
