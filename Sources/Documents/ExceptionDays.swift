internal import Desk

/// The dated days in `hours.yaml` that do not follow the week.
struct ExceptionDays {
    /// An exception and where it stands.
    struct Placed {
        let exception: OpeningHours.Exception
        let place: Place
    }

    static let definition: Definition = [
        .optional("date", .date, "The day."),
        .optional("from", .date, "The first day of several."),
        .optional("to", .date, "The last day of several."),
        .optional("closed", .among(Words.yes), "Nobody is there."),
        .optional("slots", .list(.slot), "Open then, instead of the week's slots."),
        .optional("extra", .list(.slot), "Open then too, besides the week's slots."),
        .optional("reason", .saying, "Told to visitors on that day."),
    ]

    /// A closure lasts at most a year.
    static let daysMax = 366
    /// Nobody plans further.
    private static let aheadDaysMax = 2 * 366

    let today: CivilDate
    let languages: [Language]?
    let directory: Directory?
    let findings: Findings

    func read(_ table: Table) -> [CivilDate: Placed] {
        var days: [CivilDate: Placed] = [:]
        for item in table.tables("exceptions", each: "an exception") {
            let dates = readDates(item)
            let rule = readRule(item)
            let reason = item.saying("reason", sayings)
            guard let (dates, place) = dates, let rule else { continue }
            if let last = dates.last, last < today {
                findings.warning(
                    dates.count == 1 ? "this day is over" : "these days are over",
                    at: place,
                    remedy: "take the exception out"
                )
            }
            if let first = dates.first, first > today.adding(days: Self.aheadDaysMax) {
                findings.warning(
                    "\(first.written) is more than two years away",
                    at: place,
                    remedy: "check the year"
                )
            }
            let exception = OpeningHours.Exception(rule, reason: reason)
            if dates.contains(where: { days[$0] != nil }) {
                findings.error(
                    "this day stands here twice",
                    at: place,
                    remedy: "make one exception of the two"
                )
                continue
            }
            for date in dates { days[date] = Placed(exception: exception, place: place) }
        }
        return days
    }

    private var sayings: Sayings {
        Sayings(languages: languages, findings: findings) { text, leaf in
            Wording.check(leaf, filling: [], findings)
            Wording.checkLength(text, at: leaf.place, findings)
            Numbers(directory, in: nil, fills: false).checkText(text, at: leaf.place, findings)
        }
    }

    /// The days of an exception, and where the first of them stands.
    private func readDates(_ table: Table) -> ([CivilDate], Place)? {
        switch (table.optional("date"), table.optional("from"), table.optional("to")) {
        case (let leaf?, nil, nil):
            return leaf.date("\"date\"", findings).map { ([$0], leaf.place) }
        case (nil, let from?, let to?):
            return readRange(from, to)
        case (nil, nil, nil):
            guard !["date", "from", "to"].contains(where: table.isMisspelt) else { return nil }
            findings.error(
                "\"date\" is missing",
                at: table.place,
                remedy: "add for example: date: 2026-12-24, or from: … and to: …"
            )
            return nil
        case (_, _, _):
            guard !["date", "from", "to"].contains(where: table.isMisspelt) else { return nil }
            findings.error(
                "an exception has either date, or from and to",
                at: table.place,
                remedy: "write date: 2026-12-24, or from: 2026-12-24 and to: 2027-01-03"
            )
            return nil
        }
    }

    private func readRange(_ from: Leaf, _ to: Leaf) -> ([CivilDate], Place)? {
        let first = from.date("\"from\"", findings)
        let last = to.date("\"to\"", findings)
        guard let first, let last else { return nil }
        let count = last.daysSince1970 - first.daysSince1970 + 1
        guard count >= 1 else {
            findings.error(
                "\"to\" lies before \"from\"",
                at: to.place,
                remedy: "the last day comes after the first"
            )
            return nil
        }
        guard count <= Self.daysMax else {
            findings.error(
                "\(count) days are too many for one exception",
                at: to.place,
                remedy: "at most \(Self.daysMax); check the years"
            )
            return nil
        }
        return ((0..<count).map { first.adding(days: $0) }, from.place)
    }

    private func readRule(_ table: Table) -> OpeningHours.Exception.Rule? {
        let rules = ["closed", "slots", "extra"]
        let written = rules.filter { table.optional($0) != nil }
        guard written.count == 1, let key = written.first, let leaf = table.optional(key) else {
            guard !rules.contains(where: table.isMisspelt) else { return nil }
            findings.error(
                "an exception is either closed or has slots",
                at: table.place,
                remedy: "write closed: true, slots: [\"14:00-16:00\"] or extra: [\"14:00-16:00\"]"
            )
            return nil
        }
        if key == "closed" { return table.word(key, among: Words.yes).map { _ in .closed } }
        guard !table.isLeftOut(key) else {
            findings.error(
                "no slot is written here",
                at: leaf.place,
                remedy: "write for example [\"14:00-16:00\"], or closed: true instead"
            )
            return nil
        }
        let slots = Slots.read(leaf, "\"\(key)\"", findings)
        return slots.map { key == "extra" ? .extra($0) : .instead($0) }
    }

    /// Slots of such a day must not run into those of the same day or the days beside it; said once
    /// for each exception.
    func checkNeighbours(_ days: [CivilDate: Placed], _ hours: OpeningHours) {
        var told: Set<Place> = []
        var overlaps: Set<Int> = []
        for (date, placed) in days.sorted(by: { $0.key < $1.key }) {
            let slots = (-1...1).flatMap { offset in
                hours.slots(on: date.adding(days: offset)).map { slot in
                    Shifted(slot, days: offset)
                }
            }
            let ordered = slots.sorted { ($0.start, $0.end) < ($1.start, $1.end) }
            for (earlier, later) in zip(ordered, ordered.dropFirst())
            where later.start < earlier.end && (earlier.isOfDay || later.isOfDay) {
                let minute = date.daysSince1970 * 1_440 + later.start
                guard overlaps.insert(minute).inserted, told.insert(placed.place).inserted else {
                    continue
                }
                findings.error(
                    "on \(later.date(from: date).written) two slots overlap: one ends at "
                        + "\(CivilTime.clock(minute: earlier.end + 1_440)), the next begins at "
                        + "\(CivilTime.clock(minute: later.start + 1_440))",
                    at: placed.place,
                    remedy: "end the one before the other begins"
                )
            }
        }
    }
}

/// A slot in minutes of a day beside its own.
private struct Shifted {
    let start: Int
    let end: Int
    let isOfDay: Bool
    private let days: Int

    init(_ slot: OpeningHours.Slot, days: Int) {
        (start, end) = (slot.start + days * 1_440, slot.end + days * 1_440)
        (self.days, isOfDay) = (days, days == 0)
    }

    func date(from date: CivilDate) -> CivilDate { date.adding(days: days) }
}
