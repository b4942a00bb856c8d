import Testing

@testable import Desk

@Suite struct HolidayTests {
    /// Easter Monday, Ascension and Whit Monday, from the published church calendar.
    static let movable: [(year: Int, easterMonday: String, ascension: String, whitMonday: String)] =
        [
            (2026, "04-06", "05-14", "05-25"),
            (2027, "03-29", "05-06", "05-17"),
            (2028, "04-17", "05-25", "06-05"),
            (2029, "04-02", "05-10", "05-21"),
            (2030, "04-22", "05-30", "06-10"),
            (2031, "04-14", "05-22", "06-02"),
            (2032, "03-29", "05-06", "05-17"),
            (2033, "04-18", "05-26", "06-06"),
            (2034, "04-10", "05-18", "05-29"),
            (2035, "03-26", "05-03", "05-14"),
        ]

    static let fixed = ["01-01", "05-01", "07-21", "08-15", "11-01", "11-11", "12-25"]

    @Test(arguments: movable)
    func `a year has exactly its legal holidays`(
        _ row: (year: Int, easterMonday: String, ascension: String, whitMonday: String)
    ) throws {
        let expected = Set(Self.fixed + [row.easterMonday, row.ascension, row.whitMonday])
        let first = try #require(CivilDate(year: row.year, month: 1, day: 1))
        let days = (0..<366).map { first.adding(days: $0) }.filter { $0.year == row.year }
        let found = days.filter(BelgianHolidays.contains).map(Self.monthAndDay)
        #expect(Set(found) == expected)
        #expect(found.count == expected.count)
    }

    @Test(arguments: [
        (1961, "04-02"), (1981, "04-19"), (2000, "04-23"), (2008, "03-23"), (2011, "04-24"),
        (2027, "03-28"), (2038, "04-25"), (2049, "04-18"), (2076, "04-19"), (2285, "03-22"),
    ])
    func `Easter falls on its Sunday, the odd years too`(_ row: (year: Int, day: String)) {
        let easter = BelgianHolidays.easter(row.year)
        #expect(Self.monthAndDay(easter) == row.day)
        #expect(easter.weekday == .sunday)
    }

    @Test func `a regional feast is an ordinary day`() throws {
        let feast = try #require(CivilDate(year: 2026, month: 9, day: 27))
        let boxingDay = try #require(CivilDate(year: 2026, month: 12, day: 26))
        #expect(!BelgianHolidays.contains(feast))
        #expect(!BelgianHolidays.contains(boxingDay))
    }

    private static func monthAndDay(_ date: CivilDate) -> String {
        [date.month, date.day].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: "-")
    }
}
