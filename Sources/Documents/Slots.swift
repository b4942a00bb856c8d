internal import Desk

/// Lists of slots like `["18:00-21:00"]`.
enum Slots {
    /// A slot may run into the next morning, until six: `22:00-25:30` ends at half past one.
    static let endMinuteMax = 30 * 60

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
        let ends = text.split(separator: "-", omittingEmptySubsequences: false)
            .map { minute(String($0)) }
        guard ends.count == 2, let start = ends[0], let end = ends[1], start < 1_440,
            end <= endMinuteMax
        else {
            findings.error(
                "\"\(text)\" is no slot",
                at: leaf.place,
                remedy: "from and to on a 24-hour clock, for example \"18:00-21:00\""
            )
            return nil
        }
        guard start < end else {
            let nextMorning = end + 1_440
            let isNight = nextMorning <= endMinuteMax
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

    private static func minute(_ text: String) -> Int? {
        let trimmed = text.drop { $0 == " " }
        let parts = trimmed.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, (1...2).contains(parts[0].count),
            let hour = Digits.number(parts[0]), let minute = Digits.number(parts[1].prefix(2)),
            parts[1].drop(while: { $0 != " " }).allSatisfy({ $0 == " " }),
            parts[1].prefix(while: { $0 != " " }).count == 2, minute < 60
        else { return nil }
        return hour * 60 + minute
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
