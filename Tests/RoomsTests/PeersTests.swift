import Matrix
import Relay
import Support
import Testing

@testable import Desk

/// What went wrong elsewhere, where it is about the network; see "What peers get wrong" in the
/// design and `PeersTests` of the desk.
@Suite struct PeersTests {
    @Test func `Safe Support: an invitation is waited for, and asked again until it arrives`()
        async throws
    {
        try await Town.play { town in
            let lou = try await town.visitor("Lou")
            let notice = try await town.notice(of: lou.number)
            town.server.fail(.status(502, code: "M_UNKNOWN"), times: 3, path: "/invite")
            town.server.reacts(try town.staffRoom, town.ana, to: notice, "✋")
            let room = try await town.enters(lou.number, town.ana)
            try await town.until("the greeting") { !town.talk(room).isEmpty }
            #expect(town.server.membership(of: town.ana, in: room) == "join")
        }
    }

    @Test func `Safe Support: whoever claims must be of the staff room`() async throws {
        try await Town.play { town in
            let eve = town.server.makeCounsellor("eve")
            let lou = try await town.visitor("Lou")
            let notice = try await town.notice(of: lou.number)
            town.server.reacts(try town.staffRoom, eve, to: notice, "✋")
            town.server.reacts(try town.staffRoom, town.ana, to: notice, "✋")
            let room = try await town.enters(lou.number, town.ana)
            #expect(town.server.membership(of: eve, in: room) == nil)
        }
    }

    @Test func `Safe Support: no body stands in a log, of whatever goes wrong with it`()
        async throws
    {
        try await Town.play { town in
            let (lou, room) = try await town.talking("canari-prénom")
            town.server.fail(.status(413, code: "M_TOO_LARGE"), path: room.rawValue + "/send")
            try await lou.says("canari-jeune")
            try await town.until("she is told that it was lost") {
                try await town.screen(lou.number).contains("bot: Un message n'est pas arrivé.")
            }
            town.server.counsellorSays(room, town.ana, "canari-équipe")
            town.server.counsellorSays(room, town.ana, "!canari-commande")
            try await town.until("both sides were told") {
                try await town.heard(lou.number) == ["canari-équipe"]
                    && town.talk(room).contains { $0.contains("n'existe pas") }
            }
            let words = ["prénom", "jeune", "équipe", "commande"].map { "canari-" + $0 }
            #expect(town.overheard.entries(with: Set(words)).isEmpty)
        }
    }

    @Test func `ORISO: a restart loses neither the place in the feed nor who is on duty`()
        async throws
    {
        try await Town.play { town in
            let (lou, room) = try await town.talking()
            town.server.counsellorSays(try town.staffRoom, town.ana, "!service")
            let ana = CounsellorID(town.ana.rawValue)
            let isOnDuty = {
                let team = try await town.house.switchboard.team(of: TestBot.name)
                return team.isOnDuty(ana, at: town.wall.milliseconds)
            }
            try await town.until("she is on duty") { try await isOnDuty() }
            await town.kill()
            for word in ["un", "deux", "trois"] { town.server.counsellorSays(room, town.ana, word) }
            try await town.open()
            try await town.until("what she wrote meanwhile") {
                try await town.heard(lou.number) == ["un", "deux", "trois"]
            }
            #expect(try await isOnDuty())
        }
    }

    @Test func `Honoroit: what could not be sent is sent again, in its order and once`()
        async throws
    {
        try await Town.play { town in
            let (lou, room) = try await town.talking()
            town.server.fail(.status(500, code: "M_UNKNOWN"), times: 4, path: "/send")
            for word in ["un", "deux", "trois"] { try await lou.says(word) }
            try await town.until("all three") {
                town.talk(room).filter { $0.hasPrefix("visitor: ") }
                    == ["visitor: un", "visitor: deux", "visitor: trois"]
            }
        }
    }
}
