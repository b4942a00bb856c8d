import Desk
import Matrix
import Support
import Testing

/// Who is of the team and who writes to her, in real rooms.
@Suite struct ColleaguesTests {
    @Test func `whoever comes into the staff room is called like those in the settings`()
        async throws
    {
        try await Town.play { town in
            let zoe = UserID(localpart: "zoe", serverName: try #require(town.ana.serverName))
            town.server.joins(zoe, try town.staffRoom)
            town.server.counsellorSays(try town.staffRoom, zoe, "!horaire")
            try await town.until("she is answered") {
                town.server.timeline(try town.staffRoom).contains {
                    $0.message?.mentions.contains(zoe) == true
                }
            }
            let lou = try await town.visitor("Lou")
            let notice = try await town.notice(of: lou.number)
            let posted = town.server.timeline(try town.staffRoom).first { $0.id == notice }
            #expect(posted?.message?.mentions == [town.ana, town.bea, zoe])
        }
    }

    @Test func `a notice of a counsellor's is her words, and no command`() async throws {
        try await Town.play { town in
            let (lou, room) = try await town.talking()
            town.server.counsellorSays(room, town.ana, OutgoingText("!clore"))
            town.server.counsellorSays(room, town.ana, OutgoingText("je note que je suis là"))
            town.server.counsellorSays(room, town.ana, "oui")
            try await town.until("both lines") {
                try await town.heard(lou.number) == ["je note que je suis là", "oui"]
            }
        }
    }

    @Test func `a sign that is taken back and put again claims again`() async throws {
        try await Town.play { town in
            let (lou, room) = try await town.talking()
            let notice = try await town.notice(of: lou.number)
            let staffRoom = try town.staffRoom
            let sign = try #require(
                town.server.timeline(staffRoom).last { $0.type == "m.reaction" }
            )
            town.server.counsellorSays(room, town.ana, "!rendre")
            try await town.until("Ana is let go") {
                town.server.membership(of: town.ana, in: room) == "leave"
            }
            town.server.redacts(staffRoom, town.ana, sign.id)
            town.server.reacts(staffRoom, town.ana, to: notice, "✋")
            try await town.enters(lou.number, town.ana)
        }
    }

    @Test func `whoever only reads along types for nobody`() async throws {
        try await Town.play(lobby: LobbyTests.lobby) { town in
            let nour = Guest("nour", in: town)
            let talk = try await nour.talks(as: "Lou", with: town.ana)
            town.server.counsellorSays(talk.room, town.ana, "!inviter @bea")
            try await town.until("Bea is asked in") {
                town.server.membership(of: town.bea, in: talk.room) == "invite"
            }
            town.server.joins(town.bea, talk.room)
            town.server.types(talk.room, town.bea)
            for line in ["un", "deux", "trois"] {
                town.server.counsellorSays(talk.room, town.ana, line)
                try await nour.hears(line, in: talk.own)
            }
            #expect(!town.server.typing(talk.own).contains { town.isGhost($0) })
            town.server.types(talk.room, town.ana)
            try await town.until("the persona types") {
                town.server.typing(talk.own).contains { town.isGhost($0) }
            }
        }
    }
}
