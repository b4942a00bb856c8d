import Matrix
import Synchronization
import Testing

@testable import Support

/// The hardest case of sending: the line arrived, its answer was lost, and the homeserver has
/// forgotten its name.
///
/// Only its echo can keep it from being sent again.
@Suite struct ForgetfulTests {
    @Test func `a line whose answer was lost is not sent to a forgetful homeserver again`()
        async throws
    {
        try await Town.play(.pushOnly) { town in
            let (lou, room) = try await town.talking()
            // It takes the line and is gone before it answers, and for a while after.
            town.server.fail(.cutAfter, path: room.rawValue + "/send")
            town.server.fail(.cutBefore, times: 100_000)
            try await lou.says("une seule fois")
            try await town.until("the line is there") {
                town.talk(room).last == "visitor: une seule fois"
            }
            town.server.forgetEverySending()
            town.server.clearFaults()
            try await lou.says("et la suite")
            try await town.until("what comes behind it") {
                town.talk(room).last == "visitor: et la suite"
            }
            let lines = town.talk(room).filter { $0.hasPrefix("visitor") }
            #expect(lines == ["visitor: une seule fois", "visitor: et la suite"])
        }
    }

    @Test func `nor by the next life of the bridge`() async throws {
        try await Town.play(.pushOnly) { town in
            let (lou, room) = try await town.talking()
            town.server.fail(.cutAfter, path: room.rawValue + "/send")
            town.server.fail(.cutBefore, times: 100_000)
            try await lou.says("une seule fois")
            try await town.until("the line is there") {
                town.talk(room).last == "visitor: une seule fois"
            }
            await town.kill()
            town.server.forgetEverySending()
            town.server.clearFaults()
            try await town.open()
            try await lou.says("et la suite")
            try await town.until("what comes behind it") {
                town.talk(room).last == "visitor: et la suite"
            }
            let lines = town.talk(room).filter { $0.hasPrefix("visitor") }
            #expect(lines == ["visitor: une seule fois", "visitor: et la suite"])
        }
    }

    @Test func `nor is a notice posted twice`() async throws {
        try await Town.play(.pushOnly) { town in
            town.server.fail(.cutAfter, path: try town.staffRoom.rawValue + "/send")
            town.server.fail(.cutBefore, times: 100_000)
            let lou = try await town.visitor("Lou")
            _ = try await town.notice(of: lou.number)
            town.server.forgetEverySending()
            town.server.clearFaults()
            try await town.takes(lou.number, town.ana)
            try await town.until("the edit") {
                try town.noticeTails(of: lou.number) == ["!prendre 1", "pris par ana"]
            }
            #expect(try town.notices(of: lou.number).count == 1)
        }
    }
}

extension FakeHomeserver {
    /// Starts anew and remembers no transaction id, not even those that a device stands behind: as
    /// homeservers do that keep them in memory, and all of them after a day.
    func forgetEverySending() {
        restart()
        world.withLock { $0.durable = [:] }
    }
}
