internal import Desk
internal import Foundation

/// `hours.yaml`: when the door is open.
///
/// Any error in it closes the door, so it is read strictly.
struct HoursFile: Sendable {
    /// For a closed door any clock will do; this one is right for the bots we know.
    static let usualZone = "Europe/Brussels"

    let zone: String
    let hours: OpeningHours

    static func read(
        _ file: SourceFile,
        on today: CivilDate,
        _ findings: Findings
    ) -> HoursFile? {
        let known = ["zone", "weekly", "holidays", "exceptions"]
        guard let table = Table.whole(file, knowing: known, findings) else { return nil }
        let zone = readZone(table, findings)
        let weekly = readWeek(table, findings)
        let choices: [(String, OpeningHours.HolidayChoice)] = [
            ("open", .open), ("closed", .closed),
        ]
        let holidays = table.required("holidays", example: "closed")?
            .word("\"holidays\"", among: choices, findings)
        let exceptions = ExceptionDays.read(table.list("exceptions"), on: today, findings)
        guard let zone, let weekly, let holidays, !findings.hasErrors else { return nil }
        let hours = OpeningHours(weekly: weekly, exceptions: exceptions, holidays: holidays)
        return HoursFile(zone: zone, hours: hours)
    }

    private static func readZone(_ table: Table, _ findings: Findings) -> String? {
        guard let leaf = table.required("zone", example: usualZone),
            let zone = leaf.text("\"zone\"", findings)
        else { return nil }
        // Foundation also takes "GMT+3" and abbreviations, which know no daylight saving.
        let names = TimeZone.knownTimeZoneIdentifiers
        guard names.contains(zone), TimeZone(identifier: zone) != nil else {
            let nearest = Spelling.nearest(to: zone, in: names.filter { $0.contains("/") })
            findings.error(
                "no time zone is called \"\(zone)\"",
                at: leaf.place,
                remedy: nearest.map { "did you mean \"\($0)\"?" } ?? "for example \(usualZone)"
            )
            return nil
        }
        return zone
    }

    private static func readWeek(
        _ table: Table,
        _ findings: Findings
    ) -> [Weekday: [OpeningHours.Slot]]? {
        guard let leaf = table.required("weekly", example: "{monday: [\"18:00-21:00\"]}"),
            let fields = leaf.fields("\"weekly\"", findings)
        else { return nil }
        let days = Weekday.allCases.map { ("\($0)", $0) }
        var week: [Weekday: [OpeningHours.Slot]] = [:]
        for field in fields {
            guard let day = days.first(where: { $0.0 == field.key }) else {
                findings.error(
                    "no day is called \"\(field.key)\"",
                    at: field.place,
                    remedy: Spelling.remedy(for: field.key, in: days.map(\.0))
                )
                continue
            }
            guard !field.value.isBlank else { continue }
            week[day.1] = Slots.read(field.value, "\"\(field.key)\"", findings)
        }
        Slots.checkNights(week, at: leaf.place, findings)
        if week.values.allSatisfy(\.isEmpty), !findings.hasErrors {
            findings.warning(
                "the week has no opening, so the door stays closed",
                at: leaf.place,
                remedy: "add for example: monday: [\"18:00-21:00\"]"
            )
        }
        return week
    }
}
