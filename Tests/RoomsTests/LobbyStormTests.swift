import Desk
import Matrix
import Relay
import Store
import Support
import Testing

/// What goes wrong at a public door.
@Suite struct LobbyStormTests {
    @Test func `whoever came or went while nobody was there is found`() async throws {
        try await Town.play(lobby: LobbyTests.lobby) { town in
            let (nour, lina) = (Guest("nour", in: town), Guest("lina", in: town))
            let talk = try await nour.talks(as: "Lou", with: town.ana)
            await town.kill()
            try lina.comes()
            town.server.leaves(nour.user, talk.own)
            try await town.open()
            try await town.until("the counsellor knows that she left") {
                town.talk(talk.room).last == "passerelle: la personne est partie"
            }
            try await lina.accepts()
        }
    }

    /// The homeserver has forgotten to tell that she left: her room itself is looked into.
    @Test func `a room that was left unnoticed is found deserted`() async throws {
        try await Town.play(lobby: LobbyTests.lobby) { town in
            let nour = Guest("nour", in: town)
            let talk = try await nour.talks(as: "Lou", with: town.ana)
            await town.kill()
            town.server.leaves(nour.user, talk.own)
            town.server.hide(nour.user, in: talk.own)
            try await town.open()
            try await town.until("the counsellor knows that she left") {
                town.talk(talk.room).last == "passerelle: la personne est partie"
            }
        }
    }

    @Test func `in a storm whoever comes last is met soon, and the team is told once`()
        async throws
    {
        try await Town.play(lobby: LobbyTests.lobby) { town in
            let crowd = (1...60).map { Guest("troll\($0)", in: town) }
            let trolls = Set(crowd.map(\.user))
            for one in crowd { try one.comes() }
            let nour = Guest("nour", in: town)
            try nour.comes()
            try await town.until("nour is asked into a room") {
                town.server.invited.contains(nour.user)
            }
            // Rooms are made one after the other; she is not behind all those who came before.
            #expect(town.server.invited.intersection(trolls).count < crowd.count / 2)
            try await town.until("all of them are met") {
                trolls.isSubset(of: town.server.invited)
            }
            let calls = try town.talk(town.staffRoom).filter { $0.contains("à l'accueil") }
            #expect(calls.count == 1)
        }
    }

    @Test func `one account that comes and goes is not met again and again`() async throws {
        try await Town.play(lobby: LobbyTests.lobby) { town in
            let nour = Guest("nour", in: town)
            for _ in 1...40 {
                try nour.comes()
                town.server.leaves(nour.user, try town.lobby)
            }
            try nour.comes()
            try await nour.accepts()
            let asked = town.server.rooms.filter {
                town.server.membership(of: nour.user, in: $0) != nil && $0 != (try? town.lobby)
            }
            #expect(asked.count == 1)
        }
    }

    /// Found by a cut: nobody was in her room yet, so it was taken for one that she had left.
    @Test func `whoever was not asked in yet when the bridge died is asked in after`() async throws
    {
        try await Town.play(lobby: LobbyTests.lobby) { town in
            let refusal = FakeHomeserver.Fault.status(503, code: "M_UNKNOWN")
            town.server.fail(refusal, times: 100_000, path: "/invite")
            let nour = Guest("nour", in: town)
            try nour.comes()
            try await town.until("a room is taken for her") {
                try await !town.house.ledger.directRooms().isEmpty
            }
            await town.kill()
            town.server.clearFaults()
            try await town.open()
            try await nour.accepts()
        }
    }

    /// Found by a simulation: the echo of the words settled the errand before the leaving.
    @Test func `a room of somebody's making is left although the answer to the words was lost`()
        async throws
    {
        try await Town.play(lobby: LobbyTests.lobby) { town in
            let nour = Guest("nour", in: town)
            let made = try town.server.makesRoom(nour.user)
            town.server.fail(.cutAfter, path: made.rawValue + "/send")
            let bot = try town.house.bot
            town.server.invites(nour.user, bot, made)
            try await town.until("the bot has left again") {
                town.server.membership(of: bot, in: made) == "leave"
            }
            #expect(town.told(made) == ["passerelle: viens dans une autre salle"])
        }
    }

    @Test func `a stranger's room that nobody can enter holds up nobody else`() async throws {
        try await Town.play(lobby: LobbyTests.lobby) { town in
            let (far, nour) = (Guest("far", in: town), Guest("nour", in: town))
            let made = try town.server.makesRoom(far.user)
            town.server.fail(
                .status(502, code: "M_UNKNOWN"),
                times: 1_000,
                path: "join/" + made.rawValue
            )
            town.server.invites(far.user, try town.house.bot, made)
            try nour.comes()
            let cry = nour.says("aidez-moi", in: try town.lobby)
            try await town.until("it is taken back") {
                try town.server.timeline(town.lobby).first { $0.id == cry }?.isRedacted == true
            }
        }
    }

    @Test func `a lobby that was taken out of the file is closed, and nobody is left in it`()
        async throws
    {
        try await Town.play(lobby: LobbyTests.lobby) { town in
            let nour = Guest("nour", in: town)
            let lobby = try town.lobby
            await town.kill()
            try nour.comes()
            town.takeLobbyOut()
            try await town.open()
            let bot = try town.house.bot
            try await town.until("nobody is in it") { town.server.inside(lobby) == [bot] }
            let rules = town.server.state(of: lobby, type: "m.room.join_rules")
            #expect(rules?["join_rule"] == "invite")
        }
    }

    @Test func `a homeserver that lists no rooms keeps the door open all the same`() async throws {
        try await Town.play(isOpen: false, lobby: LobbyTests.lobby) { town in
            let refusal = FakeHomeserver.Fault.status(403, code: "M_FORBIDDEN")
            town.server.fail(refusal, times: 1_000, path: "directory/list")
            try await town.begin()
            _ = try await Guest("nour", in: town).talks(as: "Lou", with: town.ana)
        }
    }
}
