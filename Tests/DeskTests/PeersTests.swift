import Desk
import Rehearsal
import Testing

/// What went wrong elsewhere, one test for each: see "What peers get wrong" in the design.
///
/// Those about the network are tested where it is: invitations that fail and bodies in logs in
/// `RoomsTests` and `LiveTests`, a reload that destroys an account and network faults in
/// `WebTests`, a token lost at restart in `RoomsTests/RestartTests`.
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
            staff → @lou fermé jusqu'à 00:00
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
        let onDuty = Event.commanded(.onDuty(untilMinute: nil), LineID("$1"), by: Self.ana)
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
            staff calls admins …
            bot On ne t'oublie pas.
            bot On ferme dans 15 minutes.
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
