import Matrix
import Support
import Testing

/// The way out: a homeserver that limits, fails, hangs up or says no.
@Suite struct SendingTests {
    @Test func `a limit is waited for and costs nothing`() async throws {
        try await Town.play { town in
            let (lou, room) = try await town.talking()
            town.server.fail(
                .limited(retryAfterSeconds: 1, retryAfterMilliseconds: nil),
                path: room.rawValue + "/send"
            )
            let before = ContinuousClock.now
            for turn in 1...3 { try await lou.says("ligne \(turn)") }
            try await Self.expect(3, in: room, town)
            #expect(ContinuousClock.now - before >= .seconds(1))
        }
    }

    @Test(
        arguments: [
            FakeHomeserver.Fault.status(500, code: "M_UNKNOWN"), .proxyPage(502), .cutBefore,
            .cutAfter, .gibberish, .limited(retryAfterSeconds: nil, retryAfterMilliseconds: 5),
        ]
    )
    func `every line arrives once through a fault`(_ fault: FakeHomeserver.Fault) async throws {
        try await Town.play { town in
            let (lou, room) = try await town.talking()
            for turn in 1...6 {
                town.server.fail(fault, times: turn % 3, path: room.rawValue + "/send")
                try await lou.says("ligne \(turn)")
            }
            try await Self.expect(6, in: room, town)
        }
    }

    @Test func `a fault at any call before the first line still lets it arrive once`() async throws
    {
        try await Town.play { town in
            let lou = try await town.visitor("Lou")
            try await lou.says("ligne 1")
            let notice = try await town.notice(of: lou.number)
            town.server.fail(.cutAfter, path: "/state/m.room.member")
            town.server.fail(.status(503, code: "M_UNKNOWN"), path: "/state/m.room.name")
            town.server.fail(.cutAfter, path: "/invite")
            town.server.reacts(try town.staffRoom, town.ana, to: notice, "✋")
            let room = try await town.enters(lou.number, town.ana)
            try await Self.expect(1, in: room, town)
            #expect(town.talk(room).first == "passerelle: #1 Lou, on y va")
            #expect(town.talk(room).count == 2)
        }
    }

    @Test func `a call that hangs keeps no other talk waiting`() async throws {
        try await Town.play { town in
            let (lou, first) = try await town.talking("Lou")
            let (max, second) = try await town.talking("Max")
            town.server.fail(.hang, path: first.rawValue + "/send")
            try await lou.says("ligne 1")
            for turn in 1...3 { try await max.says("ligne \(turn)") }
            try await Self.expect(3, in: second, town)
            town.server.clearFaults()
            try await Self.expect(1, in: first, town)
        }
    }

    @Test func `without a valid token nothing is given up and all goes on afterwards`() async throws
    {
        try await Town.play { town in
            let (lou, room) = try await town.talking()
            town.server.fail(.status(401, code: "M_UNKNOWN_TOKEN"), times: 100_000)
            for turn in 1...3 { try await lou.says("ligne \(turn)") }
            try await town.until("the refusal") {
                town.server.asked.contains { $0.path.contains(room.rawValue + "/send") }
            }
            town.server.clearFaults()
            // The bridge does not knock too often; its next look is due when the clock says so.
            try await town.skip(hours: 1)
            try await lou.says("ligne 4")
            try await Self.expect(4, in: room, town)
            #expect(
                try await !town.screen(lou.number).contains("bot: Un message n'est pas arrivé.")
            )
        }
    }

    @Test func `a line that is too long for the homeserver is told to both sides`() async throws {
        try await Town.play { town in
            let (lou, room) = try await town.talking()
            try await lou.says(String(repeating: "é", count: 40_000))
            try await lou.says("ligne 1")
            try await Self.expect(1, in: room, town)
            try await Self.expectBothTold(lou, town)
        }
    }

    @Test func `a line that is refused is told to both sides`() async throws {
        try await Town.play { town in
            let (lou, room) = try await town.talking()
            town.server.fail(.status(400, code: "M_BAD_JSON"), path: room.rawValue + "/send")
            try await lou.says("perdue")
            try await lou.says("ligne 1")
            try await Self.expect(1, in: room, town)
            try await Self.expectBothTold(lou, town)
        }
    }

    private static func expect(_ count: Int, in room: RoomID, _ town: Town) async throws {
        try await town.until("\(count) lines in the room") {
            town.talk(room).last == "visitor: ligne \(count)"
        }
        let lines = town.talk(room).filter { $0.hasPrefix("visitor") }
        #expect(lines == (1...count).map { "visitor: ligne \($0)" })
    }

    private static func expectBothTold(_ lou: Visitor, _ town: Town) async throws {
        let notice = try await town.notice(of: lou.number)
        try await town.until("both sides are told, once") {
            let page = try await town.screen(lou.number)
            let remarks = try town.remarks(under: notice)
            return page.filter { $0 == "bot: Un message n'est pas arrivé." }.count == 1
                && remarks.map(\.body) == ["#1 : un message n'est pas passé"]
                && remarks.allSatisfy { $0.mentions == [town.ana] }
        }
    }
}
