import Rehearsal
import Testing

@testable import Desk

/// What the staff room is told about who waits, and about a door that somebody closes.
@Suite struct StandingTests {
    private static let lou = CounsellorID("@lou:example.org")

    private static func moment(_ text: String, seconds: Int64 = 0) throws -> Moment {
        let instant = try TestScript.wall.instant(text, now: nil) + seconds * 1_000
        return try TestScript.wall.moment(instant)
    }

    private static func hear(
        _ command: Command,
        _ moment: Moment,
        _ waitingRoom: WaitingRoom = WaitingRoom()
    ) -> (effects: [Effect], team: Team) {
        let team = Team(members: [lou: .admin])
        var around = Surroundings(waitingRoom: waitingRoom, team: team)
        let effects = Reception.hear(
            .commanded(command, LineID("c"), by: lou),
            at: moment,
            following: TestScript.script(),
            beside: &around
        )
        return (effects, around.team)
    }

    @Test func `the list says why each stands where she stands`() throws {
        let now = try Self.moment("2026-11-23 18:40")
        let since = { (minutes: Int64) in now.milliseconds - minutes * 60_000 }
        let room = WaitingRoom([
            .init(number: 1, since: since(30)),
            .init(number: 2, since: since(10), headStartMinutes: 15),
            .init(number: 3, since: since(12), isReturning: true),
            .init(number: 4, since: since(5), headStartMinutes: Conversation.frontMinutes),
            .init(number: 5, since: since(2)),
        ])
        let told = Self.hear(.list, now, room).effects
        let list = """
            en attente : #4 · 5 min · rendue
            #1 · 30 min · attend plus longtemps
            #2 · 10 min · passe devant
            #3 · 12 min · revient
            #5 · 2 min
            """
        #expect(told == [.tellStaff(list, mention: Self.lou)])
    }

    @Test(arguments: [(Int64(0), "18:35"), (1, "18:36"), (40, "18:36"), (59, "18:36")])
    func `thirty minutes are not a second less, and the audit says when and why`(
        _ row: (seconds: Int64, clock: String)
    ) throws {
        let now = try Self.moment("2026-11-23 18:05", seconds: row.seconds)
        let reason = Confidential("panne")
        let (effects, team) = Self.hear(.closeDoor(.minutes(30), reason: reason), now)
        guard case .closed(let until)? = team.order else {
            Issue.record("the door is not closed")
            return
        }
        #expect(until >= now.milliseconds + 30 * 60_000)
        #expect(try TestScript.wall.words(until) == "2026-11-23 " + row.clock)
        #expect(effects.first == .tellStaff("fermé jusqu'à \(row.clock)", mention: Self.lou))
        let entry = AuditEntry(what: .closedDoor, by: Self.lou, until: until, reason: reason)
        #expect(effects.contains(.audit(entry)))
        #expect(!"\(entry)".contains("panne"))
    }
}
