/// When a bot's people are there: weekly slots, days that differ, and the choice for public
/// holidays.
///
/// Everything is wall-clock time in the bot's zone, so daylight saving needs no rule of its own:
/// 18:00 is 18:00 on both sides of it.
public struct OpeningHours: Sendable, Hashable {
    /// From one minute of the day to another.
    ///
    /// The end may lie past midnight (over 1,440).
    public struct Slot: Sendable, Hashable {
        /// First open minute of the day, 0 to 1,439.
        public let start: Int
        /// First closed minute after it, counted from the same midnight: 1,500 is one in the
        /// morning.
        public let end: Int

        /// A slot; the end must lie after the start.
        public init(start: Int, end: Int) {
            precondition(start < end, "a slot ends after it starts")
            (self.start, self.end) = (start, end)
        }
    }

    /// One dated day that does not follow the week.
    public struct Exception: Sendable, Hashable {
        /// What is open that day instead; empty means closed.
        public let slots: [Slot]
        /// Told to visitors, such as "formation de l'équipe".
        public let reason: String?

        /// A day with its own slots.
        public init(slots: [Slot], reason: String?) {
            (self.slots, self.reason) = (slots, reason)
        }
    }

    /// What the operator chose for public holidays.
    public enum HolidayChoice: Sendable, Hashable {
        /// Holidays follow the week.
        case open
        /// Holidays are closed unless an exception says otherwise.
        case closed
    }

    /// Slots by day of the week.
    public let weekly: [Weekday: [Slot]]
    /// Days that differ.
    public let exceptions: [CivilDate: Exception]
    /// The choice for Belgian public holidays.
    public let holidays: HolidayChoice

    /// The hours as a file states them.
    public init(
        weekly: [Weekday: [Slot]],
        exceptions: [CivilDate: Exception] = [:],
        holidays: HolidayChoice
    ) {
        (self.weekly, self.exceptions, self.holidays) = (weekly, exceptions, holidays)
    }

    /// The slots that begin on a day: the exception first, then the holiday choice, then the week.
    public func slots(on date: CivilDate) -> [Slot] {
        if let exception = exceptions[date] { return exception.slots }
        if holidays == .closed, BelgianHolidays.contains(date) { return [] }
        return weekly[date.weekday] ?? []
    }

    /// Minutes until the door closes; nothing when it is closed now.
    public func minutesUntilClosing(at time: CivilTime) -> Int? {
        let today = slots(on: time.date).map { ($0, time.minute) }
        let yesterday = slots(on: time.date.adding(days: -1)).map { ($0, time.minute + 1_440) }
        return (today + yesterday)
            .filter { slot, minute in slot.start <= minute && minute < slot.end }
            .map { slot, minute in slot.end - minute }
            .max()
    }

    /// Whether somebody should be there.
    public func isOpen(at time: CivilTime) -> Bool {
        minutesUntilClosing(at: time) != nil
    }

    /// The next time the door opens, within a year; nothing when no opening is planned.
    public func nextOpening(after time: CivilTime) -> CivilTime? {
        for ahead in 0...366 {
            let date = time.date.adding(days: ahead)
            let starts = slots(on: date).map(\.start)
            if let start = starts.filter({ ahead > 0 || $0 > time.minute }).min() {
                return CivilTime(date: date, minute: start)
            }
        }
        return nil
    }
}

/// Hours as the desk sees them: known, or not to be relied on, and then the door is closed.
public enum Hours: Sendable, Hashable {
    /// Read and checked.
    case known(OpeningHours)
    /// The file could not be read: fail closed.
    case unreadable

    /// Whether somebody should be there; unreadable hours are closed.
    public func isOpen(at time: CivilTime) -> Bool {
        switch self {
        case .known(let hours): hours.isOpen(at: time)
        case .unreadable: false
        }
    }

    /// The next opening, where one is known.
    public func nextOpening(after time: CivilTime) -> CivilTime? {
        switch self {
        case .known(let hours): hours.nextOpening(after: time)
        case .unreadable: nil
        }
    }
}
