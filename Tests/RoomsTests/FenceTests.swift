import Matrix
import Support
import Testing

/// Who is heard, where, and what never passes.
@Suite struct FenceTests {
    @Test func `nothing said in the staff room reaches a visitor`() async throws {
        try await Town.play { town in
            let (lou, room) = try await town.talking()
            let staff = try town.staffRoom
            let notice = try await town.notice(of: lou.number)
            town.server.counsellorSays(staff, town.ana, "elle va mal")
            let thread = OutgoingText(
                "prudence",
                kind: .text,
                place: .thread(root: notice, after: nil)
            )
            town.server.counsellorSays(staff, town.ana, thread)
            let answer = OutgoingText("bonjour Lou", kind: .text, place: .answering(notice))
            town.server.counsellorSays(staff, town.ana, answer)
            town.server.counsellorSays(staff, town.ana, "!clore")
            town.server.counsellorSays(room, town.ana, "fin")
            try await town.until("the line behind them") {
                try await town.heard(lou.number) == ["fin"]
            }
        }
    }

    @Test func `a stranger is not heard, whatever room he makes`() async throws {
        try await Town.play { town in
            let (lou, room) = try await town.talking()
            let stranger = town.server.makeCounsellor("stranger")
            let bot = UserID(localpart: "passerelle", serverName: FakeHomeserver.serverName)
            let own = try town.server.makesRoom(stranger, alias: "somewhere")
            town.server.invites(stranger, bot, own)
            town.server.joins(bot, own)
            town.server.counsellorSays(own, stranger, "!prendre \(lou.number)")
            town.server.counsellorSays(own, stranger, "bonjour Lou")
            town.server.counsellorSays(room, town.ana, "fin")
            try await town.until("the line behind them") {
                try await town.heard(lou.number) == ["fin"]
            }
            #expect(town.talk(own) == ["stranger: !prendre 1", "stranger: bonjour Lou"])
        }
    }

    @Test func `an invitation of a stranger is left alone`() async throws {
        try await Town.play { town in
            let (lou, room) = try await town.talking()
            let stranger = town.server.makeCounsellor("stranger")
            let bot = UserID(localpart: "passerelle", serverName: FakeHomeserver.serverName)
            let own = try town.server.makesRoom(stranger)
            town.server.invites(stranger, bot, own)
            town.server.counsellorSays(room, town.ana, "fin")
            try await town.until("the line behind it") {
                try await town.heard(lou.number) == ["fin"]
            }
            #expect(town.server.membership(of: bot, in: own) == "invite")
        }
    }

    @Test func `what our own ghosts say does not come back to the page`() async throws {
        try await Town.play { town in
            let (lou, room) = try await town.talking()
            try await lou.says("bonjour")
            try await town.until("her line in the room") {
                town.talk(room).last == "visitor: bonjour"
            }
            // Even without the bridge's mark, as another program with the same token might write.
            let ghost = try #require(town.server.inside(room).first(where: town.isGhost))
            town.server.counsellorSays(room, ghost, "sans marque")
            town.server.counsellorSays(room, town.ana, "fin")
            try await town.until("the line behind them") {
                try await town.heard(lou.number) == ["fin"]
            }
            #expect(try await town.screen(lou.number).count { $0.hasSuffix("bonjour") } == 1)
        }
    }

    @Test func `a program's notice is neither relayed nor answered`() async throws {
        try await Town.play { town in
            let (lou, room) = try await town.talking()
            let before = town.talk(room)
            town.server.counsellorSays(room, town.bea, OutgoingText("rappel", kind: .notice))
            town.server.counsellorSays(room, town.ana, "fin")
            try await town.until("the line behind it") {
                try await town.heard(lou.number) == ["fin"]
            }
            #expect(town.talk(room) == before + ["bea: rappel", "ana: fin"])
        }
    }

    @Test func `a word with an exclamation mark is answered and never relayed`() async throws {
        try await Town.play { town in
            let (lou, room) = try await town.talking()
            town.server.counsellorSays(room, town.ana, "!clor")
            town.server.counsellorSays(room, town.ana, "  !prendre 3")
            town.server.counsellorSays(room, town.ana, "fin")
            try await town.until("both are answered") {
                town.talk(room).filter { $0.hasPrefix("passerelle: !") } == [
                    "passerelle: !clor n'existe pas\npeut-être !clore ?",
                    "passerelle: !prendre : salle d'équipe",
                ]
            }
            try await town.until("her line") { try await town.heard(lou.number) == ["fin"] }
        }
    }

    @Test(arguments: ["m.file", "m.audio", "m.location"])
    func `what is not text is explained`(_ kind: String) async throws {
        try await Town.play { town in
            let (lou, room) = try await town.talking()
            town.server.writes(room, town.ana, ["msgtype": .string(kind), "body": "chat.png"])
            try await Self.expectExplained(lou, room, town)
        }
    }

    @Test func `an edit and a line taken back reach the visitor, each once`() async throws {
        try await Town.play { town in
            let (lou, room) = try await town.talking()
            let said = town.server.counsellorSays(room, town.ana, "bonjuor")
            try await town.until("the first words") {
                try await town.heard(lou.number) == ["bonjuor"]
            }
            let edit = OutgoingText("bonjour", kind: .text, place: .replacing(said))
            town.server.counsellorSays(room, town.ana, edit)
            try await town.until("the better words, and the news of them") {
                try await town.heard(lou.number) == ["bonjour", "bonjour"]
            }
            // What begins with "!" is never carried over, not even by an edit.
            let slip = OutgoingText("!note triste", kind: .text, place: .replacing(said))
            town.server.counsellorSays(room, town.ana, slip)
            try await town.until("the explanation") {
                town.talk(room).last == "passerelle: seul le texte passe"
            }
            #expect(try await town.heard(lou.number) == ["bonjour", "bonjour"])
        }
    }

    @Test func `a change that is taken back takes the line back, and leaves no regretted word`()
        async throws
    {
        try await Town.play { town in
            let (lou, room) = try await town.talking()
            let said = town.server.counsellorSays(room, town.ana, "je suis là")
            let edit = OutgoingText("je suis Ana", kind: .text, place: .replacing(said))
            let slip = town.server.counsellorSays(room, town.ana, edit)
            try await town.until("the change") {
                try await town.heard(lou.number) == ["je suis Ana", "je suis Ana"]
            }
            town.server.redacts(room, town.ana, slip)
            try await town.until("nothing of it stands") {
                try await !town.heard(lou.number).contains("je suis Ana")
            }
        }
    }

    @Test func `questions in the staff room are answered there`() async throws {
        try await Town.play { town in
            let staff = try town.staffRoom
            town.server.counsellorSays(staff, town.ana, "!file")
            town.server.counsellorSays(staff, town.ana, "!aide")
            town.server.counsellorSays(staff, town.ana, "!prendre 99")
            try await town.until("three answers") {
                town.talk(staff).filter { $0.hasPrefix("passerelle") } == [
                    "passerelle: personne n'attend", "passerelle: !prendre, !file",
                    "passerelle: personne n'attend sous #99",
                ]
            }
        }
    }

    private static func expectExplained(
        _ lou: Visitor,
        _ room: RoomID,
        _ town: Town
    ) async throws {
        try await town.until("the explanation") {
            town.talk(room).last == "passerelle: seul le texte passe"
        }
        #expect(try await town.heard(lou.number).isEmpty)
    }
}
