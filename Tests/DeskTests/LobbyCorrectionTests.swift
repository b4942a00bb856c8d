import Desk
import Rehearsal
import Testing

/// What a visitor does in a room of the chat network that no page lets her do: change what she
/// said, and put signs under things.
@Suite struct LobbyCorrectionTests {
    static let danger = Question(
        id: "danger",
        kind: .yesNo,
        text: "Es-tu en danger maintenant ?",
        choices: [
            Choice(id: "yes", label: "Oui", mark: "danger", says: "danger"),
            Choice(id: "no", label: "Non"),
        ]
    )

    @Test(arguments: [
        ("1234 5678 9012 3456", true), ("1234-5678–9012 3456", true), ("1234567890123456", true),
        ("12/03/2009 et 14/03/2010", false), ("12.03.2009 14.03.2010", false),
        ("nés 12032009 14032010", false), ("1234 5678 9012 345", false),
    ])
    func `sixteen digits alone are a code, and two dates are not`(typed: String, isCode: Bool) {
        #expect(VisitorEntry.isCode(typed) == isCode)
    }

    @Test func `an answer that she changes is another one, and danger is answered at once`() throws
    {
        var evening = try LobbyTests.Evening(TestScript.script(intake: [Self.danger]))
        _ = evening.come()
        let asked = evening.lastLine
        evening.say("Non")
        #expect(evening.conversation.stage.name == .waiting)
        let changed = evening.hear(.visitorChanged(LineID("line-1"), Confidential("Oui")))
        #expect(changed.shown.contains { $0.contains("112") })
        #expect(changed.contains { if case .edit = $0 { true } else { false } })
        #expect(evening.conversation.answers.map { $0.words.reveal() } == ["danger : Oui"])
        let touched = evening.hear(.visitorTouched(LineID("$no"), "2", under: asked))
        #expect(touched.shown.first == "c'est changé")
        #expect(evening.conversation.answers.map { $0.words.reveal() } == ["danger : Non"])
        #expect(!evening.conversation.marks.isEmpty, "the first answer may have been the true one")
    }

    @Test func `what is no answer changes none, and she is told so`() throws {
        var evening = try LobbyTests.Evening(TestScript.script(intake: [Self.danger]))
        _ = evening.come()
        evening.say("Oui")
        let told = evening.hear(.visitorChanged(LineID("line-1"), Confidential("je sais pas")))
        #expect(told.shown == ["ta réponse reste"])
        #expect(evening.conversation.answers.map { $0.words.reveal() } == ["danger : Oui"])
    }

    @Test func `a number under an earlier question says nothing after the end`() throws {
        var evening = try LobbyTests.Evening(TestScript.script(intake: [Self.danger]))
        _ = evening.come()
        let asked = evening.lastLine
        evening.say("Non")
        evening.hear(.visitorEnded(forgetting: false))
        #expect(evening.hear(.visitorTouched(LineID("$late"), "1", under: asked)).isEmpty)
    }

    @Test func `a name that she changes is the one that counsellors see`() throws {
        var evening = try LobbyTests.Evening()
        _ = evening.come()
        evening.say("Nour")
        evening.hear(.visitorChanged(LineID("line-1"), Confidential("Lou")))
        #expect(evening.conversation.name?.reveal() == "Lou")
        evening.hear(.visitorChanged(LineID("line-1"), nil))
        #expect(evening.conversation.name == nil)
    }

    @Test func `a sign under what the bot says is no answer`() throws {
        var evening = try LobbyTests.Evening()
        _ = evening.come()
        let before = evening.conversation.stage
        evening.hear(.visitorTouched(LineID("$like"), "👍", under: LineID("bot-1")))
        #expect(evening.conversation.stage == before)
        #expect(evening.conversation.name == nil)
    }

    @Test func `behind a closed door she is told that nobody has read what she wrote`() throws {
        var evening = try LobbyTests.Evening(at: "2026-11-23 03:00")
        let guest = Confidential(GuestID(LobbyTests.account))
        evening.hear(.wroteInLobby(LineID("$1"), Confidential("il y a quelqu'un ?"), by: guest))
        let told = evening.come()
        #expect(told.contains("effacé, personne n'a lu"))
    }

    @Test func `what was too long to be kept from the lobby is said`() throws {
        var evening = try LobbyTests.Evening()
        let guest = Confidential(GuestID(LobbyTests.account))
        let long = String(repeating: "a", count: 2_001)
        evening.hear(.wroteInLobby(LineID("$1"), Confidential(long), by: guest))
        #expect(evening.come().contains { $0.hasPrefix("trop long") })
    }
}
