/// Now, as the shell tells it to the desk: a point in time, and what the clock on the wall shows
/// there.
///
/// The desk never works out time zones; it has no calendar library. Durations use `milliseconds`,
/// opening hours use `civil`.
public struct Moment: Sendable, Hashable, Codable {
    /// Milliseconds since 1970 (UTC).
    public let milliseconds: Int64
    /// Date and wall-clock time in the bot's zone.
    public let civil: CivilTime

    /// The change to summer or winter time within the last day; nothing on all other days.
    public let change: ClockChange?

    /// The next change, where it comes before any order that is given now has ended.
    public let coming: ClockChange?

    /// Puts the readings of one instant together.
    public init(
        milliseconds: Int64,
        civil: CivilTime,
        change: ClockChange? = nil,
        coming: ClockChange? = nil
    ) {
        (self.milliseconds, self.civil) = (milliseconds, civil)
        (self.change, self.coming) = (change, coming)
    }

    /// What the clock of a zone shows at an instant.
    ///
    /// - Parameters:
    ///   - milliseconds: Since 1970 (UTC).
    ///   - offset: So many seconds is the zone ahead of UTC at an instant, in seconds since 1970.
    public init(milliseconds: Int64, offset: (Int) -> Int) {
        let seconds = Int(milliseconds >= 0 ? milliseconds / 1_000 : (milliseconds - 999) / 1_000)
        self.init(
            milliseconds: milliseconds,
            civil: CivilTime(seconds: seconds, offset: offset),
            change: ClockChange(after: seconds - 86_400, upTo: seconds, offset),
            coming: ClockChange(after: seconds, upTo: seconds + Self.aheadSeconds, offset)
        )
    }

    /// An order holds for a month at most, and a day is a day more where it ends by the clock.
    private static let aheadSeconds = (HowLong.minutesMax + 1_440) * 60
}

extension Moment {
    /// How many minutes the clock on the wall will have gone on at a later instant, begun ones
    /// included.
    func wallMinutes(until later: Int64) -> Int {
        Int((later - milliseconds + 59_999) / 60_000) + shift(at: later)
    }

    /// What the clock on the wall shows at another instant.
    func civil(at instant: Int64) -> CivilTime {
        civil.adding(minutes: Int(instant / 60_000 - milliseconds / 60_000) + shift(at: instant))
    }

    /// When the clock on the wall will have gone on by so many full minutes.
    func instant(afterWallMinutes minutes: Int) -> Int64 {
        let usual = milliseconds / 60_000 * 60_000 + Int64(minutes) * 60_000
        guard let coming, usual >= coming.milliseconds else { return usual }
        // What the clock leaves out is over when it is changed.
        return max(coming.milliseconds, usual - Int64(coming.minutes) * 60_000)
    }

    private func shift(at instant: Int64) -> Int {
        guard let coming, instant >= coming.milliseconds else { return 0 }
        return coming.minutes
    }
}

/// A change of the clocks, to summer time or back.
public struct ClockChange: Sendable, Hashable, Codable {
    /// The instant, in milliseconds since 1970.
    public let milliseconds: Int64
    /// By so many minutes the clocks were set forward; fewer than none: back.
    public let minutes: Int

    /// The change between two instants, in seconds since 1970; nothing where there is none.
    init?(after earlier: Int, upTo later: Int, _ offset: (Int) -> Int) {
        var (earlier, later) = (earlier, later)
        let (before, now) = (offset(earlier), offset(later))
        guard before != now else { return nil }
        while later - earlier > 1 {
            let middle = (earlier + later) / 2
            if offset(middle) == before { earlier = middle } else { later = middle }
        }
        (milliseconds, minutes) = (Int64(later) * 1_000, (now - before) / 60)
    }
}

/// A day of the civil (Gregorian) calendar.
public struct CivilDate: Sendable, Hashable, Codable, Comparable {
    /// The year, such as 2026.
    public let year: Int
    /// 1 to 12.
    public let month: Int
    /// 1 to 31.
    public let day: Int

    /// The day, or nothing when the calendar has no such day.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
            day <= Self.length(ofMonth: month, year: year)
        else { return nil }
        (self.year, self.month, self.day) = (year, month, day)
    }

    /// The day that lies so many days after 1 January 1970 (before it when negative).
    public init(daysSince1970: Int) {
        // The usual "civil from days" arithmetic: years that begin in March, eras of 400 years.
        let shifted = daysSince1970 + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    /// Days since 1 January 1970.
    public var daysSince1970: Int {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    /// The day of the week.
    public var weekday: Weekday {
        // 1 January 1970 was a Thursday.
        let index = (daysSince1970 % 7 + 7 + 3) % 7
        return Weekday.allCases[index]
    }

    /// The day so many days later.
    public func adding(days: Int) -> CivilDate {
        CivilDate(daysSince1970: daysSince1970 + days)
    }

    /// Earlier days first.
    public static func < (left: Self, right: Self) -> Bool {
        (left.year, left.month, left.day) < (right.year, right.month, right.day)
    }

    private static func length(ofMonth month: Int, year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}

/// A day of the week, Monday first as in Belgium.
public enum Weekday: Int, Sendable, Hashable, Codable, CaseIterable {
    /// Monday to Sunday.
    case monday, tuesday, wednesday, thursday, friday, saturday, sunday
}
