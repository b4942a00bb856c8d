import Desk
import Rehearsal
import Testing

/// Nothing of the team reaches a visitor, however it is mistyped.
@Suite struct LeakTests {
    /// Every command, in every language, as tired fingers type it.
    static let slips: [String] = {
        let words = [
            "prendre", "nemen", "take", "aide", "hulp", "help", "file", "wachtrij", "list",
            "recharger", "herladen", "reload", "service", "dienst", "duty", "repos", "rust", "off",
            "fermer", "toe", "shut", "ouvrir", "open", "horaire", "uren", "hours", "retenus",
            "stil", "held", "libérer", "vrijgeven", "release", "clor", "sluiten2", "closee",
            "rendree", "teruggeven1", "returnn", "transférer", "overdragen", "transfer",
            "accepter", "inviter", "uitnodigen", "invite", "réponse", "antwoord", "answer",
            "orienter", "doorverwijzen", "refer", "code1", "pauze?", "attendre", "wachten",
            "lourd", "zwaar", "note", "privé", "",
        ]
        return words.flatMap { word in
            [
                "!\(word) SECRET", " !\(word) SECRET", "! \(word) SECRET", "!!\(word) SECRET",
                "!\(word.uppercased()) SECRET", "!\(word)SECRET", "\n!\(word) SECRET",
                "bonjour\n!\(word) SECRET", "!\(word.dropFirst()) SECRET",
            ]
        }
    }()

    @Test func `a mistyped command never reaches a visitor`() throws {
        for slip in Self.slips {
            let shown = try Self.shown(afterTyping: slip)
            let leaked = shown.filter { $0.uppercased().contains("SECRET") }
            #expect(leaked.isEmpty, "\(slip) → \(leaked)")
        }
    }

    @Test func `no colleague's name reaches a visitor`() throws {
        for slip in Self.slips {
            let shown = try Self.shown(afterTyping: slip.replacing("SECRET", with: "@bea"))
            let named = shown.filter {
                $0.contains("bea") || $0.contains("ana") || $0.contains("@")
            }
            #expect(named.isEmpty, "\(slip) → \(named)")
        }
    }

    @Test(arguments: ["inviter bea", "Transférer Bea", "invite bea.", "overdragen  bea"])
    func `an order without any sign names nobody to her`(typed: String) throws {
        #expect(try Self.shown(afterTyping: typed).allSatisfy { !$0.lowercased().contains("bea") })
    }

    /// What is not a command is carried over: else this would prove nothing.
    @Test func `a line without an exclamation mark does reach her`() throws {
        #expect(try Self.shown(afterTyping: "SECRET").contains("SECRET"))
    }

    /// All that a visitor's page shows after a counsellor has typed something in both rooms.
    private static func shown(afterTyping typed: String) throws -> [String] {
        var conversation = Conversation(number: 1, bot: BotName("essai"), door: .web)
        let (ana, bea) = (CounsellorID("@ana:example.org"), CounsellorID("@bea:example.org"))
        var around = Surroundings(team: Team(members: [ana: .admin, bea: .counsellor]))
        let wall = try TestScript.wall
        let moment = wall.moment(try wall.instant("2026-11-23 18:05", now: nil))
        let script = TestScript.script(intake: [])
        let line = LineID("$typed")
        let inRoom: Event =
            switch StaffEntry.read(typed, in: .counsellingRoom, knowing: script.commands) {
            case .words(let words): .counsellorSaid(line, Confidential(words), by: ana)
            case .command(let command): .commanded(command, line, by: ana)
            case .claim, .giveCode: .commanded(.help, line, by: ana)
            }
        var effects: [Effect] = []
        for event in [.arrived, .claimed(by: ana), inRoom] {
            effects += conversation.hear(event, at: moment, following: script, beside: &around)
        }
        let inStaffRoom = StaffEntry.read(typed, in: .staffRoom, knowing: script.commands)
        if case .command(let command) = inStaffRoom {
            effects += Reception.hear(
                .commanded(command, line, by: ana),
                at: moment,
                following: script,
                beside: &around
            )
        }
        return effects.compactMap { effect in
            guard case .show(let line) = effect else { return nil }
            return line.text.reveal()
        }
    }
}
