internal import Desk

/// Lists of slots like `["18:00-21:00"]`.
enum Slots {
    /// The slots of one day, in order and apart from each other.
    static func read(
        _ leaf: Leaf,
        _ what: String,
        _ findings: Findings
    ) -> [OpeningHours.Slot]? {
        guard let items = leaf.items(what, findings) else { return nil }
        let placed = items.compactMap { item in slot(item, findings).map { (item.place, $0) } }
        let ordered = placed.sorted { $0.1.start < $1.1.start }
        for (earlier, later) in zip(ordered, ordered.dropFirst())
        where later.1.start < earlier.1.end {
            findings.error(
                "\(words(later.1)) overlaps \(words(earlier.1))",
                at: later.0,
                remedy: "make one slot of the two"
            )
        }
        return ordered.map(\.1)
    }

    /// A night slot must have ended when the next day's first slot begins.
    static func checkNights(
        _ week: [Weekday: [OpeningHours.Slot]],
        at places: [Weekday: Place],
        _ findings: Findings
    ) {
        for day in Weekday.allCases {
            let next = Weekday.allCases[(day.rawValue + 1) % 7]
            guard let last = week[day]?.last, let first = week[next]?.first,
                last.end > first.start + 1_440, let place = places[next]
            else { continue }
            findings.error(
                "\(day) \(words(last)) overlaps \(next) \(words(first))",
                at: place,
                remedy: "end the night before the next day's first slot"
            )
        }
    }

    private static func slot(_ leaf: Leaf, _ findings: Findings) -> OpeningHours.Slot? {
        guard let text = leaf.text("a slot", findings) else { return nil }
        guard let (start, end) = OpeningHours.Slot.ends(text) else {
            findings.error(
                "\"\(text)\" is no slot",
                at: leaf.place,
                remedy: "from and to on a 24-hour clock, for example \"18:00-21:00\""
            )
            return nil
        }
        guard start < end else {
            let nextMorning = end + 1_440
            let isNight = nextMorning <= OpeningHours.Slot.endMinuteMax
            findings.error(
                "\"\(text)\" ends before it starts",
                at: leaf.place,
                remedy: isNight
                    ? "past midnight the hours go on: \(clock(start))-\(clock(nextMorning))"
                    : "the end comes after the start"
            )
            return nil
        }
        return OpeningHours.Slot(start: start, end: end)
    }

    static func words(_ slot: OpeningHours.Slot) -> String {
        clock(slot.start) + "-" + clock(slot.end)
    }

    /// Hours go on past 24 here, as in the file.
    private static func clock(_ minute: Int) -> String {
        let rest = minute % 60
        return "\(minute / 60):" + (rest < 10 ? "0" : "") + "\(rest)"
    }
}
