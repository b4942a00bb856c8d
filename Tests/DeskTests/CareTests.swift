import Desk
import Rehearsal
import Testing

/// What a sceptic found that could slip in the staff's hands: each test is one of those stories.
@Suite struct CareTests {
    /// What happens in a story, act by act.
    private static func told(_ lines: String...) -> String {
        let opening = "rules team\nclock 2026-11-23 18:05\nstaffroom @ana says !service\n"
        return TestScript.differences(in: opening + lines.joined(separator: "\n"))
            .joined(separator: "\n")
    }

    /// What happens from an act of the story on.
    private static func told(after act: String, _ lines: String...) -> String {
        let opening = "rules team\nclock 2026-11-23 18:05\nstaffroom @ana says !service\n"
        let all = TestScript.differences(in: opening + lines.joined(separator: "\n"))
        let start = all.firstIndex { $0.contains(act) } ?? all.endIndex
        return all[start...].joined(separator: "\n")
    }

    private static let talk = "youth arrives\ncounsel @ana takes\ncounsel @ana says Bonjour\n"

    // MARK: Letters

    private static let letter = """
        clock 2026-11-28 14:00
        youth arrives
        youth touches écrire une lettre
        youth says Bonjour.
        youth touches envoyer ma lettre
        clock 2026-11-30 18:01
        staffroom @ana says !service
        staffroom @ana says !file
        counsel @ana takes

        """

    @Test func `a letter is not held and lost, and waits in the list until it has an answer`() {
        let told = Self.told(
            after: "2026-11-30 18:01",
            Self.letter + "counsel @ana says !calme\ncounsel @ana says !pause",
            "counsel @ana says !code\nstaffroom @ana says !file",
            "counsel @ana says Merci\nstaffroom @ana says !file"
        )
        #expect(told.contains("personne n'attend / lettres : #1 · samedi 28 novembre\n"))
        #expect(told.components("pas pour une lettre") == 3, "\(told)")
        #expect(told.contains("lettres : #1 · samedi 28 novembre · ana"))
        #expect(told.components("lettres : ") == 2, "answered, it is in the list no more")
        #expect(!told.contains("forget 2026-11-29") && !told.contains("je reviens"))
    }

    @Test func `a letter that nobody answers rings at each opening, and before it passes`() {
        let told = Self.told(
            after: "clock 2026-12-01 19:00",
            Self.letter + "clock 2026-12-01 19:00\nclock 2026-12-11 18:30",
            "staffroom @bea says !service\nclock 2026-12-12 14:01"
        )
        let call = "lettre #1 : sans réponse, jusqu'au samedi 12 décembre"
        // From 1 to 11 December there are nine evenings; on the last day it is said at two as well.
        #expect(told.components("calls counsellors " + call) == 10, "\(told)")
        #expect(told.contains("lettre #1 sans réponse"))
    }

    // MARK: Colleagues

    @Test func `a colleague who reads along can be asked to go on, and does`() {
        let told = Self.told(
            after: "!transférer",
            Self.talk + "counsel @ana says !inviter @bea\ncounsel @ana says !transférer @bea",
            "counsel @bea says !accepter\ncounsel @bea says je continue"
        )
        #expect(told.contains("room = bea continue"))
        #expect(told.contains("person je continue"), "\(told)")
    }

    @Test func `of two who are asked only the last one stays`() {
        let told = Self.told(
            after: "!transférer @cleo",
            Self.talk + "counsel @ana says !transférer @bea\ncounsel @ana says !transférer @cleo",
            "counsel @bea says je suis là\ncounsel @bea says !clore"
        )
        #expect(told.contains("room lets go @bea"))
        #expect(!told.contains("person je suis là") && !told.contains("a terminé"), "\(told)")
    }

    @Test func `a last word of who handed her over leaves the next one awaited`() {
        let told = Self.told(
            after: "Au revoir",
            "staffroom @bea says !service\n" + Self.talk + "counsel @ana says !transférer @bea",
            "counsel @bea says !accepter\ncounsel @ana says Au revoir\nclock +6m"
        )
        #expect(told.contains("rendue sans réponse"), "\(told)")
    }

    @Test(arguments: ["!alerte", "!orienter tele", "!code"])
    func `whoever does something for her has not gone`(ordered: String) {
        let told = Self.told(
            after: "counsel @ana says " + ordered,
            "youth arrives\ncounsel @ana takes\ncounsel @ana says " + ordered,
            "clock +6m"
        )
        #expect(told.contains("reminder unclaim off"))
        #expect(!told.contains("rendue sans réponse"), "\(told)")
    }

    @Test func `whoever is alone on duty and silent is not the only one called`() {
        let told = Self.told(after: "clock +6m", "youth arrives\ncounsel @ana takes\nclock +6m")
        #expect(told.contains("staff calls counsellors #1 attend de nouveau"), "\(told)")
    }

    @Test func `an alarm after she has left calls the admins all the same`() {
        let told = Self.told(after: "!alerte", Self.talk + "youth exits\ncounsel @ana says !alerte")
        #expect(told.contains("staff calls admins alerte #1"), "\(told)")
        #expect(told.contains("ledger audit alarm @ana"))
        #expect(!told.contains("bot "))
    }

    // MARK: Waiting anew

    private static let ladder = """
        rules ladder
        clock 2026-11-23 18:05
        youth arrives
        counsel @ana takes
        counsel @ana says Bonjour
        clock 18:45
        counsel @ana says !rendre

        """

    @Test func `after a late give-back the ladder is climbed anew`() {
        let all = TestScript.differences(in: Self.ladder + "clock 18:50\nclock 18:58")
        let told = all.suffix(2).joined(separator: "\n")
        #expect(told.contains("calls counsellors 1 en attente, 3 min"), "\(told)")
        #expect(told.contains("tous appelés"))
    }

    @Test func `who is on duty does not stand for everybody who was called`() {
        let story = "rules ladder\nclock 2026-11-23 18:05\nstaffroom @ana says !service\n"
        let all = TestScript.differences(in: story + "youth arrives\nclock 18:16\nclock 18:20")
        let told = all.last ?? ""
        #expect(told.contains("calls counsellors 1 en attente, 12 min"), "\(told)")
    }

    // MARK: Codes and the quiet hold

    @Test func `the same code counts each talk, and is shown again when she ends the talk`() {
        let told = Self.told(
            after: "!code",
            Self.talk + "counsel @ana says !code\nyouth leaves",
            "youth:b arrives\nyouth:b returns code-1\ncounsel:b @ana takes\nyouth:b leaves",
            "youth:c arrives\nyouth:c returns code-1"
        )
        #expect(told.components("code-1") >= 2)
        #expect(told.contains(TestScript.again), "\(told)")
        #expect(told.contains("revient (2)") && told.contains("revient (3)"), "\(told)")
    }

    @Test func `a second cry for help on hold is heard`() {
        let story = """
            rules rich
            clock 2026-11-23 18:05
            youth arrives
            youth skips
            youth skips
            youth skips
            youth skips
            youth says je veux mourir
            counsel @ana takes
            counsel @ana says !calme
            youth says je veux mourir
            """
        let told = TestScript.differences(in: story).last ?? ""
        #expect(told.contains("calls counsellors #1 retenue : à regarder"), "\(told)")
        #expect(told.contains("bot En danger ? Le 112."))
    }
}

extension String {
    /// How often something stands in it.
    fileprivate func components(_ part: String) -> Int {
        var (count, rest) = (0, self[...])
        while let found = rest.firstRange(of: part) {
            count += 1
            rest = rest[found.upperBound...]
        }
        return count
    }
}

extension TestScript {
    /// The beginning of the sentence in which a code is shown again.
    fileprivate static var again: String {
        (sentences[.codeAgain] ?? "").split(separator: "{").first.map(String.init) ?? "?"
    }
}
