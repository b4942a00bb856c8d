import Rehearsal
import Testing

@testable import Desk

/// What cannot be said today is left out by whole lines.
@Suite struct WholeLinesTests {
    @Test(arguments: [
        ("a\nb", "a\nb"), ("a {x}\nb", "b"), ("a {o}\nb {x}", "a {o}"), ("{x}", ""),
        // A line that announces goes with what it announces, and stays while some of it is left.
        ("Call:\n{x}\nb", "b"), ("Call:\n{x}\n{o}", "Call:\n{o}"),
        ("Call:\n{o}\n{x}", "Call:\n{o}"),
        ("Call:\n{x}\n{x}", ""), ("Call:\nb\n{x}", "Call:\nb"), ("a:\n\n{x}", "a:\n"),
    ])
    func `half a text is never said`(_ row: (text: String, said: String)) {
        #expect(WholeLines.of(row.text) { $0.contains("{x}") ? nil : $0 } == row.said)
    }

    private static func bot(until: CivilDate?) -> Script {
        var sentences = TestScript.sentences
        sentences[.closedUnknown] = "C'est fermé.\nLe {numéro:tele} répond."
        let phone = Referral(
            id: "tele",
            name: "Exemple-Accueil",
            about: "Pour tous.",
            phone: "199",
            link: nil,
            checkBy: until
        )
        let bot = TestScript.script()
        return Script(
            name: bot.name,
            title: bot.title,
            languages: bot.languages,
            zone: bot.zone,
            hours: .unreadable,
            persona: bot.persona,
            intake: bot.intake,
            replies: bot.replies,
            referrals: [phone],
            provinces: bot.provinces,
            texts: Texts(sentences.mapValues { Saying($0) }),
            limits: bot.limits,
            exitAddress: bot.exitAddress
        )
    }

    @Test func `a number in a sentence is said until its last day, and on the page too`() throws {
        let bot = Self.bot(until: CivilDate(year: 2026, month: 12, day: 1))
        let story = """
            clock 2026-12-01 19:00
            youth arrives
            bot C'est fermé. / Le 199 répond.
            clock 2026-12-02 00:01
            youth:sam arrives
            bot:sam C'est fermé.
            """
        let told = Player.differences(in: story, with: bot)
        #expect(told == [])
        let closed = { (time: String) throws -> String in
            let moment = try TestScript.wall.moment(TestScript.wall.instant(time, now: nil))
            return bot.door(at: moment, ordered: nil).closedText(bot.audience)
        }
        #expect(try closed("2026-12-01 19:00") == "C'est fermé.\nLe 199 répond.")
        #expect(try closed("2026-12-02 00:01") == "C'est fermé.")
        // Who knows no day knows nobody who vouches.
        #expect(bot.texts.say(.closedUnknown, to: bot.audience) == "C'est fermé.")
    }
}
