import Desk
import Testing

/// The night of 31 October 2027, in which the clock shows two to three twice: minute by minute as
/// time passes, against slots laid out on it.
@Suite struct AutumnNightTests {
    /// Saturday noon in Brussels, when the reckoning begins.
    private static let noon = 21_121 * 1_440 + 600
    /// One in the morning in Greenwich, when the clocks go back.
    private static let change = 21_122 * 1_440 + 60

    private static func offset(_ seconds: Int) -> Int { seconds < change * 60 ? 7_200 : 3_600 }

    private static func time(_ minute: Int) -> CivilTime {
        CivilTime(seconds: minute * 60, offset: offset)
    }

    /// The first time at which the clock shows a minute counted from Saturday's midnight.
    private static func first(_ shown: Int) -> Int {
        let summer = 21_121 * 1_440 + shown - 120
        return summer < change ? summer : summer + 60
    }

    private static func hours(_ slots: [OpeningHours.Slot]) -> OpeningHours {
        OpeningHours(weekly: [.saturday: slots], holidays: .open)
    }

    /// Minutes since Saturday's midnight; 1,560 is two in the morning, 1,620 is three.
    static let nights: [[Range<Int>]] = [
        [1_320..<1_590], [1_320..<1_560], [1_320..<1_620], [1_320..<1_680], [1_420..<1_561],
        [1_320..<1_619], [1_380..<1_500],
    ]

    @Test(arguments: nights)
    func `the door is open as the slots say, and never a second time`(_ slots: [Range<Int>]) {
        let hours = Self.hours(slots.map { .init(start: $0.lowerBound, end: $0.upperBound) })
        for minute in Self.noon..<(Self.noon + 1_440) {
            let slot = slots.first { slot in
                (Self.first(slot.lowerBound)..<Self.first(slot.upperBound)).contains(minute)
            }
            let time = Self.time(minute)
            #expect(hours.isOpen(at: time) == (slot != nil), "\(time)")
            #expect((hours.minutesUntilClosing(at: time) != nil) == (slot != nil), "\(time)")
        }
    }

    @Test(arguments: nights)
    func `in the repeated hour the minutes left are those of a watch`(_ slots: [Range<Int>]) {
        let hours = Self.hours(slots.map { .init(start: $0.lowerBound, end: $0.upperBound) })
        for minute in Self.change..<(Self.change + 60) {
            guard let left = hours.minutesUntilClosing(at: Self.time(minute)) else { continue }
            #expect(minute + left == slots.map { Self.first($0.upperBound) }.max())
        }
    }

    @Test func `a slot that begins in that hour begins the first time`() {
        let early = OpeningHours(
            weekly: [.sunday: [.init(start: 150, end: 300)]],
            holidays: .open
        )
        let second = Self.time(Self.change + 15)
        #expect(second.clock == "02:15")
        #expect(early.isOpen(at: second))
        #expect(early.minutesUntilClosing(at: second) == 165)
        #expect(!early.isOpen(at: Self.time(Self.change - 45)))
        #expect(early.nextOpening(after: second)?.date == second.date.adding(days: 7))
    }

    @Test func `only the second showing counts as a repetition`() {
        #expect(Self.time(Self.change - 1) == CivilTime(date: Self.sunday, minute: 179))
        #expect(Self.time(Self.change - 60).repeatedUntil == nil)
        for minute in 0..<60 {
            let time = Self.time(Self.change + minute)
            let expected = CivilTime(date: Self.sunday, minute: 120 + minute, repeatedUntil: 180)
            #expect(time == expected)
        }
        #expect(Self.time(Self.change + 60) == CivilTime(date: Self.sunday, minute: 180))
    }

    private static let sunday = CivilDate(daysSince1970: 21_122)
}
