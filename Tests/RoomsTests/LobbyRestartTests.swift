import Desk
import Matrix
import Support
import Testing

/// What visitors of the lobby do while the bridge is away, and what of hers is nobody's business.
@Suite struct LobbyRestartTests {
    @Test func `whoever answers while the bridge is away finds no closed door when it is back`()
        async throws
    {
        try await Town.play(isHeardAtOnce: false, lobby: LobbyTests.lobby) { town in
            let nour = Guest("nour", in: town)
            try nour.comes()
            let own = try await nour.accepts()
            await town.kill()
            nour.says("Lou", in: own)
            try await town.open()
            try await nour.hears("Tu es à la place 1.", in: own)
        }
    }

    @Test func `what looks like a command is answered, and reaches no counsellor`() async throws {
        try await Town.play(lobby: LobbyTests.lobby) { town in
            let nour = Guest("nour", in: town)
            let talk = try await nour.talks(as: "Lou", with: town.ana)
            nour.says("!effacer tout", in: talk.own)
            try await nour.hears("rien fait, voulais-tu !effacer ?", in: talk.own)
            nour.says("je suis là", in: talk.own)
            try await town.until("her line") {
                town.talk(talk.room).contains("visitor: je suis là")
            }
            #expect(!town.talk(talk.room).contains { $0.contains("effacer") })
        }
    }

    @Test func `her account reaches no counsellor, whoever writes it`() async throws {
        try await Town.play(lobby: LobbyTests.lobby) { town in
            let nour = Guest("nour", in: town)
            let talk = try await nour.talks(as: "Lou", with: town.ana)
            let user = nour.user.rawValue
            nour.says("> <\(user)> avant\n\noui", in: talk.own)
            nour.says("je suis \(user)", in: talk.own)
            try await town.until("both lines") {
                let said = town.talk(talk.room)
                return said.contains("visitor: oui") && said.contains("visitor: je suis …")
            }
            #expect(!town.talk(talk.room).contains { $0.contains(user) })
        }
    }

    @Test func `a lobby out of which the bot was put is made anew, and the admins hear of it`()
        async throws
    {
        try await Town.play(lobby: LobbyTests.lobby) { town in
            let old = try town.lobby
            let chef = town.server.makeCounsellor("chef")
            town.server.putsOut(chef, try town.house.bot, old)
            try await town.until("another lobby") { try town.lobby != old }
            let staff = try town.staffRoom
            try await town.until("the admins hear of it") {
                town.talk(staff).contains { $0.contains("a disparu") }
            }
            _ = try await Guest("nour", in: town).talks(as: "Lou", with: town.ana)
        }
    }
}
