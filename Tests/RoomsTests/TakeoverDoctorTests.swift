import Curl
import Desk
import Matrix
import Rooms
import Support
import Testing

/// What the doctor says of a staff room that somebody with power over the homeserver has changed.
@Suite struct TakeoverDoctorTests {
    private static let alias = "passerelle_staff_essai"

    struct Change: Sendable {
        let words: String
        let make: @Sendable (Town, RoomID, UserID, UserID) throws -> Void
    }

    private static let changes: [Change] = [
        Change(words: "another room takes the staff room's place") { town, staff, _, eve in
            let content: JSON = ["body": "ici", "replacement_room": "!ailleurs"]
            town.server.forces(staff, eve, "m.room.tombstone", content)
        },
        Change(words: "may give orders in the staff room") { town, staff, _, eve in
            let content: JSON = ["users": .object([eve.rawValue: 100])]
            town.server.forces(staff, eve, "m.room.power_levels", content)
        },
        Change(words: "is not a room of the bot's") { town, _, bot, eve in
            let trap = try town.server.makesRoom(eve)
            town.server.invites(eve, bot, trap)
            town.server.joins(bot, trap)
            town.server.leads(alias: alias, to: trap)
        },
        Change(words: "the bot is not in its staff room") { town, _, _, eve in
            town.server.leads(alias: alias, to: try town.server.makesRoom(eve))
        },
        Change(words: "the bot is not in its staff room") { town, staff, bot, eve in
            town.server.putsOut(eve, bot, staff, banning: true)
        },
        Change(words: "there is no staff room yet") { town, _, _, _ in
            town.server.leads(alias: alias, to: nil)
        },
    ]

    @Test(arguments: changes.indices)
    func `each way in which a staff room is taken is called by its name`(_ index: Int)
        async throws
    {
        try await Town.play { town in
            let eve = town.server.makeCounsellor("eve")
            let staff = try town.staffRoom
            // Nobody mends it meanwhile.
            let bot = try town.house.bot
            await town.kill()
            #expect(await Self.faults(town) == [])
            try Self.changes[index].make(town, staff, bot, eve)
            let faults = await Self.faults(town)
            #expect(
                faults.contains { $0.contains(Self.changes[index].words) },
                "\(faults)"
            )
        }
    }

    /// What is taken back stays in it for ever.
    @Test func `an index for searching on the homeserver is told`() async throws {
        try await Town.play { town in
            let courier = Courier()
            defer { courier.close() }
            let office = House.office(in: town, courier)
            let inspection = Inspection(office, bots: [], isRunning: true)
            let word = "keeps an index for searching"
            #expect(await !inspection.findings().contains { $0.what.contains(word) })
            // It answers the search, whatever it says.
            town.server.fail(.gibberish, path: "/search")
            let found = await inspection.findings().first { $0.what.contains(word) }
            #expect(found?.grade == .advice)
            #expect(found?.remedy?.contains("enable_search: false") == true)
        }
    }

    private static func faults(_ town: Town) async -> [String] {
        let courier = Courier()
        defer { courier.close() }
        let office = House.office(in: town, courier)
        let subject = Inspection.Subject(name: TestBot.name, script: nil)
        let findings = await Inspection(office, bots: [subject], isRunning: false).findings()
        return findings.filter { $0.grade != .fine && $0.what.hasPrefix("\(TestBot.name): ") }
            .map(\.what)
    }
}
