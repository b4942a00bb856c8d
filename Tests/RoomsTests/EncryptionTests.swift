import Matrix
import Support
import Testing

/// A counsellor's client may switch encryption on; the bridge can no longer read there.
@Suite struct EncryptionTests {
    @Test(arguments: [Town.Ways.pushAndSync, .syncOnly])
    func `the talk moves to a fresh room and nothing more is said in the old one`(
        _ ways: Town.Ways
    ) async throws {
        try await Town.play(ways) { town in
            let (lou, old) = try await town.talking()
            town.server.counsellorSays(old, town.ana, "bonjour")
            try await town.until("her line") { try await town.heard(lou.number) == ["bonjour"] }
            // These lines wait for the old room, which does not take them.
            town.server.fail(
                .status(503, code: "M_UNKNOWN"),
                times: 100_000,
                path: old.rawValue + "/send"
            )
            try await lou.says("ligne 1")
            try await lou.says("ligne 2")
            town.server.switchesEncryptionOn(old, town.ana)
            try await town.until("another room") { town.hasRoom(lou.number, besides: old) }
            town.server.clearFaults()
            let fresh = try await town.enters(lou.number, town.ana)
            try await lou.says("ligne 3")
            try await town.until("all lines there") {
                town.talk(fresh).filter { $0.hasPrefix("visitor") }
                    == (1...3).map { "visitor: ligne \($0)" }
            }
            // Nothing more was said there, and what was said is taken back before we leave.
            try await town.until("the old room is wiped") { town.talk(old).isEmpty }
            #expect(!town.talk(fresh).isEmpty)
            try await Self.checkAlarm(town, lou, old: old, fresh: fresh)
        }
    }

    /// Found by a simulation: she was not asked over yet, or had not looked.
    @Test func `what is still typed in the old room is carried too`() async throws {
        try await Town.play(.syncOnly) { town in
            let (lou, old) = try await town.talking()
            // All of it is read at once, and by then the old room is given up.
            town.server.fail(.status(503, code: "M_UNKNOWN"), times: 100_000, path: "sync")
            town.server.counsellorSays(old, town.ana, "avant")
            town.server.switchesEncryptionOn(old, town.ana)
            town.server.counsellorSays(old, town.ana, "après")
            town.server.clearFaults()
            try await town.until("both lines") {
                try await town.heard(lou.number) == ["avant", "après"]
            }
            try await town.until("another room") { town.hasRoom(lou.number, besides: old) }
        }
    }

    /// Found by a simulation: it was given up and left before her line had been read.
    @Test func `what is typed while the old room is given up is carried too`() async throws {
        try await Town.play(.syncOnly) { town in
            let (lou, old) = try await town.talking()
            let levels = Self.keepLoud(old, town)
            town.server.switchesEncryptionOn(old, town.ana)
            try await Self.alarm(town, lou)
            town.server.fail(Self.isAway, times: 100_000, path: "sync")
            town.server.counsellorSays(old, town.ana, "encore là ?")
            town.server.forgive(path: levels)
            try await town.until("nobody may write there now") { town.isSilenced(old) }
            town.server.forgive(path: "sync")
            try await town.until("her line") {
                try await town.heard(lou.number) == ["encore là ?"]
            }
            try await town.until("everybody is out") { town.server.inside(old).isEmpty }
        }
    }

    /// Found by a simulation: what was on its way to the old room came there after all, and once
    /// more into the fresh one.
    @Test func `what comes late into the old room does not come a second time`() async throws {
        try await Town.play(.syncOnly) { town in
            let (lou, old) = try await town.talking()
            _ = Self.keepLoud(old, town)
            town.server.fail(.cutAndLate, path: old.rawValue + "/send")
            town.server.fail(Self.isAway, times: 100_000, path: old.rawValue + "/send")
            try await lou.says("ligne 1")
            town.server.switchesEncryptionOn(old, town.ana)
            try await Self.alarm(town, lou)
            town.server.fail(Self.isAway, times: 100_000, path: "sync")
            #expect(town.server.carryOutLate() == 1)
            town.server.clearFaults()
            try await lou.says("ligne 2")
            try await town.until("another room") { town.hasRoom(lou.number, besides: old) }
            let fresh = try await town.enters(lou.number, town.ana)
            try await town.until("her second line") {
                town.talk(fresh).contains("visitor: ligne 2")
            }
            #expect(!town.talk(fresh).contains("visitor: ligne 1"))
        }
    }

    private static let isAway = FakeHomeserver.Fault.status(503, code: "M_UNKNOWN")

    /// Nobody is kept from writing in a room; the path of the call that would do it.
    private static func keepLoud(_ room: RoomID, _ town: Town) -> String {
        let levels = room.rawValue + "/state/m.room.power_levels"
        town.server.fail(isAway, times: 100_000, path: levels)
        return levels
    }

    private static func alarm(_ town: Town, _ lou: Visitor) async throws {
        let notice = try await town.notice(of: lou.number)
        try await town.until("the alarm") { try !town.remarks(under: notice).isEmpty }
    }

    private static func checkAlarm(
        _ town: Town,
        _ lou: Visitor,
        old: RoomID,
        fresh: RoomID
    ) async throws {
        let notice = try await town.notice(of: lou.number)
        try await town.until("the alarm, by name") {
            let remarks = try town.remarks(under: notice)
            return remarks.map(\.body) == ["#1 : salle chiffrée, on change de salle"]
                && remarks.allSatisfy { $0.mentions == [town.ana] }
        }
        try await town.until("everybody is out of the old room") {
            town.server.inside(old).isEmpty
        }
        town.server.counsellorSays(fresh, town.ana, "on continue ici")
        try await town.until("her line from the fresh room") {
            try await town.heard(lou.number) == ["bonjour", "on continue ici"]
        }
    }
}
