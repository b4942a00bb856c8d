import Desk
import Rehearsal
import Testing

/// Coming back, again and again.
@Suite struct ReturningTests {
    /// One talk a day, each with the code of the one before.
    private static func talks(_ count: Int) -> String {
        let days = (1...count).flatMap { day in
            [
                day == 1 ? "rules team\nclock 2026-11-23 18:05" : "",
                "staffroom @ana says !service", "youth:t\(day) arrives",
                day == 1 ? "" : "youth:t\(day) returns code-\(day - 1)",
                "counsel:t\(day) @ana takes", "counsel:t\(day) @ana says Bonjour",
                "counsel:t\(day) @ana says !code", "youth:t\(day) leaves",
            ]
        }
        return days.filter { !$0.isEmpty }.joined(separator: "\n")
    }

    @Test func `the tenth talk announces a hand-over, and no earlier one does`() {
        let last = TestScript.sentences[.codeLast] ?? ""
        let told = TestScript.differences(in: Self.talks(10)).filter { $0.contains(last) }
        #expect(told.count == 1)
        #expect(told.first?.contains("youth:t10 returns code-9") == true, "\(told)")
        #expect(TestScript.differences(in: Self.talks(9)).allSatisfy { !$0.contains(last) })
    }

    @Test func `an erased talk leaves no code behind`() throws {
        var conversation = Conversation(number: 1, bot: BotName("essai"), door: .lobby)
        let ana = CounsellorID("@ana:example.org")
        var around = Surroundings(team: Team(members: [ana: .admin]))
        let wall = try TestScript.wall
        let moment = wall.moment(try wall.instant("2026-11-23 18:05", now: nil))
        let fresh = FreshCode(code: Confidential("c"), digest: CodeDigest("d"))
        let line = LineID("l")
        let guest = Confidential(GuestID("@lou:example.org"))
        let events: [Event] = [
            .cameToLobby(guest, asking: nil), .arrived, .claimed(by: ana),
            .counsellorSaid(line, Confidential("bonjour"), by: ana),
            .commanded(.giveCode(fresh), line, by: ana), .visitorAsked(.forgetCode),
            .visitorAsked(.forgetCode), .commanded(.giveCode(fresh), line, by: ana),
            .visitorErased,
        ]
        let told = events.map {
            conversation.hear(
                $0,
                at: moment,
                following: TestScript.script(intake: []),
                beside: &around
            )
        }
        #expect(told[4].contains { if case .keepPass = $0 { true } else { false } }, "\(told[4])")
        #expect(told[5].contains(.dropPass(CodeDigest("d"))))
        #expect(told[6].allSatisfy { $0 != .dropPass(CodeDigest("d")) })
        #expect(told[8].contains(.dropPass(CodeDigest("d"))))
    }

    @Test func `in a room she says so in words`() {
        for typed in ["!code oublier", "!code vergeten", "!Code FORGET", "!code annuler"] {
            #expect(VisitorEntry.read(typed) == .request(.forgetCode), "\(typed)")
        }
        let words = "tortue, cerise, wagon, girafe"
        #expect(VisitorEntry.read("!code " + words) == .code("tortue cerise wagon girafe"))
        let sentence = "!code je ne sais pas quoi faire avec ce code, aide moi"
        #expect(VisitorEntry.read(sentence) == .words(sentence))
    }
}
