import Desk
import Rehearsal
import Testing

/// What the desk decides when counsellors cannot be reached.
@Suite struct ReachTests {
    private static let shut = Reach(isCutOff: true, isShut: true)
    private static let cutOff = Reach(isCutOff: true, isShut: false)

    /// A visitor, and the house around her.
    private struct Visit {
        var conversation: Conversation

        init(door: Door = .web, reach: Reach = .usual) {
            conversation = Conversation(number: 1, bot: BotName("essai"), door: door)
            self.reach = reach
        }

        var reach: Reach
        var lineCount = 0
        var team = Team(members: [CounsellorID("ana"): .admin])

        /// What the bot says to her then.
        mutating func hear(_ event: Event) throws -> [String] {
            var around = Surroundings(number: 1, team: team, reach: reach)
            // Monday 23 November 2026, ten past six in the evening: open.
            let effects = conversation.hear(
                event,
                at: try TestScript.wall.moment(1_795_453_800_000),
                following: TestScript.script(),
                beside: &around
            )
            team = around.team
            return effects.compactMap { effect in
                guard case .show(let line) = effect, line.author == .bot else { return nil }
                return line.text.reveal()
            }
        }

        mutating func say(_ words: String) throws -> [String] {
            lineCount += 1
            let text = Utterance.text(Confidential(words))
            return try hear(.visitorSaid(LineID("line-\(lineCount)"), text))
        }

        mutating func answerAll() throws {
            _ = try hear(.arrived)
            for words in ["Lou", "12 à 17 ans", "5000"] { _ = try say(words) }
        }
    }

    private static let told = TestScript.sentences[.unreachable] ?? ""
    private static let mended = TestScript.sentences[.reachable] ?? ""
    private static let closed = TestScript.sentences[.closedUnknown] ?? ""

    @Test func `whoever comes when nobody can be reached finds the door closed`() throws {
        var visit = Visit(reach: Self.shut)
        let said = try visit.hear(.arrived)
        #expect(said == [Self.closed])
        #expect(visit.conversation.stage == .closed)
    }

    @Test func `whoever answered the questions meanwhile is not left waiting for nobody`() throws {
        var visit = Visit()
        _ = try visit.hear(.arrived)
        visit.reach = Self.shut
        for words in ["Lou", "12 à 17 ans"] {
            let said = try visit.say(words)
            #expect(said.count == 1 && !said.contains(Self.told))
        }
        let said = try visit.say("5000")
        #expect(said == [Self.closed])
        #expect(visit.conversation.stage == .closed)
    }

    @Test func `whoever waits already keeps her place, however long it lasts`() throws {
        var visit = Visit()
        try visit.answerAll()
        visit.reach = Self.shut
        let told = try visit.hear(.house(.unreachable))
        #expect(told == [Self.told])
        let again = try visit.hear(.house(.unreachable)) + visit.say("tu es là ?")
        #expect(again.isEmpty)
        #expect(visit.conversation.stage.name == .waiting)
        visit.reach = .usual
        let after = try visit.hear(.house(.reachable)) + visit.hear(.house(.reachable))
        #expect(after == [Self.mended])
    }

    @Test func `who is asked the questions is told when she begins to wait, not before`() throws {
        var visit = Visit(reach: Self.cutOff)
        let first = try visit.hear(.arrived) + visit.hear(.house(.unreachable))
        #expect(!first.contains(Self.told))
        for words in ["Lou", "12 à 17 ans"] { _ = try visit.say(words) }
        let last = try visit.say("5000")
        #expect(last.last == Self.told)
    }

    @Test func `in a room of the same homeserver who wrote meanwhile hears that it is over`() throws
    {
        for writes in [true, false] {
            var visit = Visit(door: .lobby)
            let guest = Confidential(GuestID("@nour:example.org"))
            _ = try visit.hear(.cameToLobby(guest, asking: nil))
            _ = try visit.hear(.arrived)
            for words in ["Lou", "2", "5000"] { _ = try visit.say(words) }
            #expect(visit.conversation.stage.name == .waiting)
            visit.reach = Self.cutOff
            let told = try visit.hear(.house(.unreachable))
            let heard = try writes ? visit.say("tu es là ?") : []
            #expect(told.isEmpty && heard.isEmpty)
            visit.reach = .usual
            let after = try visit.hear(.house(.reachable)) + visit.hear(.house(.reachable))
            #expect(after == (writes ? [Self.mended] : []))
        }
    }

    @Test func `who was never told hears of no end, and who has left hears of nothing`() throws {
        var visit = Visit()
        try visit.answerAll()
        let before = try visit.hear(.house(.reachable))
        #expect(before.isEmpty)
        _ = try visit.hear(.house(.unreachable))
        _ = try visit.hear(.visitorEnded(forgetting: false))
        let after = try visit.hear(.house(.reachable)) + visit.hear(.house(.unreachable))
        #expect(after.isEmpty)
    }
}
