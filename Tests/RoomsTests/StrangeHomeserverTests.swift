import Matrix
import Rooms
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
            let zoe = try await Visitor.comes(to: town, as: "Zoé")
            #expect(try await town.screen(zoe).first?.hasPrefix("bot: c'est fermé") == true)
            #expect(try await town.screen(lou.number).contains("visitor: Lou"), "nothing is lost")
        }
    }
}
