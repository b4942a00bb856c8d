import Support
import Testing

/// A thousand accounts come to the lobby within a minute.
@Suite struct StormTests {
    private static func person(_ name: String, at seconds: Int64, writes: Bool = false)
        -> Storm.Person
    {
        let account = "@nour_\(name):" + FakeHomeserver.serverName
        return Storm.Person(account: account, comesAt: seconds * 1_000, writes: writes)
    }

    /// What holds however fast the homeserver is.
    private static func expectCalm(_ report: Storm.Report, _ kind: Storm.Kind) {
        #expect(report.failures == [])
        #expect(report.limitedCount > 0, "else nothing was tried")
        #expect(report.impatient == [], "what the homeserver asks for is done")
        #expect(report.callCount <= 1, "the team is told once")
        #expect(report.leftStandingCount == 0, "what was written in public is gone")
        #expect(report.stillInside.isEmpty, "nobody is left in the lobby")
        // Coming and going buys nothing: each is asked into one room.
        let most = report.invitations.values.max() ?? 0
        #expect(most <= 3)
        let rooms = Set(report.invitations.keys).count
        #expect(report.roomCount <= rooms + 40, "no room is made for nobody")
        // Five seconds, or where a room alone takes seconds, so long as three of them.
        let longest = max(5_000, 3 * kind.roomMilliseconds)
        for (person, wait) in report.waits { #expect(wait < longest, "\(person): \(wait) ms") }
        #expect(report.waits.count == kind.people.count)
    }

    @Test(arguments: [1] as [UInt64])
    func `a homeserver that keeps up: people are met at once, also amid the storm`(
        _ seed: UInt64
    ) async throws {
        var kind = Storm.Kind()
        kind.people = [5, 15, 30, 45, 59, 61, 90].map { Self.person("at\($0)", at: $0) }
        let report = try await Storm.play(seed: seed, kind)
        Self.expectCalm(report, kind)
    }

    /// Rooms are made eight times more slowly than accounts come.
    @Test func `a slow homeserver: who comes after the storm, or says a word amid it, is met`()
        async throws
    {
        var kind = Storm.Kind()
        (kind.roomMilliseconds, kind.minutes) = (2_000, 40)
        kind.people =
            [20, 40].map { Self.person("amid\($0)", at: $0, writes: true) }
            + [61, 70, 120].map { Self.person("after\($0)", at: $0) }
        let report = try await Storm.play(seed: 3, kind)
        Self.expectCalm(report, kind)
        #expect(report.callCount == 1)
    }
}
