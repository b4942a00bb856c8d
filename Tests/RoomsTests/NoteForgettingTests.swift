import Desk
import Matrix
import Relay
import Rooms
import Support
import Testing

/// What the team has noted about somebody, in a thread under her notice: it goes with the notice.
@Suite struct NoteForgettingTests {
    private static func notes(
        _ town: Town,
        _ words: String,
        under root: EventID
    ) throws -> EventID {
        let relation: JSON = ["rel_type": "m.thread", "event_id": .string(root.rawValue)]
        let content: JSON = [
            "msgtype": "m.text", "body": .string(words), "m.relates_to": relation,
        ]
        return town.server.writes(try town.staffRoom, town.ana, content)
    }

    @Test func `notes under a notice are forgotten with it, corrections too, and no others`()
        async throws
    {
        try await Town.play { town in
            let (lou, _) = try await town.talking()
            let zoe = try await Visitor.arrives(in: town, as: "Zoé")
            let note = try Self.notes(
                town,
                "note-Cachalot",
                under: try await town.notice(of: lou.number)
            )
            let relation: JSON = ["rel_type": "m.replace", "event_id": .string(note.rawValue)]
            let body: JSON = ["msgtype": "m.text", "body": "autre-Cachalot"]
            town.server.writes(
                try town.staffRoom,
                town.ana,
                [
                    "msgtype": "m.text", "body": "* autre-Cachalot", "m.new_content": body,
                    "m.relates_to": relation,
                ]
            )
            _ = try Self.notes(town, "de Zoé", under: try await town.notice(of: zoe.number))
            #expect(try Self.read(town).contains("Cachalot"))
            try await lou.leaves()
            try await town.skip(hours: 25)
            try await town.until("the notes are gone") {
                try !Self.read(town).contains("Cachalot")
            }
            #expect(try Self.read(town).contains("de Zoé"))
        }
    }

    private static func answers(
        _ town: Town,
        _ words: String,
        to event: EventID
    ) throws -> EventID {
        let relation: JSON = ["m.in_reply_to": ["event_id": .string(event.rawValue)]]
        let content: JSON = [
            "msgtype": "m.text", "body": .string(words), "m.relates_to": relation,
        ]
        return town.server.writes(try town.staffRoom, town.bea, content)
    }

    /// Some clients know no threads, and in others the wrong button is nearer.
    @Test func `plain answers to a notice, and answers to those, are forgotten with it`()
        async throws
    {
        try await Town.play { town in
            let (lou, _) = try await town.talking()
            let notice = try await town.notice(of: lou.number)
            let note = try Self.notes(town, "note-Cachalot", under: notice)
            _ = try Self.answers(town, "à la note, Cachalot", to: note)
            let answer = try Self.answers(town, "à l'avis, Cachalot", to: notice)
            _ = try Self.answers(town, "encore, Cachalot", to: answer)
            let free = town.server.writes(
                try town.staffRoom,
                town.ana,
                ["msgtype": "m.text", "body": "qui fait le café ?"]
            )
            _ = try Self.answers(town, "moi", to: free)
            try await lou.leaves()
            try await town.skip(hours: 25)
            try await town.until("the answers are gone") {
                try !Self.read(town).contains("Cachalot")
            }
            #expect(try Self.read(town).contains("café"))
            #expect(try Self.read(town).contains("moi"))
            let inspection = ForgettingInspection(try town.house.office)
            try await town.until("nothing is left") {
                try await inspection.notices(of: TestBot.name) { _ in true }.grade == .fine
            }
            let late = try Self.answers(town, "trop tard", to: notice)
            _ = try Self.answers(town, "et encore", to: late)
            let after = try await inspection.notices(of: TestBot.name) { _ in true }
            #expect(after.grade == .fault && after.what.contains("2 notes"))
        }
    }

    @Test func `a homeserver that does not tell the notes keeps no notice from going`() async throws
    {
        try await Town.play { town in
            let (lou, _) = try await town.talking()
            _ = try Self.notes(town, "note", under: try await town.notice(of: lou.number))
            try await lou.leaves()
            // An edit that is still on its way would only be found by looking.
            try await town.until("the edit that says so") {
                try town.noticeTails(of: lou.number).count == 3
            }
            town.server.fail(.status(500, code: "M_UNKNOWN"), times: 100_000, path: "/messages")
            try await town.skip(hours: 25)
            try await town.until("the notice is gone") { try !Self.read(town).contains("Lou") }
            // And what comes after it in the staff room is said.
            let zoe = try await Visitor.arrives(in: town, as: "Zoé")
            _ = try await town.notice(of: zoe.number)
            town.server.clearFaults()
            let inspection = ForgettingInspection(try town.house.office)
            let left = try await inspection.notices(of: TestBot.name) { $0 == lou.number }
            #expect(left.grade == .fault && left.what.contains("1 notes"))
        }
    }

    @Test func `what is said in the staff room goes after its days, and a living notice stays`()
        async throws
    {
        try await Town.play { town in
            town.server.writes(
                try town.staffRoom,
                town.ana,
                ["msgtype": "m.text", "body": "la grande de Cachalot"]
            )
            try await town.skip(hours: 29 * 24)
            let zoe = try await Visitor.arrives(in: town, as: "Zoé")
            let notice = try await town.notice(of: zoe.number)
            // Behind her notice, so that this was come by when it is gone.
            town.server.writes(
                try town.staffRoom,
                town.ana,
                ["msgtype": "m.text", "body": "et le petit Cachalot"]
            )
            #expect(try Self.read(town).contains("Cachalot"))
            let inspection = ForgettingInspection(try town.house.office)
            let late = town.wall.milliseconds
            let found = try await inspection.notices(of: TestBot.name, saidBefore: late) { _ in
                false
            }
            #expect(found.grade == .fault && found.what.contains("longer than its file says"))
            try await town.skip(hours: 25)
            try await town.until("it is gone") { try !Self.read(town).contains("Cachalot") }
            let standing = town.server.timeline(try town.staffRoom).first { $0.id == notice }
            #expect(standing?.content["body"] != nil)
            #expect(town.server.membership(of: town.ana, in: try town.staffRoom) == "join")
            try await town.until("nothing is left that is too old") {
                let found = try await inspection.notices(of: TestBot.name, saidBefore: late) { _ in
                    false
                }
                return found.grade == .fine
            }
        }
    }

    @Test func `what somebody noted afterwards is found by who looks`() async throws {
        try await Town.play { town in
            let (lou, _) = try await town.talking()
            let notice = try await town.notice(of: lou.number)
            try await lou.leaves()
            try await town.skip(hours: 25)
            try await town.until("the notice is gone") { !(try Self.read(town).contains("Lou")) }
            let inspection = ForgettingInspection(try town.house.office)
            let before = try await inspection.notices(of: TestBot.name) { _ in true }
            #expect(before.grade == .fine)
            _ = try Self.notes(town, "trop tard", under: notice)
            let after = try await inspection.notices(of: TestBot.name) { _ in true }
            #expect(after.grade == .fault && after.what.contains("1 notes"))
        }
    }

    /// Everything that can still be read in the staff room.
    private static func read(_ town: Town) throws -> String {
        town.server.timeline(try town.staffRoom).map { JSON.object($0.content).text }.joined(
            separator: "\n"
        )
    }
}
