import Rehearsal
import Testing

@testable import Desk

/// "Read by a person": only what somebody in the talk has read.
@Suite struct ReadingTests {
    private static let ana = CounsellorID("@ana:example.org")
    private static let bea = CounsellorID("@bea:example.org")

    private static func talking(_ door: Door = .web) throws -> (Conversation, Surroundings) {
        var conversation = Conversation(number: 1, bot: BotName("essai"), door: door)
        conversation.stage = .waiting(since: 0)
        let team = Team(members: [ana: .counsellor, bea: .counsellor])
        return (conversation, Surroundings(team: team))
    }

    @Test func `nothing counts before somebody has her, and then only who is in the talk`() throws {
        var (conversation, around) = try Self.talking()
        let moment = try TestScript.wall.moment(
            TestScript.wall.instant("2026-11-23 18:05", now: nil)
        )
        let hear = { (event: Event) in
            conversation.hear(event, at: moment, following: TestScript.script(), beside: &around)
        }
        func read(_ place: Int64, _ counsellor: CounsellorID) -> Int64? {
            _ = hear(.counsellorRead(LineID("a"), at: place, by: counsellor))
            return conversation.view(following: TestScript.script(), beside: WaitingRoom()).readTo
        }
        #expect(read(3, Self.ana) == nil)
        _ = hear(.claimed(by: Self.ana))
        #expect(read(4, Self.bea) == nil)
        #expect(read(4, CounsellorID("@eve:example.org")) == nil)
        #expect(read(4, Self.ana) == 4)
        #expect(read(2, Self.ana) == 4)
        // Who reads along is a person too.
        _ = hear(.commanded(.invite("bea"), LineID("i"), by: Self.ana))
        #expect(read(6, Self.bea) == 6)
        _ = hear(.commanded(.close(farewell: nil), LineID("c"), by: Self.ana))
        #expect(read(9, Self.ana) == 6)
    }

    @Test func `who handed her over does not count any more, who took her does`() throws {
        var (conversation, around) = try Self.talking()
        let moment = try TestScript.wall.moment(0)
        let hear = { (event: Event) in
            conversation.hear(event, at: moment, following: TestScript.script(), beside: &around)
        }
        func read(_ place: Int64, _ counsellor: CounsellorID) -> Int64? {
            _ = hear(.counsellorRead(LineID("a"), at: place, by: counsellor))
            return conversation.view(following: TestScript.script(), beside: WaitingRoom()).readTo
        }
        _ = hear(.claimed(by: Self.ana))
        _ = hear(.commanded(.handOver(to: "bea"), LineID("h"), by: Self.ana))
        _ = hear(.commanded(.accept, LineID("y"), by: Self.bea))
        // Ana is still in the room, for a last word.
        #expect(read(5, Self.ana) == nil)
        #expect(read(5, Self.bea) == 5)
    }

    @Test func `in her own room it is shown under her line`() throws {
        for door in [Door.web, .lobby] {
            var (conversation, around) = try Self.talking(door)
            let moment = try TestScript.wall.moment(0)
            let hear = { (event: Event) in
                conversation.hear(
                    event,
                    at: moment,
                    following: TestScript.script(),
                    beside: &around
                )
            }
            _ = hear(.claimed(by: Self.ana))
            let effects = hear(.counsellorRead(LineID("$a"), at: 4, by: Self.ana))
            #expect(effects == (door == .lobby ? [.markRead(LineID("$a"))] : []))
        }
    }
}
