import Desk
import Testing

@Suite struct OpeningHoursTests {
    static let evening = OpeningHours.Slot(start: 1_080, end: 1_260)
    static let late = OpeningHours.Slot(start: 1_320, end: 1_500)
    static let noon = OpeningHours.Slot(start: 720, end: 780)
    static let everyDay = Dictionary(uniqueKeysWithValues: Weekday.allCases.map { ($0, [evening]) })

    /// One table of hours, and a name for it.
    struct Table: Sendable, CustomStringConvertible {
        let description: String
        let hours: OpeningHours
    }

    static func closed(_ year: Int, _ month: Int, _ day: Int) -> [CivilDate: OpeningHours.Exception]
    {
        dated(year, month, day, [])
    }

    static func dated(
        _ year: Int,
        _ month: Int,
        _ day: Int,
        _ slots: [OpeningHours.Slot]
    ) -> [CivilDate: OpeningHours.Exception] {
        guard let date = CivilDate(year: year, month: month, day: day) else { return [:] }
        return [date: OpeningHours.Exception(slots.isEmpty ? .closed : .instead(slots))]
    }

    static let tables = [
        Table(description: "weekday evenings", hours: TestScript.evenings),
        Table(
            description: "split, past midnight, holidays closed",
            hours: OpeningHours(
                weekly: [.tuesday: [noon, evening], .friday: [late], .sunday: [late, noon]],
                exceptions: dated(2028, 2, 29, [noon]).merging(closed(2028, 6, 6)) { $1 },
                holidays: .closed
            )
        ),
        Table(
            description: "slots that touch and overlap",
            hours: OpeningHours(
                weekly: [
                    .monday: [
                        OpeningHours.Slot(start: 600, end: 720), noon,
                        OpeningHours.Slot(start: 700, end: 760),
                        OpeningHours.Slot(start: 1_400, end: 1_460),
                    ],
                    .tuesday: [OpeningHours.Slot(start: 0, end: 60)],
                    .wednesday: [OpeningHours.Slot(start: 0, end: 1_440)],
                ],
                holidays: .open
            )
        ),
        Table(
            description: "one single evening a year",
            hours: OpeningHours(
                weekly: [:],
                exceptions: dated(2028, 12, 31, [late]),
                holidays: .closed
            )
        ),
        Table(description: "never", hours: OpeningHours(weekly: [:], holidays: .open)),
    ]

    @Test(arguments: tables)
    func `the door agrees with a year of minutes counted one by one`(_ table: Table) throws {
        let year = try YearOfMinutes(2028, table.hours)
        // Both sides of every edge, and every eleventh minute between.
        for index in year.open.indices where index % 11 == 0 || year.isEdge(index) {
            let isOpen = table.hours.isOpen(at: year.time(index))
            guard isOpen == year.open[index] else {
                Issue.record("\(year.time(index)) is open? \(isOpen)")
                return
            }
        }
    }

    @Test(arguments: tables)
    func `the next opening is the first one in a year of minutes`(_ table: Table) throws {
        let year = try YearOfMinutes(2028, table.hours)
        var next: Int?
        for index in year.open.indices.reversed() {
            // An opening beyond the counted year is not compared; near a start every minute is.
            if let next, index % 499 == 0 || next - index < 3 {
                let found = table.hours.nextOpening(after: year.time(index))
                guard found == year.time(next) else {
                    Issue.record("after \(year.time(index)): \(String(describing: found))")
                    return
                }
            }
            if year.starts[index] { next = index }
        }
    }

    /// Slots may touch or overlap, so the desk asks again at their end when it closes.
    ///
    /// Hopping on like that must end at the very minute at which the door closes.
    @Test(arguments: tables)
    func `hopping from closing to closing ends when the door closes`(_ table: Table) throws {
        let year = try YearOfMinutes(2028, table.hours)
        for index in year.starts.indices.dropLast(2 * 1_440) where year.starts[index] {
            var here = index
            while let left = table.hours.minutesUntilClosing(at: year.time(here)) { here += left }
            #expect(here == year.open[index...].firstIndex(of: false), "\(year.time(index))")
        }
    }

    @Test(arguments: [
        (1_079, nil), (1_080, 180), (1_081, 179), (1_259, 1), (1_260, nil), (0, nil), (1_439, nil),
    ])
    func `the first minute is open and the last one is not`(_ row: (minute: Int, left: Int?)) throws
    {
        let monday = try #require(CivilDate(year: 2026, month: 11, day: 23))
        let time = CivilTime(date: monday, minute: row.minute)
        #expect(TestScript.evenings.minutesUntilClosing(at: time) == row.left)
        #expect(TestScript.evenings.isOpen(at: time) == (row.left != nil))
    }

    @Test func `an evening that ends after midnight belongs to the day it began`() throws {
        let hours = OpeningHours(weekly: [.friday: [Self.late]], holidays: .closed)
        // Friday 25 December 2026 is a holiday, Friday 18 is not.
        let friday = try #require(CivilDate(year: 2026, month: 12, day: 18))
        let saturday = friday.adding(days: 1)
        #expect(hours.minutesUntilClosing(at: CivilTime(date: friday, minute: 1_430)) == 70)
        #expect(hours.minutesUntilClosing(at: CivilTime(date: saturday, minute: 0)) == 60)
        #expect(hours.minutesUntilClosing(at: CivilTime(date: saturday, minute: 60)) == nil)
        #expect(!hours.isOpen(at: CivilTime(date: friday, minute: 30)))
        let christmas = friday.adding(days: 7)
        #expect(!hours.isOpen(at: CivilTime(date: christmas, minute: 1_430)))
        #expect(!hours.isOpen(at: CivilTime(date: christmas.adding(days: 1), minute: 30)))
    }

    @Test func `a night that runs into a holiday is finished`() throws {
        let hours = OpeningHours(weekly: [.thursday: [Self.late]], holidays: .closed)
        let christmas = try #require(CivilDate(year: 2026, month: 12, day: 25))
        #expect(hours.isOpen(at: CivilTime(date: christmas, minute: 30)))
        #expect(!hours.isOpen(at: CivilTime(date: christmas, minute: 60)))
    }

    @Test func `an exception goes before the holiday and the week`() throws {
        let christmas = try #require(CivilDate(year: 2026, month: 12, day: 25))
        let hours = OpeningHours(
            weekly: Self.everyDay,
            exceptions: Self.dated(2026, 12, 25, [Self.noon]),
            holidays: .closed
        )
        #expect(hours.slots(on: christmas) == [Self.noon])
        #expect(OpeningHours(weekly: Self.everyDay, holidays: .closed).slots(on: christmas) == [])
        #expect(
            OpeningHours(weekly: Self.everyDay, holidays: .open).slots(on: christmas)
                == [Self.evening]
        )
        let off = OpeningHours(
            weekly: Self.everyDay,
            exceptions: Self.closed(2026, 12, 28),
            holidays: .closed
        )
        #expect(off.slots(on: christmas.adding(days: 3)) == [])
    }

    @Test func `29 February can be an exception like any day`() throws {
        let leapDay = try #require(CivilDate(year: 2028, month: 2, day: 29))
        let hours = OpeningHours(
            weekly: Self.everyDay,
            exceptions: Self.closed(2028, 2, 29),
            holidays: .open
        )
        #expect(!hours.isOpen(at: CivilTime(date: leapDay, minute: 1_100)))
        let next = hours.nextOpening(after: CivilTime(date: leapDay, minute: 0))
        #expect(next == CivilTime(date: leapDay.adding(days: 1), minute: 1_080))
    }

    @Test func `hours that cannot be read are closed and promise nothing`() throws {
        let monday = try #require(CivilDate(year: 2026, month: 11, day: 23))
        let time = CivilTime(date: monday, minute: 1_100)
        #expect(!Hours.unreadable.isOpen(at: time))
        #expect(Hours.unreadable.nextOpening(after: time) == nil)
        #expect(Hours.known(TestScript.evenings).isOpen(at: time))
    }
}
