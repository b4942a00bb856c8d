/// When a bot's people are there: weekly slots, days that differ, and the choice for public
/// holidays.
///
/// Everything is wall-clock time in the bot's zone, so daylight saving needs one rule only: 18:00
/// is 18:00 on both sides of it, and what the autumn night shows twice means its first time.
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
        /// What holds that day.
        public enum Rule: Sendable, Hashable {
            /// Nobody is there.
            case closed
            /// These slots instead of the week's.
            case instead([Slot])
            /// These slots besides the week's.
            case extra([Slot])
        }

        /// What holds that day.
        public let rule: Rule
        /// Told to visitors, such as "formation de l'équipe".
        public let reason: Saying?

        /// A day with a rule of its own.
        public init(_ rule: Rule, reason: Saying? = nil) {
            (self.rule, self.reason) = (rule, reason)
        }
    }

    /// What becomes of those who still wait when the door closes.
    public enum AtClosing: String, Sendable, Hashable, CaseIterable {
        /// They are told the truth, and can leave a letter where the bot takes letters.
        case letter
        /// They are told who answers elsewhere, and that is all.
        case referral
        /// Their place is kept: they are first when the door opens again.
        case place
    }

    /// Minutes before the end of a slot.
    public struct Margins: Sendable, Hashable {
        /// Nobody is let into the waiting room any more.
        public let lastEntryMinutes: Int
        /// Those who wait or talk are told that the door closes soon; 0: they are not.
        public let closingSoonMinutes: Int

        /// The margins as a file states them.
        public init(lastEntryMinutes: Int = 0, closingSoonMinutes: Int = 0) {
            self.lastEntryMinutes = lastEntryMinutes
            self.closingSoonMinutes = closingSoonMinutes
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
    /// Minutes before the end of a slot.
    public let margins: Margins
    /// What becomes of those who still wait when the door closes.
    public let atClosing: AtClosing

    /// The hours as a file states them.
    public init(
        weekly: [Weekday: [Slot]],
        exceptions: [CivilDate: Exception] = [:],
        holidays: HolidayChoice,
        margins: Margins = Margins(),
        atClosing: AtClosing = .letter
    ) {
        (self.weekly, self.exceptions, self.holidays) = (weekly, exceptions, holidays)
        (self.margins, self.atClosing) = (margins, atClosing)
    }

    /// The slots that begin on a day: the exception first, then the holiday choice, then the week.
    public func slots(on date: CivilDate) -> [Slot] {
        guard let exception = exceptions[date] else { return usualSlots(on: date) }
        switch exception.rule {
        case .closed: return []
        case .instead(let slots): return slots
        case .extra(let slots): return usualSlots(on: date) + slots
        }
    }

    private func usualSlots(on date: CivilDate) -> [Slot] {
        if holidays == .closed, BelgianHolidays.contains(date) { return [] }
        return weekly[date.weekday] ?? []
    }

    /// Minutes until the door closes, in the wall clock's minutes; nothing when it is closed now.
    ///
    /// A slot that begins where another ends goes on. Who never closes is said to close after
    /// eight days.
    public func minutesUntilClosing(at time: CivilTime) -> Int? {
        let now = Self.minuteOnce(time)
        var end = now
        while end < now + Self.aheadMinutesMax, let later = slotEnd(covering: end) { end = later }
        return end > now ? end - Self.minuteShown(time) : nil
    }

    private static func minuteShown(_ time: CivilTime) -> Int {
        time.date.daysSince1970 * 1_440 + time.minute
    }

    /// A minute since 1970 as the slots count it.
    ///
    /// Slots mean the first time at which the clock shows something. When it shows it again, all
    /// that is passed, and the last of the repeated minutes stands for each of them.
    private static func minuteOnce(_ time: CivilTime) -> Int {
        let shown = minuteShown(time)
        return time.repeatedUntil.map { shown - time.minute + $0 - 1 } ?? shown
    }

    /// The latest end of the slots that cover a minute, counted since 1970.
    private func slotEnd(covering minute: Int) -> Int? {
        let day = minute / 1_440
        return [day - 1, day].flatMap { day in
            slots(on: CivilDate(daysSince1970: day))
                .map { (start: day * 1_440 + $0.start, end: day * 1_440 + $0.end) }
        }
        .filter { $0.start <= minute && minute < $0.end }
        .map(\.end)
        .max()
    }

    private static let aheadMinutesMax = 8 * 1_440

    /// Whether a visitor may still come in: the door is open, and not about to close.
    public func admits(at time: CivilTime) -> Bool {
        minutesUntilClosing(at: time).map { $0 > margins.lastEntryMinutes } ?? false
    }

    /// Why this day is not like others, where the file says so.
    public func reason(on date: CivilDate) -> Saying? { exceptions[date]?.reason }

    /// Whether somebody should be there.
    public func isOpen(at time: CivilTime) -> Bool {
        slotEnd(covering: Self.minuteOnce(time)) != nil
    }

    /// The next time the door opens and lets somebody in, within a year; nothing when no opening is
    /// planned.
    public func nextOpening(after time: CivilTime) -> CivilTime? {
        for ahead in 0...366 {
            let date = time.date.adding(days: ahead)
            let starts = slots(on: date).map { CivilTime(date: date, minute: $0.start) }
                .filter { Self.minuteOnce($0) > Self.minuteOnce(time) && admits(at: $0) }
            if let start = starts.min() { return start }
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

    /// Whether a visitor may still come in.
    public func admits(at time: CivilTime) -> Bool {
        switch self {
        case .known(let hours): hours.admits(at: time)
        case .unreadable: false
        }
    }

    /// Minutes until the door closes; nothing when it is closed or nobody knows.
    func minutesUntilClosing(at time: CivilTime) -> Int? {
        switch self {
        case .known(let hours): hours.minutesUntilClosing(at: time)
        case .unreadable: nil
        }
    }

    /// The file's hours; nothing where they cannot be read.
    var known: OpeningHours? {
        switch self {
        case .known(let hours): hours
        case .unreadable: nil
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
