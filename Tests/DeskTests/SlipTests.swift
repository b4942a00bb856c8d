import Desk
import Rehearsal
import Testing

/// What a hurried hand, a second cry and a colleague's slip do not bring about.
@Suite struct SlipTests {
    /// What happens from the last act of a story on.
    private static func told(_ story: String) -> String {
        TestScript.differences(in: story).last ?? ""
    }

    private static let talk = """
        rules team
        clock 2026-11-23 18:05
        staffroom @ana says !service
        staffroom @bea says !service
        youth arrives
        counsel @ana takes
        counsel @ana says Bonjour

        """

    @Test(arguments: ["!clore", "!clore Au revoir"])
    func `nobody ends a talk but whoever has her`(order: String) {
        let asked = Self.talk + "counsel @ana says !transférer @bea\n"
        let early = Self.told(asked + "counsel @bea says " + order)
        #expect(early.contains("room = pas transmis, ana répond"), "\(early)")
        #expect(!early.contains("bot ") && !early.contains("person "))
        let late = Self.told(asked + "counsel @bea says !accepter\ncounsel @ana says " + order)
        #expect(late.contains("room = pas transmis, bea répond"), "\(late)")
        #expect(!late.contains("bot ") && !late.contains("person "))
        let own = Self.told(asked + "counsel @bea says !accepter\ncounsel @bea says " + order)
        #expect(own.contains("discussion terminée"))
    }

    @Test func `the code of a letter is not the team's to take back`() {
        let letter = """
            rules team
            clock 2026-11-22 15:00
            youth arrives
            youth touches écrire une lettre
            youth says Bonjour.
            youth touches envoyer ma lettre
            clock 2026-11-23 18:01
            staffroom @ana says !service
            counsel @ana takes
            counsel @ana says Merci
            """
        let told = Self.told(letter + "\ncounsel @ana says !code annuler")
        #expect(told.contains("room = pas pour une lettre"), "\(told)")
        #expect(!told.contains("drops") && !told.contains("bot "))
        let read = letter + "\ncounsel @ana says !code annuler\nclock 19:00"
        let back = Self.told(read + "\nyouth:retour arrives\nyouth:retour returns code-1")
        #expect(back.contains("person:retour Merci"), "\(back)")
    }

    private static let writing = """
        rules team with danger
        clock 2026-11-23 18:05
        staffroom @ana says !service
        youth arrives
        youth touches oui
        clock 18:09
        youth touches écrire une lettre

        """

    @Test func `who may be in danger and writes is taken by the rules of any other`() {
        let rested = Self.told(Self.writing + "counsel @bea takes")
        #expect(rested.contains("staff → @bea"), "\(rested)")
        #expect(!rested.contains("room opens"))
        let other = "youth:x arrives\nyouth:x skips\ncounsel:x @ana takes\n"
        let heavy = Self.writing + other + "counsel:x @ana says !lourd\n"
        let full = Self.told(heavy + "counsel @ana takes")
        #expect(full.contains("staff → @ana") && !full.contains("room opens"), "\(full)")
        let taken = Self.told(Self.writing + other + "counsel @ana takes")
        #expect(taken.contains("room opens @ana"), "\(taken)")
    }

    @Test func `the services are listed with what they help with`() {
        let rich = """
            rules rich
            clock 2026-11-23 18:05
            youth arrives
            youth skips
            youth skips
            youth skips
            youth skips
            counsel @ana takes
            counsel @ana says !orienter
            """
        let told = Self.told(rich)
        #expect(told.contains("tele – TELE / "), "\(told)")
        #expect(told.contains("some · violence – SOME"), "\(told)")
        #expect(told.contains("gone – GONE (⌛)"), "\(told)")
    }

    @Test func `an alarm is heard while her place is kept for the next evening`() {
        let kept = """
            rules rich, place kept
            clock 2026-11-23 18:05
            youth arrives
            youth skips
            youth skips
            youth skips
            youth skips
            counsel @ana takes
            counsel @ana says Bonjour
            clock 20:59
            counsel @ana says !rendre
            clock 21:01
            counsel @ana says !alerte
            """
        let told = Self.told(kept)
        #expect(told.contains("staff calls admins alerte #1"), "\(told)")
    }

    @Test func `where the door never closes, nobody is on duty for days`() throws {
        let day = [OpeningHours.Slot(start: 0, end: 1_440)]
        let weekly = Dictionary(uniqueKeysWithValues: Weekday.allCases.map { ($0, day) })
        let hours = OpeningHours(weekly: weekly, holidays: .open)
        let script = TestScript.script(hours: .known(hours), intake: [])
        let ana = CounsellorID("@ana:example.org")
        let wall = try TestScript.wall
        let moment = wall.moment(try wall.instant("2026-11-23 18:05", now: nil))
        var around = Surroundings(team: Team(members: [ana: .counsellor]))
        let order = Event.commanded(.onDuty(nil), LineID("$1"), by: ana)
        let effects = Reception.hear(order, at: moment, following: script, beside: &around)
        let told = "en service jusqu'à demain, mardi, à 6 h 05"
        #expect(effects == [.tellStaff(told, mention: ana)])
    }
}
