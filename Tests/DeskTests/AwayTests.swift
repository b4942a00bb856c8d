import Foundation
import Rehearsal
import Testing

@testable import Desk

/// Whether a page of hers is open: what the counsellor is told of it, and what is remembered.
@Suite struct AwayTests {
    private static let ana = CounsellorID("@ana:example.org")
    private static let bea = CounsellorID("@bea:example.org")
    private static let away = Effect.advise("elle n'est pas devant la page")
    private static let back = Effect.advise("elle est de retour")

    @Test func `what is known is not told twice`() throws {
        var talk = try Talked()
        try talk.hear(.arrived, .claimed(by: Self.ana))
        #expect(try talk.hear(.visitorMoved(isThere: true)) == [])
        #expect(try talk.hear(.visitorMoved(isThere: false)) == [Self.away])
        #expect(try talk.hear(.visitorMoved(isThere: false)) == [])
        #expect(try talk.hear(.visitorMoved(isThere: true)) == [Self.back])
        #expect(try talk.hear(.visitorMoved(isThere: true)) == [])
    }

    @Test func `whoever takes her while her page is closed is told so, after what she wrote`()
        throws
    {
        var talk = try Talked()
        let words = Event.visitorSaid(LineID("1"), .text(Confidential("là ?")))
        try talk.hear(.arrived, words, .visitorMoved(isThere: false))
        let taken = try talk.hear(.claimed(by: Self.ana))
        #expect(taken.suffix(2) == [.relay(LineID("1")), Self.away])
        // And whoever takes her after her, too.
        try talk.hear(.commanded(.giveBack, LineID("2"), by: Self.ana))
        #expect(try talk.hear(.claimed(by: Self.bea)).last == Self.away)
        try talk.hear(.visitorMoved(isThere: true))
        try talk.hear(.commanded(.giveBack, LineID("3"), by: Self.bea))
        #expect(try talk.hear(.claimed(by: Self.ana)).contains(Self.away) == false)
    }

    @Test func `it is written down, and nobody who talks with nobody is told`() throws {
        var talk = try Talked()
        try talk.hear(.arrived)
        #expect(try talk.hear(.visitorMoved(isThere: false)) == [])
        let written = try JSONEncoder().encode(talk.conversation)
        let read = try JSONDecoder().decode(Conversation.self, from: written)
        #expect(read.isAway && read == talk.conversation)
    }
}

/// A conversation without questions, on an open evening.
private struct Talked {
    private(set) var conversation = Conversation(number: 1, bot: BotName("essai"), door: .web)
    private let script = TestScript.script(intake: [])
    private let moment: Moment
    private var around = Surroundings(
        team: Team(members: [
            CounsellorID("@ana:example.org"): .counsellor,
            CounsellorID("@bea:example.org"): .counsellor,
        ])
    )

    init() throws {
        moment = try TestScript.wall.moment(
            try TestScript.wall.instant("2026-11-23 18:05", now: nil)
        )
    }

    @discardableResult
    mutating func hear(_ events: Event...) throws -> [Effect] {
        events.flatMap {
            conversation.hear($0, at: moment, following: script, beside: &around)
        }
    }
}
