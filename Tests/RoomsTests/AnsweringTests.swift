import Desk
import Matrix
import Relay
import Store
import Support
import Testing

@testable import Rooms

/// What a counsellor answers to a certain line: by a reply, or by a sign.
@Suite struct AnsweringTests {
    @Test func `a reply quotes what it answers, and an old client's own quotation is left out`()
        async throws
    {
        try await Town.play { town in
            let (lou, room) = try await town.talking()
            let hers = try await town.carried("j'ai peur de rentrer", of: lou, in: room)
            let reply = OutgoingText("je comprends", kind: .text, place: .answering(hers))
            let own = town.server.counsellorSays(room, town.ana, reply)
            try await town.until("the reply") { try await town.heard(lou.number).count == 1 }
            // Old clients put a quotation of their own before a reply, with the account's name.
            let ghost = try #require(town.server.timeline(room).first { $0.id == hers }?.sender)
            let old = OutgoingText(
                "> <\(ghost.rawValue)> j'ai peur\n\nprends ton temps",
                kind: .text,
                place: .answering(hers)
            )
            town.server.counsellorSays(room, town.ana, old)
            let further = OutgoingText("et encore", kind: .text, place: .answering(own))
            town.server.counsellorSays(room, town.ana, further)
            try await town.until("all three") { try await town.heard(lou.number).count == 3 }
            #expect(
                try await town.heard(lou.number) == [
                    "> j'ai peur de rentrer\nje comprends",
                    "> j'ai peur de rentrer\nprends ton temps", "> je comprends\net encore",
                ]
            )
        }
    }

    @Test func `what is no line of this talk is not quoted`() async throws {
        try await Town.play { town in
            let (lou, room) = try await town.talking()
            let (mia, miasRoom) = try await town.talking("Mia")
            let hers = try await town.carried("secret de Mia", of: mia, in: miasRoom)
            let remark = try #require(town.server.timeline(room).first { $0.message != nil }?.id)
            let notice = try await town.notice(of: lou.number)
            let targets = [hers, remark, notice, EventID(rawValue: "$nothing")]
            for (index, target) in targets.enumerated() {
                let text = OutgoingText("r\(index)", kind: .text, place: .answering(target))
                town.server.counsellorSays(room, town.ana, text)
                town.server.reacts(room, town.ana, to: target, "❤️")
            }
            let spoken = town.server.counsellorSays(room, town.ana, "bonjour")
            try await town.until("it is known") {
                try await town.heard(lou.number).last == "bonjour"
            }
            town.server.reacts(room, town.ana, to: spoken, "❤️")
            // A command stays one, whatever it answers.
            let own = try await town.carried("là ?", of: lou, in: room)
            let order = OutgoingText("!aide", kind: .text, place: .answering(own))
            town.server.counsellorSays(room, town.ana, order)
            town.server.counsellorSays(room, town.ana, "fin")
            try await town.until("the last line") {
                try await town.heard(lou.number).last == "fin"
            }
            #expect(try await town.heard(lou.number) == ["r0", "r1", "r2", "r3", "bonjour", "fin"])
            #expect(try await town.heard(mia.number) == [])
        }
    }

    @Test func `a sign on her line reaches her, and is gone when it is taken back`() async throws {
        try await Town.play { town in
            let (lou, room) = try await town.talking()
            let hers = try await town.carried("j'ai réussi", of: lou, in: room)
            let sign = town.server.reacts(room, town.ana, to: hers, "❤️")
            try await town.until("the sign") {
                try await town.heard(lou.number) == ["> j'ai réussi\n❤️"]
            }
            town.server.redacts(room, town.ana, sign)
            try await town.until("it is gone") {
                // The line itself, and the news of it for pages that have shown it.
                try await town.heard(lou.number) == ["", ""]
            }
        }
    }

    @Test(arguments: ["mxc://fake.test/emoji", "!clore", " ", String(repeating: "a", count: 33)])
    func `a sign that is no sign is not carried over, and she is told`(_ key: String)
        async throws
    {
        try await Town.play { town in
            let (lou, room) = try await town.talking()
            let hers = try await town.carried("là ?", of: lou, in: room)
            town.server.reacts(room, town.ana, to: hers, key)
            try await town.until("a word about it") {
                town.talk(room).last == "passerelle: seul le texte passe"
            }
            #expect(try await town.heard(lou.number) == [])
            let standing = try await town.house.ledger.conversation(lou.number)?.stage.name
            #expect(standing == .talking)
        }
    }

    @Test func `a long line is quoted by its beginning, without what it quotes itself`() {
        let long = "> avant\n" + String(repeating: "mot ", count: 100) + "\nfin"
        let quoted = Quotation.put(long, above: "oui")
        #expect(quoted.hasPrefix("> mot mot"))
        #expect(quoted.hasSuffix("…\noui"))
        #expect(quoted.count == Quotation.charactersMax + "> \noui".count)
        #expect(Quotation.put("a\nb", above: "c") == "> a\n> b\nc")
    }
}

/// What a counsellor does in her room, as the visitor's side shows it.
@Suite struct CarryingTests {
    @Test func `an edited answer keeps what it answers`() async throws {
        try await Town.play { town in
            let (lou, room) = try await town.talking()
            let hers = try await town.carried("j'ai peur", of: lou, in: room)
            let reply = OutgoingText("je comprend", kind: .text, place: .answering(hers))
            let own = town.server.counsellorSays(room, town.ana, reply)
            try await town.until("the reply") { try await town.heard(lou.number).count == 1 }
            for words in ["je comprends", "je te comprends"] {
                let better = OutgoingText(words, kind: .text, place: .replacing(own))
                town.server.counsellorSays(room, town.ana, better)
                try await town.until("the edit") {
                    try await town.heard(lou.number).first == "> j'ai peur\n\(words)"
                }
            }
        }
    }

    @Test func `what she quotes by hand is hers to change`() {
        #expect(Quotation.keep(of: "> a\nb", above: "c") == "> a\nc")
        #expect(Quotation.keep(of: "> a\nb", above: "> a\nc") == "> a\nc")
        #expect(Quotation.keep(of: "b", above: "c") == "c")
        #expect(Quotation.keep(of: "", above: "c") == "c")
    }

    @Test func `formatted words arrive as plain ones, and a command stays one`() async throws {
        try await Town.play { town in
            let (lou, room) = try await town.talking()
            let say = { (body: String, formatted: String) in
                let content: JSON = [
                    "msgtype": "m.text", "body": .string(body),
                    "format": "org.matrix.custom.html", "formatted_body": .string(formatted),
                ]
                town.server.writes(room, town.ana, content)
            }
            say("**lis** ceci", "<strong>lis</strong> <a href=\"https://example.org/a\">ceci</a>")
            say("!note il ment", "il ment")
            say("note il ment", "!note il ment")
            town.server.counsellorSays(room, town.ana, "fin")
            try await town.until("the last line") {
                try await town.heard(lou.number).last == "fin"
            }
            #expect(
                try await town.heard(lou.number) == ["lis ceci (https://example.org/a)", "fin"]
            )
        }
    }

    @Test func `what a person has read counts as read, and nobody else's reading does`()
        async throws
    {
        try await Town.play { town in
            let (lou, room) = try await town.talking()
            let first = try await town.carried("un", of: lou, in: room)
            town.server.reads(room, town.bea, first)
            town.server.reads(room, town.ana, EventID(rawValue: "$nothing"))
            let second = try await town.carried("deux", of: lou, in: room)
            #expect(try await town.readTo(lou.number) == nil)
            town.server.reads(room, town.ana, second)
            let lines = try await town.house.switchboard.lines(of: lou.number, after: 0, limit: 99)
            let place = try #require(lines.last { $0.line.id == LineID("v deux") }?.sequence)
            try await town.until("it counts") { try await town.readTo(lou.number) == place }
            // What stands before it is read with it; an older receipt takes nothing back.
            town.server.reads(room, town.ana, first)
            let third = try await town.carried("trois", of: lou, in: room)
            #expect(try await town.readTo(lou.number) == place)
            town.server.reads(room, town.ana, third)
            try await town.until("the newest") { try await town.readTo(lou.number) ?? 0 > place }
        }
    }

    @Test func `a room whose talk is over does not look alive, and says no name`() async throws {
        try await Town.play { town in
            let (lou, room) = try await town.talking()
            let name = { town.server.state(of: room, type: "m.room.name")?["name"]?.string }
            #expect(name() == "#\(lou.number) · Lou")
            town.server.counsellorSays(room, town.ana, "!clore")
            try await town.until("its new name") { name() == "✓ \(lou.number) · terminé" }
        }
    }
}

extension Town {
    /// The visitor writes something; the event by which it stands in the counsellor's room.
    fileprivate func carried(
        _ words: String,
        of visitor: Visitor,
        in room: RoomID
    ) async throws -> EventID {
        try await visitor.says(words)
        try await until("her line") { talk(room).contains("visitor: " + words) }
        // Its place is written down once the answer to the sending is heard.
        try await until("nothing waits") {
            try await house.ledger.outboxCounts()["ready", default: 0] == 0
        }
        let event = server.timeline(room).last { $0.message?.body == words }
        guard let event else { throw Absent("her line") }
        return event.id
    }

    /// Up to where a person has read, as the visitor's page knows it.
    func readTo(_ number: ConversationNumber) async throws -> Int64? {
        try await house.ledger.conversation(number)?
            .view(following: TestBot.script, beside: WaitingRoom()).readTo
    }
}
