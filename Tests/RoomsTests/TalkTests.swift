import Matrix
import Support
import Testing

/// An ordinary evening.
@Suite struct TalkTests {
    @Test(arguments: [Town.Ways.pushAndSync, .pushOnly, .syncOnly])
    func `a whole talk arrives on both sides once and in order`(_ ways: Town.Ways) async throws {
        try await Town.play(ways) { town in
            let lou = try await town.visitor("Lou")
            try await lou.says("j'ai une question")
            try await lou.says("elle est longue")
            let room = try await town.takes(lou.number, town.ana)
            try await town.until("what she had written before") {
                town.talk(room).last == "visitor: elle est longue"
            }
            for turn in 1...3 {
                town.server.counsellorSays(room, town.ana, "bonjour \(turn)")
                try await town.until("line \(turn) on the page") {
                    try await town.heard(lou.number).count == turn
                }
                try await lou.says("réponse \(turn)")
                try await town.until("answer \(turn) in the room") {
                    town.talk(room).last == "visitor: réponse \(turn)"
                }
            }
            town.server.counsellorSays(room, town.ana, "!clore")
            try await town.until("the end in the room") {
                town.talk(room).last == "passerelle: discussion terminée"
            }
            try await Self.checkBothSides(town, lou, room)
        }
    }

    private static func checkBothSides(_ town: Town, _ lou: Visitor, _ room: RoomID) async throws {
        #expect(
            town.talk(room) == [
                "passerelle: #1 Lou, on y va",
                "visitor: j'ai une question", "visitor: elle est longue",
                "ana: bonjour 1", "visitor: réponse 1", "ana: bonjour 2", "visitor: réponse 2",
                "ana: bonjour 3", "visitor: réponse 3",
                "ana: !clore", "passerelle: discussion terminée",
            ]
        )
        #expect(
            try await town.screen(lou.number) == [
                "bot: Bonjour !", "bot: Comment t'appeler ?", "visitor: Lou",
                "bot: Tu es à la place 1.",
                "visitor: j'ai une question", "visitor: elle est longue",
                "bot: Maintenant j'en parle est là.",
                "counsellor: bonjour 1", "visitor: réponse 1",
                "counsellor: bonjour 2", "visitor: réponse 2",
                "counsellor: bonjour 3", "visitor: réponse 3",
                "bot: Au revoir !",
            ]
        )
        try await town.until("the notice says that it is over") {
            try town.noticeTails(of: lou.number) == ["!prendre 1", "pris par ana", "terminé"]
        }
        #expect(try town.notices(of: lou.number).count == 1)
    }

    @Test func `the notice rings for the counsellors and for nobody else`() async throws {
        try await Town.play { town in
            let lou = try await town.visitor("Lou")
            let id = try await town.notice(of: lou.number)
            let notice = try town.server.timeline(town.staffRoom).first { $0.id == id }
            #expect(notice?.message?.mentions == Set(town.counsellors))
            // It may be read on a locked screen: a number and nothing of hers.
            #expect(notice?.message?.body == "#\(lou.number) attend")
            try await town.until("its words") {
                try town.noticeTails(of: lou.number) == ["!prendre \(lou.number)"]
            }
            // Clients stay silent about what programs say, even when it calls somebody by name.
            #expect(notice?.message?.kind == .text)
            try await town.takes(lou.number, town.ana)
            try await town.until("the edit") { try town.noticeTails(of: lou.number).count == 2 }
            let edits = try town.server.timeline(town.staffRoom).filter {
                if case .replacement? = $0.relation { true } else { false }
            }
            #expect(edits.allSatisfy { $0.message?.mentions == [] })
        }
    }

    @Test func `a claim by its number opens the room under the name she chose`() async throws {
        try await Town.play { town in
            let lou = try await town.visitor("Lou")
            town.server.counsellorSays(try town.staffRoom, town.bea, "!prendre \(lou.number)")
            let room = try await town.enters(lou.number, town.bea)
            let ghosts = town.server.inside(room).filter(town.isGhost)
            #expect(ghosts.count == 1)
            let ghost = try #require(ghosts.first)
            let member = town.server.state(of: room, type: "m.room.member", key: ghost.rawValue)
            #expect(member?["displayname"] == "Lou")
            #expect(town.server.membership(of: town.ana, in: room) == nil)
        }
    }

    @Test func `the counsellor is told when the visitor ends the talk`() async throws {
        try await Town.play { town in
            let (lou, room) = try await town.talking()
            try await lou.leaves()
            try await town.until("the remark") {
                town.talk(room).last == "passerelle: la personne est partie"
            }
            try await town.until("the notice says so") {
                try town.noticeTails(of: lou.number).last == "terminé"
            }
            town.server.counsellorSays(room, town.ana, "tu es là ?")
            try await town.until("nobody gets this") {
                town.talk(room).last == "passerelle: personne ne reçoit ceci"
            }
            #expect(try await town.heard(lou.number).isEmpty)
        }
    }

    @Test func `a visitor who leaves before is not there any more`() async throws {
        try await Town.play { town in
            let lou = try await town.visitor("Lou")
            _ = try await town.notice(of: lou.number)
            try await lou.leaves()
            try await town.until("the notice says so") {
                try town.noticeTails(of: lou.number) == ["!prendre 1", "parti·e avant"]
            }
            town.server.counsellorSays(try town.staffRoom, town.ana, "!prendre 1")
            let notice = try await town.notice(of: lou.number)
            try await town.until("she is told") {
                try town.remarks(under: notice).map(\.body) == ["personne n'attend sous #1"]
            }
            #expect(town.rooms(of: lou.number).isEmpty)
        }
    }

    @Test func `two talks at once never cross`() async throws {
        try await Town.play { town in
            let (lou, first) = try await town.talking("Lou")
            let max = try await town.visitor("Max")
            let second = try await town.takes(max.number, town.bea)
            for turn in 1...5 {
                try await lou.says("lou \(turn)")
                try await max.says("max \(turn)")
                town.server.counsellorSays(first, town.ana, "ana \(turn)")
                town.server.counsellorSays(second, town.bea, "bea \(turn)")
            }
            let turns = 1...5
            try await town.until("all lines on both pages") {
                let toLou = try await town.heard(lou.number)
                let toMax = try await town.heard(max.number)
                return toLou == turns.map { "ana \($0)" } && toMax == turns.map { "bea \($0)" }
            }
            try await town.until("all lines in both rooms") {
                let toAna = town.talk(first).filter { $0.hasPrefix("visitor") }
                let toBea = town.talk(second).filter { $0.hasPrefix("visitor") }
                return toAna == turns.map { "visitor: lou \($0)" }
                    && toBea == turns.map { "visitor: max \($0)" }
            }
        }
    }
}
