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

    @Test func `one word that cannot be taken back keeps neither the others nor the room`()
        async throws
    {
        try await Town.play { town in
            let (lou, room) = try await town.talking()
            for number in 1...5 {
                town.server.counsellorSays(room, town.ana, "réponse \(number)")
            }
            try await town.until("all are heard") { try await town.heard(lou.number).count == 5 }
            let all = town.talk(room).count
            let path = room.rawValue + "/redact"
            town.server.fail(.status(403, code: "M_FORBIDDEN"), times: 2, path: path)
            try await lou.leaves()
            try await town.skip(hours: 25)
            try await town.until("the bridge is out") {
                town.server.membership(of: try town.house.bot, in: room) == "leave"
            }
            #expect(all > 5 && town.talk(room).count <= 2)
        }
    }

    /// A look that walks through all that is taken back already is longer than the one before it.
    @Test func `a long talk is not walked through from the start at every look`() async throws {
        try await Town.play(.pushOnly) { town in
            let (lou, room) = try await town.talking()
            for number in 1...300 {
                town.server.counsellorSays(room, town.ana, "réponse \(number)")
            }
            try await town.until("all are heard") {
                try await town.heard(lou.number).count == 300
            }
            try await lou.leaves()
            let path = room.rawValue + "/messages"
            let before = town.server.asked.count { $0.path.hasSuffix(path) }
            try await town.skip(hours: 25)
            try await town.until("the bridge is out") {
                town.server.membership(of: try town.house.bot, in: room) == "leave"
            }
            #expect(town.talk(room).isEmpty)
            // Fifteen looks of twenty lines, and one from the newest to the first at the end.
            let walked = town.server.asked.count { $0.path.hasSuffix(path) } - before
            #expect(walked < 45, "\(walked) pages")
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
