import Desk
import Matrix
import Support
import Testing

/// One conversation never has two owners, whichever way the claims come in.
@Suite struct ClaimTests {
    @Test(arguments: [Town.Ways.pushAndSync, .pushOnly, .syncOnly])
    func `of two counsellors one gets her and the other is told`(_ ways: Town.Ways) async throws {
        try await Town.play(ways) { town in
            let lou = try await town.visitor("Lou")
            let notice = try await town.notice(of: lou.number)
            town.server.reacts(try town.staffRoom, town.bea, to: notice, "✋")
            town.server.reacts(try town.staffRoom, town.ana, to: notice, "✋")
            let room = try await town.enters(lou.number, town.bea)
            try await town.until("Ana is told, by name") {
                try town.remarks(under: notice).contains {
                    $0.body == "#1 est déjà avec bea" && $0.mentions == [town.ana]
                }
            }
            #expect(try town.remarks(under: notice).count == 1)
            #expect(town.rooms(of: lou.number) == [room])
            #expect(town.server.membership(of: town.ana, in: room) == nil)
            #expect(try town.noticeTails(of: lou.number) == ["!prendre 1", "pris par bea"])
        }
    }

    @Test func `a claim heard by push and by sync counts once`() async throws {
        try await Town.play { town in
            town.server.doubleNextPushes(20)
            let lou = try await town.visitor("Lou")
            let room = try await town.takes(lou.number, town.ana)
            town.server.counsellorSays(try town.staffRoom, town.ana, "!prendre 1")
            town.server.counsellorSays(room, town.ana, "bonjour")
            try await town.until("her line on the page") {
                try await town.heard(lou.number) == ["bonjour"]
            }
            try await town.until("all is pushed") { town.server.pushesAreDone }
            let notice = try await town.notice(of: lou.number)
            // A second claim by the owner herself says nothing new, and nobody is told anything.
            #expect(try town.remarks(under: notice).isEmpty)
            #expect(town.talk(room).filter { $0 == "passerelle: #1 Lou, on y va" }.count == 1)
        }
    }

    @Test func `a claim that was mistyped counts once its line is mended`() async throws {
        try await Town.play { town in
            let lou = try await town.visitor("Lou")
            let staff = try town.staffRoom
            let slip = town.server.counsellorSays(staff, town.ana, "prendre \(lou.number)")
            let mended = OutgoingText(
                "!prendre \(lou.number)",
                kind: .text,
                place: .replacing(slip)
            )
            town.server.counsellorSays(staff, town.ana, mended)
            try await town.enters(lou.number, town.ana)
        }
    }

    @Test func `a sign under the call that she waits again claims as one under the notice does`()
        async throws
    {
        try await Town.play { town in
            let (lou, room) = try await town.talking()
            town.server.counsellorSays(room, town.ana, "!rendre")
            let staff = try town.staffRoom
            var call: EventID?
            try await town.until("the call") {
                call =
                    town.server.timeline(staff).last {
                        $0.message?.body.contains("de nouveau : #") == true
                    }?.id
                return call != nil
            }
            town.server.reacts(staff, town.bea, to: try #require(call), "✋")
            try await town.enters(lou.number, town.bea)
        }
    }

    @Test func `a claim is heard although the bridge died before it knew of its notice`()
        async throws
    {
        try await Town.play { town in
            // The notice is posted, its answer is lost, and nothing can be posted after it.
            let path = try town.staffRoom.rawValue + "/send"
            town.server.fail(.cutAfter, path: path)
            town.server.fail(.hang, times: 1_000, path: path)
            let lou = try await town.visitor("Lou")
            let notice = try await town.notice(of: lou.number)
            await town.kill()
            town.server.clearFaults()
            town.server.reacts(try town.staffRoom, town.ana, to: notice, "✋")
            try await town.open()
            try await town.enters(lou.number, town.ana)
            try await town.until("the notice shows whose she is") {
                try town.noticeTails(of: lou.number) == ["!prendre 1", "pris par ana"]
            }
            #expect(try town.notices(of: lou.number).count == 1)
        }
    }

    @Test func `claims made while the bridge is away are heard in their order`() async throws {
        try await Town.play { town in
            let lou = try await town.visitor("Lou")
            let notice = try await town.notice(of: lou.number)
            await town.kill()
            town.server.reacts(try town.staffRoom, town.ana, to: notice, "✋")
            town.server.counsellorSays(try town.staffRoom, town.bea, "!prendre 1")
            try await town.open()
            try await town.enters(lou.number, town.ana)
            try await town.until("Bea is told, by name") {
                try town.remarks(under: notice).contains { $0.mentions == [town.bea] }
            }
        }
    }

    @Test func `a push that comes before the bridge knows its rooms does not swallow a claim`()
        async throws
    {
        try await Town.play(.pushOnly) { town in
            let lou = try await town.visitor("Lou")
            let notice = try await town.notice(of: lou.number)
            await town.kill()
            // The house stands and hears pushes, but cannot find out which room is the staff room.
            town.server.fail(.status(503, code: "M_UNKNOWN"), times: 100_000, path: "/directory/")
            try town.build()
            town.server.reacts(try town.staffRoom, town.ana, to: notice, "✋")
            try await town.until("the introduction fails a few times") {
                town.server.asked.count { $0.path.contains("/directory/") } > 6
            }
            town.server.clearFaults()
            try await town.enters(lou.number, town.ana)
        }
    }
}
