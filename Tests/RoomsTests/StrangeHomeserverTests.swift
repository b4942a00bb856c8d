import Matrix
import Rooms
import Store
import Support
import Testing

/// A homeserver that was set up anew under the old name knows nothing of what the ledger knows.
@Suite struct StrangeHomeserverTests {
    @Test func `before one that has none of our rooms the doors stay closed, and the log says why`()
        async throws
    {
        try await Town.play(isHeardAtOnce: false) { town in
            let (lou, _) = try await town.talking()
            let bot = try town.house.bot
            await town.kill()
            // As if nobody had ever been anywhere.
            town.server.leads(alias: "passerelle_staff_essai", to: nil)
            for room in town.server.rooms { town.server.putsOut(bot, bot, room) }
            // After a reboot the homeserver is often not there at once; that mutes nothing.
            town.server.fail(.status(503, code: "M_UNKNOWN"), path: "register")
            try town.build()
            try await town.until("it is not there yet") {
                town.overheard.text.contains("cannot be reached yet")
            }
            try await town.until("it is said") {
                town.overheard.text.contains("was it set up anew?")
            }
            #expect(town.server.room(alias: "passerelle_staff_essai") == nil)
            let said = try await Self.doctor(town)
            #expect(said.contains { $0.contains("was it set up anew?") }, "\(said)")
            let zoe = try await Visitor.comes(to: town, as: "Zoé")
            #expect(try await town.screen(zoe).first?.hasPrefix("bot: c'est fermé") == true)
            #expect(try await town.screen(lou.number).contains("visitor: Lou"), "nothing is lost")
        }
    }

    /// An ordinary house has rooms that the homeserver knows.
    @Test func `the doctor finds nothing strange in an ordinary one`() async throws {
        try await Town.play { town in
            _ = try await town.talking()
            let said = try await Self.doctor(town)
            #expect(!said.contains { $0.contains("set up anew") }, "\(said)")
        }
    }

    private static func doctor(_ town: Town) async throws -> [String] {
        let house = try town.house
        let subject = Inspection.Subject(name: TestBot.name, script: nil)
        let inspection = Inspection(
            house.office,
            bots: [subject],
            isRunning: true,
            standing: try await house.ledger.standingRooms()
        )
        return await inspection.findings().filter { $0.grade == .fault }.map(\.what)
    }
}
