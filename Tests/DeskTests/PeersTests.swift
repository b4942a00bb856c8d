import Desk
import Rehearsal
import Testing

/// What went wrong elsewhere, one test for each: see "What peers get wrong" in the design.
///
/// Those about the network, the page, the files and the ledger are tested where these are, in a
/// suite of the same name: `RoomsTests`, `WebTests`, `DocumentsTests`, `StoreTests`.
@Suite struct PeersTests {
    private static let ana = CounsellorID("@ana:example.org")

    @Test func `Safe Support: the schedule does close`() throws {
        expect(
            """
            clock 2026-11-23 21:00
            youth arrives
            bot C'est fermé…
            """
        )
    }

    @Test func `Safe Support: of two claims one wins, and the claimer must be of the team`() {
        expect(
            """
            rules team
            clock 2026-11-23 18:05
            staffroom @ana says !service
            staff → @ana …
            staffroom @bea says !service
            staff → @bea …
            youth arrives
            bot Bonjour…
            bot Tu es…
            staff post …
            counsel @zoe takes
            counsel @ana takes
            bot Maintenant…
            staff edit …
            room opens @ana …
            counsel @bea takes
            staff → @bea #1 est déjà avec ana
            """
        )
    }

    @Test func `Aselo: hours that are missing or broken close the door`() {
        expect(
            """
            hours unreadable
            clock 2026-11-23 18:05
            youth arrives
            bot C'est fermé. Le 103 répond.
            """
        )
    }

    @Test func `Aselo: one evening is closed without pretending a holiday`() {
        expect(
            """
            clock 2026-11-23 18:05
            staffroom @lou says !fermer
            staff → @lou fermé jusqu'à demain, mardi, à 0 h
            youth arrives
            bot C'est fermé. Prochaine ouverture : demain, mardi, à 18 h.
            """
        )
    }

    @Test func `ORISO: duty is part of what is written down`() throws {
        let wall = try TestScript.wall
        let moment = wall.moment(try wall.instant("2026-11-23 18:05", now: nil))
        var around = Surroundings(team: Team(members: [Self.ana: .counsellor]))
        let before = around.team
        let onDuty = Event.commanded(.onDuty(nil), LineID("$1"), by: Self.ana)
        _ = Reception.hear(onDuty, at: moment, following: TestScript.script(), beside: &around)
        #expect(around.team != before, "a restart would find it in the ledger")
    }

    @Test func `Honoroit: a slip in the prefix reaches nobody`() {
        expect(
            """
            clock 2026-11-23 18:05
            rules team
            staffroom @ana says !service
            staff → @ana …
            youth arrives
            bot Bonjour…
            bot Tu es…
            staff post …
            counsel @ana takes
            bot Maintenant…
            staff edit …
            room opens …
            counsel @ana says ! note : elle ment
            room = !note n'existe pas / …
            counsel @ana says bonjour
            person bonjour
            """
        )
    }

    @Test func `HelpIM: one reload does not block the others`() {
        expect(
            """
            rules team
            clock 2026-11-23 18:05
            staffroom @ana says !service
            staff → @ana …
            youth arrives
            bot Bonjour…
            bot Tu es à la place 1.
            staff post #1…
            youth:sam arrives
            bot Bonjour…
            bot Tu es à la place 2.
            staff post #2…
            youth arrives
            sees waiting, place 1
            youth:sam arrives
            sees waiting, place 2
            counsel:sam @ana takes
            bot Maintenant…
            staff edit #2…
            room opens @ana jeune 2 …
            """
        )
    }

    @Test func `HelpIM: staff is called only when the questions are answered`() {
        expect(
            """
            clock 2026-11-23 18:05
            youth arrives
            bot Bonjour…
            bot Comment…
            youth skips
            own (passé)
            bot Quel âge…
            """
        )
    }

    @Test func `HelpIM: whoever waits is warned before closing`() {
        expect(
            """
            rules rich
            clock 2026-11-23 20:30
            youth arrives
            bot Bonjour…
            bot Es-tu…
            youth touches oui
            bot Appelle le 112.
            bot Quel âge…
            youth skips
            own (passé)
            bot Pour qui ?
            youth touches Pour un ami
            bot Dis-moi…
            youth skips
            own (passé)
            bot Tu es…
            staff post …
            clock 20:45
            staff calls counsellors …
            bot Toujours là…
            staff edit … (5 min)…
            staff calls admins …
            bot On ne t'oublie pas.
            staff edit … (10 min)…
            bot On ferme dans 15 minutes.
            """
        )
    }

    @Test func `Safe Support: only the bot's own clock and zone say whether it is open`() throws {
        let script = TestScript.script()
        // Six in the evening in Brussels: 17:00 UTC in winter, 16:00 in summer, both a Monday.
        for opening: Int64 in [1_795_453_200_000, 1_783_958_400_000] {
            let before = try TestScript.wall.moment(opening - 1)
            let after = try TestScript.wall.moment(opening)
            #expect(!script.door(at: before, ordered: nil).isOpen)
            #expect(script.door(at: after, ordered: nil).isOpen)
        }
    }

    @Test func `Safe Support: a test that tells nothing does not pass`() {
        let silent = "clock 2026-11-23 18:05\nyouth arrives"
        let told = Player.differences(
            in: silent,
            with: TestScript.script(),
            changing: TestScript.change
        )
        #expect(!told.isEmpty)
    }

    @Test func `ORISO: hours come from the file, whatever they say`() throws {
        let late = OpeningHours.Slot(start: 22 * 60, end: 23 * 60)
        let hours = OpeningHours(weekly: [.monday: [late]], holidays: .closed)
        let evening = try TestScript.wall.moment(
            TestScript.wall.instant("2026-11-23 22:05", now: nil)
        )
        let usual = TestScript.script().door(at: evening, ordered: nil)
        let changed = TestScript.script(hours: .known(hours)).door(at: evening, ordered: nil)
        #expect(!usual.isOpen && changed.isOpen)
    }

    @Test func `Honoroit: each talk has one owner, and who waits has a place`() {
        expect(
            """
            clock 2026-11-23 18:05
            rules team
            staffroom @ana says !service
            staff → @ana …
            youth arrives
            bot Bonjour…
            bot Tu es à la place 1.
            staff post #1…
            youth:sam arrives
            bot Bonjour…
            bot Tu es à la place 2.
            staff post #2…
            staffroom @ana says !file
            staff → @ana en attente : #1 · 0 min / #2 · 0 min
            counsel @ana takes
            bot Maintenant…
            staff edit #1…
            room opens @ana …
            sees talking, with Maintenant j'en parle
            sees:sam waiting, place 1
            """
        )
    }

    @Test func `HelpIM: staff that has gone while she answered is not promised to her`() {
        expect(
            """
            rules team with questions
            clock 2026-11-23 18:05
            staffroom @ana says !service
            staff → @ana …
            youth arrives
            bot Bonjour…
            bot Comment…
            youth skips
            own (passé)
            bot Quel âge…
            staffroom @ana says !repos
            staff → @ana plus en service
            youth skips
            own (passé)
            bot Quel est…
            youth skips
            own (passé)
            bot Tu es à la place 1.
            staff post #1…
            bot personne n'est encore là
            staff calls admins personne en service
            """
        )
    }

    @Test func `HelpIM: staff whose service runs out while she waits is not promised to her`() {
        expect(
            """
            rules team
            clock 2026-11-23 18:05
            staffroom @ana says !service 18:30
            staff → @ana …
            youth arrives
            bot Bonjour…
            bot Tu es à la place 1.
            staff post #1…
            clock 18:31
            staff calls admins personne en service
            bot personne n'est encore là
            """
        )
    }

    private func expect(_ story: String, at place: SourceLocation = #_sourceLocation) {
        let differences = Player.differences(
            in: story,
            with: TestScript.script(),
            changing: TestScript.change
        )
        #expect(differences == [], sourceLocation: place)
    }
}
