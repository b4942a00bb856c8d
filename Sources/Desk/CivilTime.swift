/// A date and the minute of that day on the wall clock of some zone.
public struct CivilTime: Sendable, Hashable, Codable, Comparable {
    /// The day.
    public let date: CivilDate
    /// Minutes since the wall clock showed midnight, 0 to 1,439.
    public let minute: Int
    /// In the night in which clocks go back they show some minutes twice.
    ///
    /// The second time: the minute of the day at which that is over, 180 in Belgium. Nothing at all
    /// other times.
    public let repeatedUntil: Int?

    /// Puts a day and a minute together.
    public init(date: CivilDate, minute: Int, repeatedUntil: Int? = nil) {
        (self.date, self.minute, self.repeatedUntil) = (date, minute, repeatedUntil)
    }

    /// What the clock of a zone shows at an instant.
    ///
    /// - Parameters:
    ///   - seconds: Since 1970 (UTC).
    ///   - offset: So many seconds is the zone ahead of UTC at an instant.
    public init(seconds: Int, offset: (Int) -> Int) {
        let local = seconds + offset(seconds)
        let day = local >= 0 ? local / 86_400 : (local - 86_399) / 86_400
        self.init(
            date: CivilDate(daysSince1970: day),
            minute: (local - day * 86_400) / 60,
            repeatedUntil: Self.endOfRepeating(seconds, offset).map { ($0 - day * 86_400) / 60 }
        )
    }

    /// `18:04`, as a page shows it.
    public var clock: String { Self.clock(minute: minute) }

    /// Earlier days first, then earlier minutes; a repeated minute counts as its first time.
    public static func < (left: Self, right: Self) -> Bool {
        (left.date, left.minute) < (right.date, right.minute)
    }

    /// Minutes of a day as `18:04`; 1,500 (one in the morning of the next day) as `01:00`.
    public static func clock(minute: Int) -> String {
        let hour = minute / 60 % 24
        let rest = minute % 60
        return (hour < 10 ? "0" : "") + "\(hour):" + (rest < 10 ? "0" : "") + "\(rest)"
    }

    /// Where the clock shows what it has shown before: its first reading that is new, in seconds
    /// since 1970 on the wall.
    private static func endOfRepeating(_ seconds: Int, _ offset: (Int) -> Int) -> Int? {
        let (now, before) = (offset(seconds), offset(seconds - repeatingSecondsMax))
        let setBack = before - now
        guard setBack > 0, offset(seconds - setBack) == before else { return nil }
        // Clocks are set back at a full minute.
        var change = seconds / 60 * 60
        while offset(change - 60) == now { change -= 60 }
        return change + before
    }

    /// No zone sets its clocks back by more.
    private static let repeatingSecondsMax = 2 * 3_600
}
