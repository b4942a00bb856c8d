import Rehearsal
import Testing

@testable import Desk

/// A door that is open while nobody is there to answer.
@Suite struct UnattendedTests {
    private static let ana = CounsellorID("@ana:example.org")

    @Test func `where duty is asked for, it is who is on duty that counts`() throws {
        let moment = try Self.moment("2026-11-23 18:05")
        var team = Team(members: [Self.ana: .counsellor])
        #expect(TestScript.team().isOpenAndUnattended(at: moment, by: team))
        team.putOnDuty(Self.ana, until: moment.milliseconds + 60_000)
        #expect(!TestScript.team().isOpenAndUnattended(at: moment, by: team))
        let later = try Self.moment("2026-11-23 18:06")
        #expect(TestScript.team().isOpenAndUnattended(at: later, by: team))
    }

    @Test func `where it is not, an empty staff room counts`() throws {
        let moment = try Self.moment("2026-11-23 18:05")
        let team = Team(members: [Self.ana: .counsellor])
        #expect(!TestScript.script().isOpenAndUnattended(at: moment, by: team))
        #expect(TestScript.script().isOpenAndUnattended(at: moment, by: Team()))
    }

    @Test func `a door that is closed is nobody's to watch, by its hours or by order`() throws {
        let night = try Self.moment("2026-11-23 22:05")
        #expect(!TestScript.team().isOpenAndUnattended(at: night, by: Team()))
        var team = Team()
        team.order = .open(until: night.milliseconds + 60_000)
        #expect(TestScript.team().isOpenAndUnattended(at: night, by: team))
        let evening = try Self.moment("2026-11-23 18:05")
        team.order = .closed(until: evening.milliseconds + 60_000)
        #expect(!TestScript.team().isOpenAndUnattended(at: evening, by: team))
    }

    private static func moment(_ text: String) throws -> Moment {
        try TestScript.wall.moment(try TestScript.wall.instant(text, now: nil))
    }
}
