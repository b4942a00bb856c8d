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

    let today: CivilDate
    let languages: [Language]?
    let findings: Findings

    func read(_ table: Table) -> [CivilDate: Placed] {
        var days: [CivilDate: Placed] = [:]
        for item in table.tables("exceptions", each: "an exception") {
            let dates = readDates(item)
            let rule = readRule(item)
            let reason = item.saying("reason", sayings)
            guard let (dates, place) = dates, let rule else { continue }
            if let last = dates.last, last < today {
                findings.warning("this day is over", at: place, remedy: "take the exception out")
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
            findings.error(
                "\"date\" is missing",
                at: table.place,
                remedy: "add for example: date: 2026-12-24, or from: … and to: …"
            )
            return nil
        case (_, _, _):
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
        let written = ["closed", "slots", "extra"].filter { table.optional($0) != nil }
        guard written.count == 1 else {
            findings.error(
                "an exception is either closed or has slots",
                at: table.place,
                remedy: "write closed: true, slots: [\"14:00-16:00\"] or extra: [\"14:00-16:00\"]"
            )
            return nil
        }
        if table.optional("closed") != nil {
            return table.word("closed", among: Words.yes).map { _ in .closed }
        }
        if let leaf = table.optional("extra") {
            return Slots.read(leaf, "\"extra\"", findings).map { .extra($0) }
        }
        return table.optional("slots").flatMap { Slots.read($0, "\"slots\"", findings) }
            .map { .instead($0) }
    }

    /// Slots of such a day must not run into those of the week beside them.
    func checkNeighbours(_ days: [CivilDate: Placed], _ hours: OpeningHours) {
        for (date, placed) in days.sorted(by: { $0.key < $1.key }) {
            let shifted = [(-1, -1_440), (0, 0), (1, 1_440)].flatMap { offset, minutes in
                hours.slots(on: date.adding(days: offset)).map {
                    (start: $0.start + minutes, end: $0.end + minutes)
                }
            }
            let ordered = shifted.sorted { $0.start < $1.start }
            for (earlier, later) in zip(ordered, ordered.dropFirst())
            where later.start < earlier.end {
                findings.error(
                    "on \(date.written) two slots overlap: one ends at "
                        + "\(CivilTime.clock(minute: earlier.end + 1_440)), the next begins at "
                        + "\(CivilTime.clock(minute: later.start + 1_440))",
                    at: placed.place,
                    remedy: "end the one before the other begins"
                )
            }
        }
    }
}
