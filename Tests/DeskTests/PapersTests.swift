import Desk
import Testing

@Suite struct PapersTests {
    @Test(arguments: Language.allCases)
    func `the page for a child tells the bot's own hours`(_ language: Language) {
        let papers = Papers(Self.script(answers: 7), removesRooms: true)
        let words = papers.plain(in: language).joined(separator: " ")
        #expect(words.contains("31") && words.contains(" 7 "))
    }

    @Test func `the table tells what happens to rooms, as it is set up`() {
        let script = Self.script(answers: nil)
        let with = Papers(script, removesRooms: true).table.map(\.time)
        let without = Papers(script, removesRooms: false).table.map(\.time)
        #expect(with.contains { $0.contains("purged") })
        #expect(!without.contains { $0.contains("purged") })
        #expect(without.contains { $0.contains("redacted, the room is left") })
    }

    private static func script(answers: Int?) -> Script {
        let limits = ScriptLimits(forgetAfterHours: 31, forgetAnswersAfterHours: answers)
        return TestScript.script(limits: limits)
    }
}
