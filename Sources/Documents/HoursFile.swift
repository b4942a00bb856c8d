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

    static let definition: Definition = [
        .required(
            "zone",
            .text,
            "The time zone whose wall clock counts; daylight saving needs nothing else.",
            example: usualZone
        ),
        .required("weekly", week, "Open slots by day.", example: "{monday: [\"18:00-21:00\"]}"),
        .required(
            "holidays",
            .among(Words.holidays),
            "Belgian public holidays: as other days, or closed.",
            example: "closed"
        ),
        .optional(
            "last_entry_minutes",
            .count(0...240),
            "Nobody comes in during the last minutes before closing."
        ),
        .optional(
            "closing_soon_minutes",
            .count(0...120),
            "So many minutes before closing it is said; 0: it is not."
        ),
        .optional(
            "at_closing",
            .among(Words.closings),
            "What becomes of those who still wait when the door closes."
        ),
        .optional(
            "exceptions",
            .list(.table(ExceptionDays.definition)),
            "Dated days that do not follow the week."
        ),
    ]

    /// Slots by day of the week; services in the directory have them too.
    static let week = Shape.each(Words.days.map(\.0), .list(.slot))

    static func read(
        _ file: SourceFile,
        on today: CivilDate,
        of bot: BotFile?,
        beside directory: Directory?,
        _ findings: Findings
    ) -> HoursFile? {
        guard let table = Table.whole(file, definition, findings) else { return nil }
        let zone = readZone(table, findings)
        let weekly = readWeek(table, findings)
        let holidays = table.word("holidays", among: Words.holidays)
        let margins = OpeningHours.Margins(
            lastEntryMinutes: table.count("last_entry_minutes", otherwise: 0),
            closingSoonMinutes: table.count("closing_soon_minutes", otherwise: 0)
        )
        let atClosing = readClosing(table, of: bot, findings)
        let days = ExceptionDays(
            today: today,
            languages: bot?.languages,
            directory: directory,
            findings: findings
        )
        let exceptions = days.read(table)
        guard let zone, let weekly, let holidays, !findings.hasErrors else { return nil }
        let hours = OpeningHours(
            weekly: weekly,
            exceptions: exceptions.mapValues(\.exception),
            holidays: holidays,
            margins: margins,
            atClosing: atClosing
        )
        days.checkNeighbours(exceptions, hours)
        checkEntry(hours, table, findings)
        if let place = table.optional("weekly")?.place {
            LeftOut(zone: zone, today: today).check(hours, at: place, findings)
        }
        guard !findings.hasErrors else { return nil }
        return HoursFile(zone: zone, hours: hours)
    }

    /// A letter cannot be promised where the bot takes none.
    private static func readClosing(
        _ table: Table,
        of bot: BotFile?,
        _ findings: Findings
    ) -> OpeningHours.AtClosing {
        let closing = table.word("at_closing", among: Words.closings)
        if closing == .letter, let leaf = table.optional("at_closing"), let face = bot?.face,
            face.limits.letterDays == 0
        {
            findings.error(
                "a letter cannot be left here, because the bot takes none",
                at: leaf.place,
                remedy: "set \"letter_days\" in bot.yaml, or write referral or place"
            )
        }
        return closing ?? .letter
    }

    /// Who comes in a slot that is all margin would find the door open and be let in by nobody.
    private static func checkEntry(_ hours: OpeningHours, _ table: Table, _ findings: Findings) {
        let margin = hours.margins.lastEntryMinutes
        let slots = Weekday.allCases.flatMap { hours.weekly[$0] ?? [] }
        guard let leaf = table.optional("last_entry_minutes"),
            let short = slots.first(where: { $0.end - $0.start <= margin })
        else { return }
        findings.warning(
            "nobody can come in during \(Slots.words(short)), "
                + "which is not longer than its last \(margin) minutes",
            at: leaf.place,
            remedy: "make the slot longer, or the margin shorter"
        )
    }

    private static let zones = Set(TimeZone.knownTimeZoneIdentifiers)

    private static func readZone(_ table: Table, _ findings: Findings) -> String? {
        guard let leaf = table.leaf("zone"), let zone = leaf.text("\"zone\"", findings) else {
            return nil
        }
        // Foundation also takes "GMT+3" and abbreviations, which know no daylight saving.
        guard zones.contains(zone), TimeZone(identifier: zone) != nil else {
            let nearest = Spelling.nearest(to: zone, in: zones.filter { $0.contains("/") }.sorted())
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
        let complaintsBefore = findings.complaints.count
        guard let leaf = table.leaf("weekly"), let week = readWeek(leaf, "\"weekly\"", findings)
        else { return nil }
        if week.values.allSatisfy(\.isEmpty), findings.complaints.count == complaintsBefore {
            findings.warning(
                "the week has no opening, so the door stays closed",
                at: leaf.place,
                remedy: "add for example: monday: [\"18:00-21:00\"]"
            )
        }
        return week
    }

    /// Slots by day of the week, apart from each other also over midnight.
    static func readWeek(
        _ leaf: Leaf,
        _ what: String,
        _ findings: Findings
    ) -> [Weekday: [OpeningHours.Slot]]? {
        guard let fields = leaf.fields(what, findings) else { return nil }
        var week: [Weekday: [OpeningHours.Slot]] = [:]
        var places: [Weekday: Place] = [:]
        for field in fields {
            guard let day = Words.days.first(where: { $0.0 == field.key }) else {
                findings.error(
                    "no day is called \"\(field.key)\"",
                    at: field.place,
                    remedy: Spelling.remedy(for: field.key, in: Words.days.map(\.0))
                )
                continue
            }
            guard !field.value.isBlank else { continue }
            week[day.1] = Slots.read(field.value, "\"\(field.key)\"", findings)
            places[day.1] = field.value.place
        }
        Slots.checkNights(week, at: places, findings)
        return week
    }
}
