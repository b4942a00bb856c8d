import Curl
import Desk
import Matrix
import Relay
import Rooms
import Store
import Support
import Testing

/// What is taken back in the staff room although something went wrong.
@Suite struct StaffRoomForgettingTests {
    /// Nobody wrote down that it arrived: there is no receipt to take back.
    @Test func `a notice that was on its way when she was forgotten is taken back too`()
        async throws
    {
        try await Town.play(.pushOnly) { town in
            let path = try town.staffRoom.rawValue + "/send"
            town.server.fail(.cutAfter, path: path)
            town.server.fail(.cutBefore, times: 100_000)
            let lou = try await town.visitor("Lou")
            let notice = try await town.notice(of: lou.number)
            // More than comes with one look.
            for number in 1...250 {
                let body: JSON = ["msgtype": "m.text", "body": .string("entre nous \(number)")]
                town.server.writes(try town.staffRoom, town.ana, body)
            }
            let newer = town.server.writes(
                try town.staffRoom,
                try town.house.bot,
                [
                    "msgtype": "m.text", "body": "un avis plus récent",
                    "org.passerelle.conversation": .int(lou.number),
                    "org.passerelle.effect": "anothererrand",
                ]
            )
            try await lou.leaves()
            try await town.skip(hours: 25)
            try await town.until("she is forgotten") {
                try await town.house.ledger.conversation(lou.number) == nil
            }
            town.server.clearFaults()
            try await town.until("the notice is gone") {
                try town.server.timeline(town.staffRoom).contains {
                    $0.id == notice && $0.isRedacted
                }
            }
            #expect(
                try town.server.timeline(town.staffRoom).contains {
                    $0.id == newer && !$0.isRedacted
                }
            )
        }
    }

    @Test func `a new notice comes while an old one is looked for`() async throws {
        try await Town.play { town in
            let (lou, _) = try await town.talking()
            try await lou.leaves()
            try await town.until("the edit that says so") {
                try town.noticeTails(of: lou.number).count == 3
            }
            let path = try town.staffRoom.rawValue + "/messages"
            town.server.fail(.hang, times: 100_000, path: path)
            try await town.skip(hours: 25)
            try await town.until("it is looked for") {
                town.server.asked.contains { $0.path.hasSuffix(path) && $0.query["dir"] == "b" }
            }
            let zoe = try await Visitor.arrives(in: town, as: "Zoé")
            _ = try await town.notice(of: zoe.number)
        }
    }

    @Test func `what could not be taken back at first is tried again`() async throws {
        try await Town.play { town in
            let room = try town.staffRoom
            for number in 1...60 {
                let body: JSON = ["msgtype": "m.text", "body": .string("Cachalot \(number)")]
                town.server.writes(room, town.ana, body)
            }
            town.server.fail(.status(403, code: "M_FORBIDDEN"), times: 100_000, path: "/redact")
            try await town.skip(hours: 31 * 24)
            try await town.until("all were refused") {
                Set(town.server.asked.map(\.path).filter { $0.contains("/redact/") }).count >= 60
            }
            town.server.forgive(path: "/redact")
            try await town.until("nothing is left") {
                !town.server.timeline(room).contains {
                    $0.content["body"]?.string?.contains("Cachalot") == true
                }
            }
        }
    }

    @Test func `an answer to an alert that was only too old is no note on a notice`() async throws {
        try await Town.play { town in
            let room = try town.staffRoom
            let body: JSON = ["msgtype": "m.text", "body": "quelqu'un attend"]
            let alert = town.server.writes(room, try town.house.bot, body)
            let standing = town.server.writes(room, try town.house.bot, body)
            try await town.skip(hours: 31 * 24)
            try await town.until("the alert is taken back for its age") {
                town.server.timeline(room).contains { $0.id == standing && $0.isRedacted }
            }
            let courier = Courier()
            defer { courier.close() }
            let inspection = ForgettingInspection(House.office(in: town, courier))
            await town.kill()
            let relation: JSON = ["m.in_reply_to": ["event_id": .string(alert.rawValue)]]
            let answer: JSON = [
                "msgtype": "m.text", "body": "j'y vais", "m.relates_to": relation,
            ]
            town.server.writes(room, town.ana, answer)
            let found = try await inspection.notices(of: TestBot.name) { _ in true }
            #expect(found.grade == .fine, "\(found.what)")
            // One that somebody took back for another reason may have been a notice.
            let other = town.server.writes(
                room,
                UserID(localpart: "passerelle", serverName: FakeHomeserver.serverName),
                body
            )
            town.server.redacts(room, town.ana, other)
            let late: JSON = ["m.in_reply_to": ["event_id": .string(other.rawValue)]]
            let note: JSON = ["msgtype": "m.text", "body": "note", "m.relates_to": late]
            town.server.writes(room, town.ana, note)
            let after = try await inspection.notices(of: TestBot.name) { _ in true }
            #expect(after.grade == .fault && after.what.contains("1 notes"), "\(after.what)")
        }
    }
}
