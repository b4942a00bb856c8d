import Desk
import Matrix
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
}
