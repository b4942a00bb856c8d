import Desk
import Matrix
import Rooms
import Support
import Testing

/// What the doctor says of a lobby.
@Suite struct LobbyDoctorTests {
    private static func faults(_ town: Town) async throws -> [String] {
        let subject = Inspection.Subject(name: TestBot.name, script: town.script)
        let office = try town.house.office
        let findings = await Inspection(office, bots: [subject], isRunning: true).findings()
        return findings.filter { $0.grade != .fine && $0.what.contains("lobby") }.map(\.what)
    }

    @Test func `a lobby as the bridge makes it is fine, listed or not`() async throws {
        for isListed in [true, false] {
            try await Town.play(lobby: Lobby(alias: "accueil", isListed: isListed)) { town in
                let faults = try await Self.faults(town)
                #expect(faults == [])
            }
        }
    }

    struct Change: Sendable {
        let words: String
        let make: @Sendable (Town, RoomID, UserID) throws -> Void

        static func state(_ type: String, _ content: JSON, _ words: String) -> Change {
            Change(words: words) { town, lobby, user in
                town.server.forces(lobby, user, type, content)
            }
        }
    }

    private static let changes: [Change] = [
        .state("m.room.guest_access", ["guest_access": "can_join"], "guest_access"),
        .state("m.room.history_visibility", ["history_visibility": "shared"], "history_visi"),
        .state("m.room.join_rules", ["join_rule": "knock"], "join_rule"),
        .state("m.room.topic", ["topic": "Parlez ici !"], "topic"),
        .state("m.room.name", ["name": "Chez moi"], "name"),
        .state("m.room.tombstone", ["replacement_room": "!x"], "declared replaced"),
        .state(
            "m.room.power_levels",
            ["users": [:], "invite": 100, "redact": 100],
            "@room"
        ),
        .state(
            "m.room.power_levels",
            [
                "users": ["@stranger:fake.test": 50], "invite": 100, "redact": 100,
                "notifications": ["room": 100],
            ],
            "others than the bot have powers"
        ),
        Change(words: "does not lead to the lobby") { town, _, user in
            let room = try town.server.makesRoom(user)
            town.server.leads(alias: "accueil", to: room)
        },
        Change(words: "does not lead to the lobby") { town, _, _ in
            town.server.leads(alias: "accueil", to: nil)
        },
        Change(words: "there is no lobby yet") { town, _, _ in
            town.server.leads(alias: "passerelle_lobby_essai", to: nil)
        },
        Change(words: "does not lead to the lobby") { town, _, user in
            let room = try town.server.makesRoom(user)
            town.server.leads(alias: "passerelle_lobby_essai", to: room)
        },
        Change(words: "public list") { town, lobby, _ in town.server.lists(lobby) },
    ]

    @Test(arguments: changes.indices)
    func `each fault of a lobby is called by its name`(_ index: Int) async throws {
        let change = Self.changes[index]
        try await Town.play(lobby: LobbyTests.lobby) { town in
            let stranger = town.server.makeCounsellor("stranger")
            try change.make(town, try town.lobby, stranger)
            let faults = try await Self.faults(town)
            #expect(faults.count == 1)
            #expect(faults.first?.contains(change.words) == true, "\(faults)")
        }
    }
}
