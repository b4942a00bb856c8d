import Desk
import Matrix
import Rooms
import Store
import Support
import Testing

/// What becomes of rooms and notices when a talk is forgotten.
@Suite struct RemovingTests {
    @Test func `with an admin's token the room and its uploads are gone from the homeserver`()
        async throws
    {
        try await Town.play(isAdministered: true) { town in
            let (lou, room) = try await town.talking()
            town.server.uploads(room, "mxc://fake.test/image")
            try await lou.says("secret")
            try await town.until("the line is there") { town.talk(room).last == "visitor: secret" }
            try await lou.leaves()
            try await town.skip(hours: 25)
            try await town.until("the room is gone") { !town.server.rooms.contains(room) }
            #expect(town.server.media(room).isEmpty)
            try await town.until("that is noted") { try await town.left().isEmpty }
        }
    }

    @Test func `a homeserver that forgot the removing is asked for the room itself`() async throws {
        try await Town.play(isAdministered: true) { town in
            let (lou, room) = try await town.talking()
            try await lou.leaves()
            try await town.skip(hours: 25)
            try await town.until("the removing began") {
                town.server.asked.contains { $0.method == "DELETE" && $0.path.contains("v2/rooms") }
            }
            town.server.forgetRemovings()
            try await town.until("the room is gone") { !town.server.rooms.contains(room) }
        }
    }

    @Test func `without one, all that was said is redacted before the bridge leaves`()
        async throws
    {
        try await Town.play { town in
            let (lou, room) = try await town.talking()
            try await lou.says("secret")
            town.server.counsellorSays(room, town.ana, "réponse")
            try await town.until("both lines") { town.talk(room).count == 3 }
            try await lou.leaves()
            try await town.skip(hours: 25)
            try await town.until("the bridge is out") {
                town.server.membership(of: try town.house.bot, in: room) == "leave"
            }
            #expect(town.talk(room).isEmpty)
            try await town.until("it is known to be left") { try await town.left().count == 1 }
        }
    }

    /// The town takes back twenty at a look.
    @Test func `a talk of any length is redacted to its first line before the bridge leaves`()
        async throws
    {
        try await Town.play { town in
            let (lou, room) = try await town.talking()
            for number in 1...70 {
                town.server.counsellorSays(room, town.ana, "réponse \(number)")
            }
            try await town.until("all are heard") {
                try await town.heard(lou.number).count == 70
            }
            try await lou.leaves()
            try await town.skip(hours: 25)
            try await town.until("the bridge is out") {
                town.server.membership(of: try town.house.bot, in: room) == "leave"
            }
            #expect(town.talk(room).isEmpty)
        }
    }

    /// What somebody between us and the homeserver says is not its word.
    @Test func `a room is silenced before it is emptied, although a proxy refused at first`()
        async throws
    {
        try await Town.play { town in
            let (lou, room) = try await town.talking()
            let path = "m.room.power_levels"
            town.server.fail(.proxyPage(403), times: 3, path: path, method: "PUT")
            try await lou.leaves()
            try await town.skip(hours: 25)
            try await town.until("the bridge is out") {
                town.server.membership(of: try town.house.bot, in: room) == "leave"
            }
            #expect(town.isSilenced(room))
        }
    }

    @Test func `the notice that tells a name and answers is taken back, with its edits`()
        async throws
    {
        try await Town.play { town in
            let (lou, _) = try await town.talking("Prénom-Canari")
            let inspection = ForgettingInspection(try town.house.office)
            let forgotten = try await inspection.notices(of: TestBot.name) { _ in true }
            #expect(forgotten.grade == .fault, "it is readable while the talk lasts")
            try await lou.leaves()
            try await town.until("the edit that says so") {
                try town.noticeTails(of: lou.number).count == 3
            }
            try await town.skip(hours: 25)
            try await town.until("nothing tells of her") {
                !town.server.timeline(try town.staffRoom).contains { event in
                    let body = event.content["body"]?.string ?? ""
                    return body.contains("Canari")
                }
            }
            let after = try await inspection.notices(of: TestBot.name) { _ in true }
            #expect(after.grade == .fine)
        }
    }
}

extension Town {
    /// Rooms that the homeserver may still have.
    fileprivate func left() async throws -> [String] {
        try await house.ledger.unremovedRooms().map(\.room.rawValue)
    }
}
