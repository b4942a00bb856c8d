import Desk
import Testing

/// How long somebody meant, in the words that people type.
@Suite struct HowLongTests {
    /// Written as people write it; the same behind every command that takes a time.
    @Test(
        arguments: [
            ("30m", .minutes(30)), ("30", .minutes(30)), ("30 min", .minutes(30)),
            ("vingt minutes", .minutes(20)), ("2h", .either(120)), ("2 h", .either(120)),
            ("2 heures", .either(120)), ("deux heures", .either(120)), ("2 uren", .minutes(120)),
            ("pour 2 h", .minutes(120)), ("pendant deux heures", .minutes(120)),
            ("voor 2 uur", .minutes(120)), ("for 2 hours", .minutes(120)),
            ("1h30", .either(90)), ("1 h 30", .either(90)), ("1h 30", .either(90)),
            ("1 heure et demie", .either(90)), ("1h30m", .minutes(90)),
            ("une heure", .either(60)), ("une demi-heure", .minutes(30)),
            ("een half uur", .minutes(30)), ("half an hour", .minutes(30)),
            ("an hour", .minutes(60)), ("3 jours", .minutes(4_320)), ("1 jour", .minutes(1_440)),
            ("3 dagen", .minutes(4_320)), ("une semaine", .minutes(10_080)),
            ("48h", .either(2_880)), ("22h", .either(1_320)), ("22:00", .until(minute: 1_320)),
            ("22.30", .until(minute: 1_350)), ("jusqu'à 22h", .until(minute: 1_320)),
            ("jusqu’à 22 h 15", .until(minute: 1_335)), ("jusqu'a 22", .until(minute: 1_320)),
            ("jusque 22 heures", .until(minute: 1_320)), ("tot 22u", .until(minute: 1_320)),
            ("tot 22 uur", .until(minute: 1_320)), ("until 10 pm", .until(minute: 1_320)),
            ("till 10:30pm", .until(minute: 1_350)), ("9:00 pm", .until(minute: 1_260)),
            ("jusqu'à minuit", .until(minute: 1_440)), ("tot middernacht", .until(minute: 1_440)),
            ("jusqu'à demain", .until(minute: 1_440)),
            ("ce soir jusqu'à 22h", .until(minute: 1_320)),
        ] as [(String, HowLong)]
    )
    func `a time is understood as it is written`(_ row: (typed: String, howLong: HowLong)) {
        #expect(Self.read("!ouvrir " + row.typed) == .command(.openDoor(row.howLong)))
        #expect(Self.read("!service " + row.typed) == .command(.onDuty(row.howLong)))
    }

    @Test(
        arguments: [
            "0", "-5", "30s", "10000000", "1,5 h", "25:00", "22:75", "jusqu'à 25h", "jusqu'à lundi",
            "jusqu'à 3 jours", "jusqu'à", "deux lieues", "40 jours", "2h 22h", "30m jusqu'à 22h",
            "demain à 18h", "jusqu'à demain 18h", "½ h", "13 pm", "pour 22:00", "svp",
        ]
    )
    func `what nobody can read opens no door, and how it is written is shown`(typed: String) {
        #expect(Self.read("!ouvrir " + typed) == .command(.unread(how: "ouvrir 30m")))
        #expect(Self.read("!service " + typed) == .command(.unread(how: "service 21:00")))
    }

    @Test(
        arguments: [
            "de 18h à 21h", "18:00-21:00", "18h-21h", "18:00 – 21:00", "van 18u tot 21u",
            "from 6 pm to 9 pm", "de 18 à 21 h", "entre 18h et 21h", "18 heures à 21 heures",
            "de 18h jusqu'à 21h",
        ]
    )
    func `of two times duty ends with the second, and a door takes none`(typed: String) {
        #expect(Self.read("!service " + typed) == .command(.onDuty(.until(minute: 1_260))))
        #expect(Self.read("!ouvrir " + typed) == .command(.unread(how: "ouvrir 30m")))
        #expect(Self.read("!fermer " + typed) == .command(.unread(how: "fermer 30m")))
    }

    @Test(
        arguments: [
            ("3 jours panne", .minutes(4_320), "panne"), ("une heure", .either(60), nil),
            ("une heure panne", .either(60), "panne"), ("1h 30 panne", .either(90), "panne"),
            ("jusqu'à 20h", .until(minute: 1_200), nil), ("30M Panne", .minutes(30), "Panne"),
            ("panne jusqu'à 20h", .until(minute: 1_200), "panne"), ("une panne", nil, "une panne"),
            ("jusqu'à demain panne", .until(minute: 1_440), "panne"),
        ] as [(String, HowLong?, String?)]
    )
    func `among the words for why the door closes the time is found`(
        _ row: (typed: String, howLong: HowLong?, reason: String?)
    ) {
        let reason = row.reason.map { Confidential($0) }
        #expect(
            Self.read("!fermer " + row.typed) == .command(.closeDoor(row.howLong, reason: reason))
        )
    }

    @Test(
        arguments: [
            "30s", "-5", "0", "jusqu'à lundi", "toute la journée jusqu'à", "1,5 h panne",
            "jusqu'à demain 8h travaux", "demain 18 h",
            "jusqu'à minuit 30m",
        ]
    )
    func `a door is not closed for a time that nobody can read`(typed: String) {
        #expect(Self.read("!fermer " + typed) == .command(.unread(how: "fermer 30m")))
    }

    @Test(
        arguments: [
            ("5", 5), ("5 min", 5), ("1 heure", 60), ("cinq minutes", 5), ("10m", 10),
        ] as [(String, Int)]
    )
    func `a pause has a length`(_ row: (typed: String, minutes: Int)) {
        let read = StaffEntry.read(
            "!pause " + row.typed,
            in: .counsellingRoom,
            knowing: TestScript.commands
        )
        #expect(read == .command(.pause(minutes: row.minutes)))
    }

    /// Typed on a Monday at 18:10; the answer has the day where that is not today.
    @Test(
        arguments: [
            ("!ouvrir jusqu'à 22h", "ouvert jusqu'à 22:00"),
            ("!ouvrir 22h", "ouvert jusqu'à 22:00"),
            ("!ouvrir 2h", "ouvert jusqu'à 20:10"), ("!ouvrir 2 heures", "ouvert jusqu'à 20:10"),
            ("!ouvrir 48h", "ouvert jusqu'à mercredi, à 18 h 10"),
            ("!ouvrir jusqu'à 18h", "heure passée"),
            ("!ouvrir 18h", "heure passée"),
            ("!fermer jusqu'à 20h", "fermé jusqu'à 20:00"), ("!fermer 2h", "fermé jusqu'à 20:10"),
            ("!fermer 20h", "fermé jusqu'à demain, mardi, à 14 h 10"),
            ("!fermer 3 jours", "fermé jusqu'à jeudi, à 18 h 10"),
            ("!fermer une heure", "fermé jusqu'à 19:10"),
            ("!service 18:05", "heure passée"),
            ("!service de 18h à 21h", "en service jusqu'à 21:00"),
            ("!service 2h", "en service jusqu'à 20:10"),
            ("!service 02:00", "en service jusqu'à demain, mardi, à 2 h"),
        ]
    )
    func `the door is never open longer than meant`(_ row: (typed: String, answer: String)) {
        let story = "rules team\nclock 2026-11-23 18:10\nstaffroom @lou says " + row.typed
        let told = TestScript.differences(in: story).joined()
        #expect(told.contains("staff → @lou " + row.answer), "\(told)")
    }

    /// In the night in between the clock goes from two to three, or shows two to three twice.
    @Test(arguments: ["2027-03-27", "2027-10-30"])
    func `what ends by the clock ends by the clock of the next day`(_ day: String) {
        let story = """
            rules team
            clock \(day) 23:00
            staffroom @lou says !fermer jusqu'à 8h
            staffroom @lou says !ouvrir jusqu'à 8h
            staffroom @lou says !fermer 10 jours
            """
        let told = TestScript.differences(in: story).joined(separator: "\n")
        #expect(told.contains("fermé jusqu'à demain, dimanche, à 8 h"), "\(told)")
        #expect(told.contains("ouvert jusqu'à demain, dimanche, à 8 h"), "\(told)")
        let end = day == "2027-03-27" ? "2027-03-28" : "2027-10-31"
        #expect(told.contains("audit closedDoor @lou until \(end) 08:00"), "\(told)")
        #expect(told.contains("audit openedDoor @lou until \(end) 08:00"), "\(told)")
        // A length is one of a watch; until when it lasts, the clock on the wall says.
        let hour = day == "2027-03-27" ? "0 h" : "22 h"
        #expect(told.contains("à \(hour)\n"), "\(told)")
    }

    private static func read(_ typed: String) -> StaffEntry {
        StaffEntry.read(typed, in: .staffRoom, knowing: TestScript.commands)
    }
}
