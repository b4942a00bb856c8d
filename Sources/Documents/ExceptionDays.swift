internal import Desk

/// The dated days in `hours.yaml` that do not follow the week.
enum ExceptionDays {
    static func read(
        _ items: [Leaf],
        on today: CivilDate,
        _ findings: Findings
    ) -> [CivilDate: OpeningHours.Exception] {
        var days: [CivilDate: OpeningHours.Exception] = [:]
        for item in items {
            guard let (date, day, place) = readDay(item, findings) else { continue }
            guard days[date] == nil else {
                findings.error(
                    "this day stands here twice",
                    at: place,
                    remedy: "make one exception of the two"
                )
                continue
            }
            if date < today {
                findings.warning("this day is over", at: place, remedy: "take the exception out")
            }
            days[date] = day
        }
        return days
    }

    private static func readDay(
        _ item: Leaf,
        _ findings: Findings
    ) -> (CivilDate, OpeningHours.Exception, Place)? {
        let known = ["date", "closed", "slots", "reason"]
        guard let table = Table(item, knowing: known, "an exception", findings) else { return nil }
        let leaf = table.required("date", example: "2026-12-24")
        let date = leaf?.date("\"date\"", findings)
        let slots = readSlots(table, findings)
        let reason = table.optionalText("reason")
        guard let leaf, let date, let slots else { return nil }
        return (date, OpeningHours.Exception(slots: slots, reason: reason), leaf.place)
    }

    private static func readSlots(_ table: Table, _ findings: Findings) -> [OpeningHours.Slot]? {
        let closed = table.optional("closed")
        let slots = table.optional("slots")
        switch (closed, slots) {
        case (.some(let closed), nil):
            let yes = closed.word("\"closed\"", among: [("true", true)], findings)
            return yes.map { _ in [] }
        case (nil, .some(let slots)):
            return Slots.read(slots, "\"slots\"", findings)
        case (.some, .some), (nil, nil):
            findings.error(
                "an exception is either closed or has slots",
                at: table.place,
                remedy: "write closed: true, or slots: [\"14:00-16:00\"]"
            )
            return nil
        }
    }
}
