import Matrix
import Relay
import Rooms
import Support
import Testing

/// Rooms are ready before anybody needs one, and let everybody go afterwards.
@Suite struct RoomKeeperTests {
    @Test func `a few rooms stand ready, each with its own ghost and nobody else`() async throws {
        try await Town.play(spareRoomCount: 3) { town in
            try await town.until("three rooms, each with the bot and a ghost") {
                Self.ready(town).filter { town.server.inside($0).count == 2 }.count == 3
            }
            let ghosts = Self.ready(town).map { town.server.inside($0).filter(town.isGhost) }
            #expect(ghosts.allSatisfy { $0.count == 1 })
            #expect(Set(ghosts).count == 3)
            for room in Self.ready(town) {
                #expect(town.server.inside(room).isDisjoint(with: town.counsellors))
                let creation = town.server.state(of: room, type: "m.room.create")
                #expect(creation?["m.federate"] == false)
            }
        }
    }

    @Test func `another room is made for one that was taken`() async throws {
        try await Town.play(spareRoomCount: 1) { town in
            for name in ["Lou", "Max", "Zoé"] { _ = try await town.talking(name) }
            try await town.until("one more") { Self.ready(town).count == 4 }
            let talks = (1...3).flatMap { town.rooms(of: $0) }
            #expect(Set(talks).count == 3)
        }
    }

    @Test func `a claim without any room ready waits for one`() async throws {
        try await Town.play(spareRoomCount: 0) { town in
            let (lou, room) = try await town.talking()
            try await lou.says("bonjour")
            try await town.until("her line") { town.talk(room).last == "visitor: bonjour" }
        }
    }

    @Test func `a room that was made before a crash is found again`() async throws {
        try await Town.play(isOpen: false, spareRoomCount: 2) { town in
            // The room is made, its answer is lost, and the ghost cannot come in before the crash.
            town.server.fail(.cutBefore, times: 100_000, path: "/join/")
            try town.build()
            try await town.until("a room") { !Self.ready(town).isEmpty }
            let made = Self.ready(town)
            await town.kill()
            town.server.clearFaults()
            try await town.begin()
            try await town.until("both rooms, with their ghosts") {
                Self.ready(town).count == 2
                    && Self.ready(town).allSatisfy { town.server.inside($0).count == 2 }
            }
            #expect(made.allSatisfy { Self.ready(town).contains($0) })
        }
    }

    @Test func `a room whose answer is lost is not made twice`() async throws {
        try await Town.play(isOpen: false, spareRoomCount: 2) { town in
            town.server.fail(.cutAfter, times: 3, path: "/createRoom")
            try await town.begin()
            try await town.until("both rooms") { Self.ready(town).count == 2 }
            // The staff room and two counselling rooms: nothing was made besides.
            #expect(town.server.rooms.count == 3)
        }
    }

    @Test func `a room that the homeserver refuses keeps no other from being made`() async throws {
        try await Town.play(isOpen: false, spareRoomCount: 2) { town in
            town.server.fail(
                .status(403, code: "M_FORBIDDEN"),
                times: 100_000,
                path: "/join/!room2"
            )
            try await town.begin()
            let (lou, room) = try await town.talking()
            try await lou.says("bonjour")
            try await town.until("her line") { town.talk(room).last == "visitor: bonjour" }
            // Two rooms stand ready besides the refused one and hers, and it stays at that.
            try await town.until("rooms in its place") {
                Self.ready(town).count { town.server.inside($0).count >= 2 } == 3
            }
            let before = town.server.rooms.count
            let asked = town.server.asked.count
            try await town.until("a few more looks") { town.server.asked.count > asked + 40 }
            #expect(town.server.rooms.count == before)
        }
    }

    @Test func `after the forgetting everybody is let go and the ghost serves again`() async throws
    {
        try await Town.play(spareRoomCount: 0) { town in
            let (lou, room) = try await town.talking()
            let ghost = try #require(town.server.inside(room).first(where: town.isGhost))
            town.server.joins(town.bea, room)
            town.server.counsellorSays(room, town.ana, "!clore")
            try await town.until("the end") {
                town.talk(room).last == "passerelle: discussion terminée"
            }
            // Who cannot be sent away keeps nobody else inside.
            town.server.fail(.status(403, code: "M_FORBIDDEN"), path: room.rawValue + "/kick")
            try await town.skip(hours: 25)
            try await town.until("all but one are out") { town.server.inside(room).count == 1 }
            #expect(town.server.inside(room).isDisjoint(with: [ghost]))
            #expect(try await town.screen(lou.number).isEmpty)
            let (_, next) = try await town.talking("Max")
            #expect(next != room)
            #expect(town.server.inside(next).contains(ghost))
        }
    }

    @Test func `one room that cannot be cleared does not keep the others`() async throws {
        try await Town.play(spareRoomCount: 0) { town in
            let (_, first) = try await town.talking("Lou")
            let (_, second) = try await town.talking("Max")
            for room in [first, second] { town.server.counsellorSays(room, town.ana, "!clore") }
            try await town.until("both ends") {
                [first, second].allSatisfy { town.talk($0).last?.hasSuffix("terminée") == true }
            }
            town.server.fail(
                .status(404, code: "M_UNKNOWN"),
                times: 100_000,
                path: first.rawValue + "/"
            )
            try await town.skip(hours: 25)
            try await town.until("the second is empty") { town.server.inside(second).isEmpty }
        }
    }

    @Test func `a homeserver that is away at the start is waited for`() async throws {
        try await Town.play(isOpen: false) { town in
            town.server.fail(.cutBefore, times: 100_000)
            try town.build()
            try await town.until("several tries") { town.server.asked.count > 5 }
            let lou = try await town.visitor("Lou")
            try await lou.says("il y a quelqu'un ?")
            town.server.clearFaults()
            try await town.until("the staff room") {
                town.server.room(alias: "passerelle_staff_essai") != nil
            }
            town.server.joins(town.ana, try town.staffRoom)
            let room = try await town.takes(lou.number, town.ana)
            try await town.until("her line") {
                town.talk(room).last == "visitor: il y a quelqu'un ?"
            }
        }
    }

    @Test func `a counsellor who cannot be invited keeps nobody else from working`() async throws {
        try await Town.play { town in
            await town.kill()
            town.server.leaves(town.bea, try town.staffRoom)
            town.server.fail(.status(403, code: "M_FORBIDDEN"), times: 100_000, path: "/invite")
            try await town.open()
            let lou = try await town.visitor("Lou")
            _ = try await town.notice(of: lou.number)
            #expect(town.server.membership(of: town.bea, in: try town.staffRoom) == "leave")
        }
    }

    /// Counselling rooms, used or not.
    private static func ready(_ town: Town) -> [RoomID] {
        town.server.rooms.filter { $0 != (try? town.staffRoom) }
    }
}
