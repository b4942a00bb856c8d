import Desk
import Matrix
import Relay
import Support
import Testing

/// What the team orders, in real rooms: each line is about who may speak to her, and who may not.
@Suite struct TeamTests {
    @Test func `a talk that is given back waits again, and the next counsellor reads it all`()
        async throws
    {
        try await Town.play { town in
            let (lou, room) = try await town.talking()
            try await lou.says("tu es là ?")
            town.server.counsellorSays(room, town.ana, "!rendre")
            try await town.until("Ana is let go") {
                town.server.membership(of: town.ana, in: room) == "leave"
            }
            try await town.until("she is told") {
                try await town.screen(lou.number).last == "bot: tu attends de nouveau"
            }
            try await lou.says("je suis encore là")
            let again = try await town.takes(lou.number, town.bea)
            #expect(again == room)
            town.server.counsellorSays(room, town.bea, "je suis Bea")
            try await town.until("Bea's line") {
                try await town.heard(lou.number) == ["je suis Bea"]
            }
            // Bea's line and hers go in lanes of their own: neither waits for the other.
            let lines = ["visitor: tu es là ?", "visitor: je suis encore là"]
            try await town.until("her line") {
                town.talk(room).last { $0.hasPrefix("visitor") } == lines[1]
            }
            #expect(town.talk(room).filter { $0.hasPrefix("visitor") } == lines)
            #expect(try town.notices(of: lou.number).count == 1, "edited in place, never a pile")
        }
    }

    @Test func `an owner who leaves the room gives her back`() async throws {
        try await Town.play { town in
            let (lou, room) = try await town.talking()
            town.server.leaves(town.ana, room)
            try await town.until("she is told") {
                try await town.screen(lou.number).last == "bot: tu attends de nouveau"
            }
            try await town.takes(lou.number, town.bea)
        }
    }

    @Test func `both are in the room until the colleague accepts`() async throws {
        try await Town.play { town in
            let (lou, room) = try await town.talking()
            town.server.counsellorSays(room, town.ana, "bonjour")
            town.server.counsellorSays(room, town.ana, "!transférer @bea")
            try await town.enters(lou.number, town.bea)
            town.server.counsellorSays(room, town.bea, "je continue")
            try await town.until("Bea's line") {
                try await town.heard(lou.number) == ["bonjour", "je continue"]
            }
            let screen = try await town.screen(lou.number)
            #expect(screen.contains("bot: une autre personne continue"))
            #expect(town.server.membership(of: town.ana, in: room) == "join")
        }
    }

    @Test func `whoever handed her over is let go too when her colleague gives her back`()
        async throws
    {
        try await Town.play { town in
            let (lou, room) = try await town.talking()
            town.server.counsellorSays(room, town.ana, "!transférer @bea")
            try await town.enters(lou.number, town.bea)
            town.server.counsellorSays(room, town.bea, "!accepter")
            town.server.counsellorSays(room, town.bea, "!rendre")
            try await town.until("both are let go") {
                [town.ana, town.bea].allSatisfy {
                    town.server.membership(of: $0, in: room) == "leave"
                }
            }
            #expect(try await town.screen(lou.number).last == "bot: tu attends de nouveau")
        }
    }

    @Test func `who was asked to read along does not slip into the talk`() async throws {
        try await Town.play { town in
            let (lou, room) = try await town.talking()
            town.server.counsellorSays(room, town.ana, "!inviter bea")
            try await town.enters(lou.number, town.bea)
            town.server.counsellorSays(room, town.bea, "elle ment")
            try await town.until("Bea is told") {
                town.talk(room).last == "passerelle: pas transmis"
            }
            town.server.counsellorSays(room, town.ana, "fin")
            try await town.until("Ana's line") { try await town.heard(lou.number) == ["fin"] }
        }
    }

    @Test func `whoever is not of the team neither claims nor speaks`() async throws {
        try await Town.play { town in
            let (lou, room) = try await town.talking()
            // She was of the team, and is still in the counselling room.
            town.server.leaves(town.ana, try town.staffRoom)
            town.server.counsellorSays(try town.staffRoom, town.bea, "!file")
            try await town.until("the staff room was read") {
                town.server.timeline(try town.staffRoom).contains {
                    $0.message?.body == "personne n'attend"
                }
            }
            town.server.counsellorSays(room, town.ana, "je ne suis plus de l'équipe")
            try await town.until("she is told") {
                town.talk(room).last == "passerelle: pas de l'équipe"
            }
            #expect(try await town.heard(lou.number).isEmpty)
        }
    }

    @Test func `only an admin closes the door`() async throws {
        try await Town.play { town in
            town.server.counsellorSays(try town.staffRoom, town.bea, "!fermer 30m")
            try await town.until("Bea may not") {
                town.server.timeline(try town.staffRoom).contains {
                    $0.message?.body == "réservé aux responsables"
                }
            }
            try await town.promote(town.ana)
            town.server.counsellorSays(try town.staffRoom, town.ana, "!fermer 30m")
            try await town.until("Ana may") {
                town.server.timeline(try town.staffRoom).contains {
                    $0.message?.body.hasPrefix("fermé jusqu'à") == true
                }
            }
            let late = try await Visitor.comes(to: town, as: "Zoé")
            #expect(try await town.screen(late).first?.hasPrefix("bot: c'est fermé") == true)
        }
    }

    @Test func `a return code is shown to her alone`() async throws {
        try await Town.play { town in
            let (lou, room) = try await town.talking()
            town.server.counsellorSays(room, town.ana, "!code")
            try await town.until("her code") {
                try await town.screen(lou.number).contains { $0.hasPrefix("bot: ton code : ") }
            }
            let line = try await town.screen(lou.number).last ?? ""
            let code = line.filter(\.isNumber).prefix(16)
            #expect(code.count == 16)
            try await town.until("Ana is told so") {
                town.talk(room).last == "passerelle: code donné"
            }
            #expect(!town.talk(room).joined().filter(\.isNumber).contains(code))
            let digest = try #require(
                try await town.house.switchboard.digest(ofTypedCode: String(code))
            )
            let back = try await Visitor.comes(to: town, as: "retour")
            try await Visitor.hands(.visitorSaid(LineID("c"), .code(digest)), "c", "retour", town)
            try await town.until("she is known again") {
                try await town.screen(back).contains("bot: la même personne")
            }
        }
    }

    @Test func `a tick stands beside the line that her page has shown, once`() async throws {
        try await Town.play { town in
            let (lou, room) = try await town.talking()
            let said = town.server.counsellorSays(room, town.ana, "bonjour")
            try await town.until("her line") { try await town.heard(lou.number) == ["bonjour"] }
            let saw = Desk.Event.visitorSaw(LineID(said.rawValue))
            for _ in 1...2 { try await Visitor.hands(saw, "saw", "Lou", town) }
            try await town.until("the tick") { town.ticks(on: said, in: room) == 1 }
        }
    }
}

extension Town {
    fileprivate func promote(_ user: UserID) async throws {
        let room = try staffRoom
        var levels = server.state(of: room, type: "m.room.power_levels")?.object ?? [:]
        levels["users"] = [user.rawValue: 50]
        server.writes(room, bea, type: "m.room.power_levels", stateKey: "", .object(levels))
        try await until("the rank is known") {
            try await house.switchboard.team(of: TestBot.name).members[
                CounsellorID(user.rawValue)
            ] == .admin
        }
    }

    fileprivate func ticks(on event: EventID, in room: RoomID) -> Int {
        server.timeline(room).count { other in
            other.relation == .annotation(event, key: "✓")
        }
    }
}
