import Desk
import Matrix
import Relay
import Store
import Support
import Testing

/// What becomes of a lobby that was changed while nobody was there.
@Suite struct LobbyRepairTests {
    /// Plays a first evening, changes something while the bridge is away, and opens it again.
    private static func play(
        _ change: (Town, RoomID) async throws -> Void,
        _ look: (Town, RoomID) async throws -> Void
    ) async throws {
        try await Town.play(lobby: LobbyTests.lobby) { town in
            let lobby = try town.lobby
            await town.kill()
            try await change(town, lobby)
            try await town.open()
            try await look(town, lobby)
        }
    }

    private static func repairs(_ town: Town) async throws -> [AuditEntry.What] {
        try await town.house.ledger.audit(of: TestBot.name).map(\.what)
    }

    private static func calls(_ town: Town) throws -> [String] {
        town.talk(try town.staffRoom).filter { $0.contains("#accueil") }
    }

    private static func stranger(_ town: Town) throws -> (user: UserID, room: RoomID) {
        let user = town.server.makeCounsellor("stranger")
        return (user, try town.server.makesRoom(user))
    }

    @Test func `where nothing was changed nothing is put right`() async throws {
        try await Self.play({ _, _ in }) { town, lobby in
            let (repairs, room) = (try await Self.repairs(town), try town.lobby)
            #expect(repairs.isEmpty && room == lobby)
        }
    }

    @Test func `an address that somebody turned to a room of his leads to the lobby again`()
        async throws
    {
        try await Self.play { town, _ in
            let stranger = try Self.stranger(town)
            town.server.leads(alias: "accueil", to: stranger.room)
        } _: { town, lobby in
            #expect(try town.lobby == lobby)
            #expect(try await Self.repairs(town) == [.mendedLobbyAlias])
            #expect(try Self.calls(town).isEmpty)
            _ = try await Guest("nour", in: town).talks(as: "Lou", with: town.ana)
        }
    }

    @Test func `an address that cannot be taken back is told, and not followed`() async throws {
        try await Self.play { town, _ in
            let stranger = try Self.stranger(town)
            town.server.leads(alias: "accueil", to: stranger.room)
            let refusal = FakeHomeserver.Fault.status(403, code: "M_FORBIDDEN")
            town.server.fail(refusal, times: 9, path: "#accueil", method: "DELETE")
        } _: { town, _ in
            #expect(try await Self.repairs(town) == [.foundLobbyAliasTaken])
            try await town.until("the team is told") { try Self.calls(town).count == 1 }
            let bot = try town.house.bot
            let strange = try town.lobby
            #expect(town.server.membership(of: bot, in: strange) == nil)
        }
    }

    /// The name by which the bot knows its lobby is a signpost too.
    @Test(arguments: [true, false])
    func `a lobby whose own name leads elsewhere or nowhere is found again`(
        _ isTurned: Bool
    ) async throws {
        try await Self.play { town, _ in
            let stranger = try Self.stranger(town)
            let room = isTurned ? stranger.room : nil
            town.server.leads(alias: "passerelle_lobby_essai", to: room)
        } _: { town, lobby in
            let (repairs, room) = (try await Self.repairs(town), try town.lobby)
            #expect(town.server.room(alias: "passerelle_lobby_essai") == lobby)
            #expect(room == lobby && repairs == [.mendedLobbyAlias])
        }
    }

    @Test func `a lobby declared replaced is left for a fresh one, not for the other room`()
        async throws
    {
        try await Self.play { town, lobby in
            let stranger = try Self.stranger(town)
            let tombstone: JSON = ["replacement_room": .string(stranger.room.rawValue)]
            town.server.forces(lobby, stranger.user, "m.room.tombstone", tombstone)
            town.server.joins(Guest("late", in: town).user, lobby)
        } _: { town, lobby in
            let fresh = try town.lobby
            #expect(fresh != lobby)
            let bot = try town.house.bot
            #expect(town.server.state(of: fresh, type: "m.room.create") != nil)
            #expect(town.server.inside(fresh) == [bot] && town.server.inside(lobby) == [bot])
            let rules = town.server.state(of: lobby, type: "m.room.join_rules")
            #expect(rules?["join_rule"] == "invite")
            #expect(
                try await Self.repairs(town) == [.foundLobbyReplaced, .mendedLobbyAlias]
            )
            try await town.until("the team is told") { try Self.calls(town).count == 1 }
            _ = try await Guest("nour", in: town).talks(as: "Lou", with: town.ana)
        }
    }

    struct Change: Sendable {
        let type: String
        let content: JSON
        let repair: AuditEntry.What
    }

    private static let changes: [Change] = [
        Change(
            type: "m.room.power_levels",
            content: ["users": ["@stranger:fake.test": 100], "invite": 0],
            repair: .mendedLobbyPowers
        ),
        Change(
            type: "m.room.history_visibility",
            content: ["history_visibility": "world_readable"],
            repair: .mendedLobbyHistory
        ),
        Change(
            type: "m.room.join_rules",
            content: ["join_rule": "invite"],
            repair: .mendedLobbyJoining
        ),
        Change(
            type: "m.room.guest_access",
            content: ["guest_access": "can_join"],
            repair: .mendedLobbyGuests
        ),
        Change(
            type: "m.room.canonical_alias",
            content: ["alias": "#ailleurs:fake.test"],
            repair: .mendedLobbyAddress
        ),
        Change(type: "m.room.topic", content: ["topic": "ici on cause"], repair: .mendedLobbyTopic),
        Change(type: "m.room.name", content: ["name": "Bistrot"], repair: .mendedLobbyName),
    ]

    @Test(arguments: changes.indices)
    func `what was changed in the lobby is put back, and stands in the audit`(
        _ index: Int
    ) async throws {
        let change = Self.changes[index]
        try await Town.play(lobby: LobbyTests.lobby) { town in
            let lobby = try town.lobby
            let before = town.server.state(of: lobby, type: change.type)
            await town.kill()
            let stranger = town.server.makeCounsellor("stranger")
            town.server.forces(lobby, stranger, change.type, change.content)
            try await town.open()
            #expect(town.server.state(of: lobby, type: change.type) == before)
            #expect(try await Self.repairs(town) == [change.repair])
        }
    }

    // MARK: A read error is no absence

    @Test func `a visitor's room that may not be read just now is not given up`() async throws {
        try await Town.play(lobby: LobbyTests.lobby) { town in
            let nour = Guest("nour", in: town)
            let talk = try await nour.talks(as: "Lou", with: town.ana)
            await town.kill()
            let refusal = FakeHomeserver.Fault.status(403, code: "M_FORBIDDEN")
            town.server.fail(refusal, times: 1, path: talk.own.rawValue + "/members")
            try await town.open()
            nour.says("je suis encore là", in: talk.own)
            try await town.until("her line") {
                town.talk(talk.room).last == "visitor: je suis encore là"
            }
            #expect(try await Self.repairs(town).isEmpty)
        }
    }

    @Test func `a visitor's room in which the bot is no more is given up`() async throws {
        try await Town.play(lobby: LobbyTests.lobby) { town in
            let nour = Guest("nour", in: town)
            let talk = try await nour.talks(as: "Lou", with: town.ana)
            let bot = try town.house.bot
            await town.kill()
            town.server.leaves(bot, talk.own)
            try await town.open()
            try await town.until("the counsellor knows") {
                town.talk(talk.room).last == "passerelle: la personne est partie"
            }
            try await town.until("it stands in the audit") {
                try await Self.repairs(town) == [.endedDeserted]
            }
        }
    }
}
