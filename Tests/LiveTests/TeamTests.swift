import Curl
import Foundation
import Matrix
import Support
import Testing

/// What the team orders, seen from outside: who is heard by a visitor, and who is not.
@Suite(.tags(.live), .enabled(if: Live.isOn), .serialized, .timeLimit(.minutes(5)))
struct TeamTests {
    @Test func `a talk that is given back waits again, and goes on with another`() async throws {
        let house = try await LiveHouse.open()
        let ana = try #require(house.accounts["ana"])
        let bea = try #require(house.accounts["bea"])
        let visitor = house.visitor()
        try await visitor.watching {
            let talk = try await LiveTalk.begin(visitor, as: "Lila", with: ana, in: house)
            try await visitor.say("tu es là ?")
            _ = try await ana.event(in: talk.room, "her line") { $0.message?.body == "tu es là ?" }
            try await ana.say("!rendre", in: talk.room)
            try await visitor.sees("that she waits") { $0.state?.stage == "waiting" }
            try await until(within: .seconds(20), "Ana is let go") {
                try await ana.voice.joinedRooms() == [house.staffRooms[LiveHouse.usualBot]]
            }
            _ = try await bea.event(in: try house.staffRoom, "the call") { event in
                event.message?.mentions.contains(bea.user) == true
                    && event.message?.body.contains("attend de nouveau") == true
            }

            try await bea.react(to: talk.notice, in: try house.staffRoom)
            let room = try await bea.invitation()
            try await bea.join(room)
            #expect(room == talk.room)
            // She reads what was said before, and goes on.
            let after = LiveTalk(visitor: visitor, counsellor: bea, room: room, notice: talk.notice)
            #expect(try await after.heardByCounsellor() == ["tu es là ?"])
            try await bea.say("je suis Bea", in: room)
            try await visitor.sees("Bea's line") { $0.lines.last?.text == "je suis Bea" }
            #expect(after.heardByVisitor == ["je suis Bea"])
            #expect(try await house.noticeCount(of: "Lila") == 1, "edited, never a pile")
        }
        try await house.close()
    }

    @Test func `a talk that is handed over has one voice at a time`() async throws {
        let house = try await LiveHouse.open()
        let ana = try #require(house.accounts["ana"])
        let bea = try #require(house.accounts["bea"])
        let visitor = house.visitor()
        try await visitor.watching {
            let talk = try await LiveTalk.begin(visitor, as: "Lila", with: ana, in: house)
            try await ana.say("bonjour", in: talk.room)
            try await ana.say("!transférer @bea", in: talk.room)
            let call = try await bea.event(in: try house.staffRoom, "the call") { event in
                event.message?.mentions == [bea.user] && event.message?.relation == nil
            }
            // It may be read on a locked screen.
            #expect(call.message?.body.contains("Lila") == false)
            #expect(try await bea.invitation() == talk.room)
            try await bea.join(talk.room)
            // Until she accepts, Ana answers.
            try await ana.say("je te présente quelqu'un", in: talk.room)
            try await bea.say("je continue", in: talk.room)
            try await visitor.sees("Bea's line") { $0.lines.last?.text == "je continue" }
            #expect(
                talk.heardByVisitor == ["bonjour", "je te présente quelqu'un", "je continue"]
            )
            // She was told before the first word of the other one, and not who that is.
            let told = visitor.screen.lines.dropLast().last
            #expect(told?.from == "bot")
            #expect(told?.text.contains("autre personne") == true)
            #expect(Set(visitor.screen.lines.compactMap(\.name)) == ["Intervenante"])
            let edit = try await bea.event(in: try house.staffRoom, "the notice") { event in
                guard case .replacement(talk.notice, let body)? = event.relation else {
                    return false
                }
                return body?.contains("bea") == true
            }
            #expect(edit.sender.localpart == "passerelle")
        }
        try await house.close()
    }

    @Test func `a line that is changed or taken back is so on the page too`() async throws {
        let house = try await LiveHouse.open()
        let ana = try #require(house.accounts["ana"])
        let visitor = house.visitor()
        try await visitor.watching {
            let talk = try await LiveTalk.begin(visitor, as: "Lila", with: ana, in: house)
            let slip = try await ana.say("bonjuor", in: talk.room)
            let secret = try await ana.say("dossier de Zoé", in: talk.room)
            try await visitor.sees("both lines") { $0.lines.last?.text == "dossier de Zoé" }
            try await ana.change(slip, to: "bonjour", in: talk.room)
            try await visitor.sees("the change") { $0.lines.last?.text == "bonjour" }
            let seen = visitor.screen.lines.count
            try await ana.voice.redact(secret, in: talk.room, transactionID: "taken-back")
            try await visitor.sees("the withdrawal") { $0.lines.count > seen }
            #expect(visitor.screen.lines.last?.from == "person")
            #expect(visitor.screen.lines.last?.text == "")

            // Whoever opens the page again finds no trace of what is not said any more.
            let again = VisitorClient(
                page: visitor.page,
                courier: house.courier,
                token: visitor.token
            )
            try await again.watching {
                try await again.sees("all of it") { $0.lines.count == visitor.screen.lines.count }
            }
            let words = again.screen.lines.map(\.text)
            #expect(!words.contains("dossier de Zoé"))
            #expect(!words.contains("bonjuor"))
            // What was carried over was no slip of the hand: nobody is told anything.
            let complaints = try await talk.remarks().filter { $0.contains("Pas transmis") }
            #expect(complaints == [])
        }
        try await house.close()
    }

    @Test func `a reply quotes what it answers, and a sign on her line reaches her`() async throws {
        let house = try await LiveHouse.open()
        let ana = try #require(house.accounts["ana"])
        let visitor = house.visitor()
        try await visitor.watching {
            let talk = try await LiveTalk.begin(visitor, as: "Lila", with: ana, in: house)
            try await visitor.say("j'ai réussi")
            let hers = try await ana.event(in: talk.room, "her line") {
                $0.message?.body == "j'ai réussi"
            }
            let relation: JSON = ["m.in_reply_to": ["event_id": .string(hers.id.rawValue)]]
            try await ana.say("bravo", in: talk.room, extra: ["m.relates_to": relation])
            try await visitor.sees("the reply") { $0.lines.last?.text == "> j'ai réussi\nbravo" }
            let sign = try await ana.react(to: hers.id, in: talk.room, key: "❤️")
            try await visitor.sees("the sign") { $0.lines.last?.text == "> j'ai réussi\n❤️" }
            try await ana.voice.redact(sign, in: talk.room, transactionID: "sign")
            try await visitor.sees("that it is gone") { $0.lines.last?.text == "" }
            #expect(visitor.screen.lines.allSatisfy { !$0.text.contains("@") })
        }
        try await house.close()
    }

    @Test func `a code is shown to her alone, and leads back to the same counsellor`()
        async throws
    {
        let house = try await LiveHouse.open()
        let ana = try #require(house.accounts["ana"])
        let visitor = house.visitor()
        var code = ""
        try await visitor.watching {
            let talk = try await LiveTalk.begin(visitor, as: "Lila", with: ana, in: house)
            try await ana.say("!code", in: talk.room)
            try await visitor.sees("her code") { $0.lines.last?.text.contains("code") == true }
            code = (visitor.screen.lines.last?.text ?? "").filter(\.isNumber).prefix(16).description
            #expect(code.count == 16)
            _ = try await ana.event(in: talk.room, "the word about it") { event in
                event.sender.localpart == "passerelle"
                    && event.message?.body.contains("code") == true
                    && event.message?.body.contains("reçu") == true
            }
            let remarks = try await talk.remarks().joined().filter(\.isNumber)
            #expect(!remarks.contains(code))
            try await ana.say("!clore à bientôt", in: talk.room)
            try await visitor.sees("the end") { $0.state?.stage == "ended" }
            // Shown twice: nobody remembers it at once.
            let shown = visitor.screen.lines.filter { $0.text.filter(\.isNumber).contains(code) }
            #expect(shown.count == 2)
        }
        let back = house.visitor()
        try await back.watching {
            try await back.arrive()
            let id = VisitorClient.freshLineID()
            let status = try await back.send("PUT", "/talk/lines/" + id, ["code": .string(code)])
            #expect(status.status == 200)
            let mark = "revient (contact 2)"
            let notice = try await LiveTalk.notice(saying: mark, for: ana, in: house)
            #expect(notice.message?.mentions == [ana.user], "she knows her")
            #expect(!back.screen.lines.contains { $0.text.contains("à bientôt") })
        }
        for digits in [code, String(code.prefix(8))] {
            #expect(!house.bridge.said.contains(digits))
        }
        try await house.close()
    }

    @Test func `an admin closes the door, and nobody else`() async throws {
        let house = try await LiveHouse.open()
        let ana = try #require(house.accounts["ana"])
        let admin = try #require(house.accounts["chef"])
        let early = house.visitor()
        try await early.watching {
            try await LiveTalk.wait(early, as: "Lila")
            try await ana.say("!fermer 30m", in: try house.staffRoom)
            _ = try await ana.event(in: try house.staffRoom, "the refusal") { event in
                event.message?.mentions == [ana.user]
                    && event.message?.body.contains("responsables") == true
            }
            #expect(early.screen.state?.stage == "waiting")
            #expect(try await house.isOpen())

            try await admin.say("!fermer 30m", in: try house.staffRoom)
            try await early.sees("that nobody comes") { $0.state?.stage == "ended" }
            #expect(early.screen.lines.suffix(2).contains { $0.text.contains("112") })
            #expect(try await !house.isOpen())
            let late = house.visitor()
            try await late.watching {
                try await late.arrive()
                try await late.sees("that it is closed") { $0.state?.stage == "closed" }
            }
            try await admin.say("!ouvrir", in: try house.staffRoom)
            try await until(within: .seconds(20), "it is open again") { try await house.isOpen() }
        }
        try await house.close()
    }

    @Test func `whoever leaves the staff room is not heard any more`() async throws {
        let house = try await LiveHouse.open()
        let ana = try #require(house.accounts["ana"])
        let bea = try #require(house.accounts["bea"])
        let visitor = house.visitor()
        try await visitor.watching {
            let talk = try await LiveTalk.begin(visitor, as: "Lila", with: ana, in: house)
            try await ana.say("bonjour", in: talk.room)
            try await visitor.sees("her line") { $0.lines.last?.text == "bonjour" }
            try await ana.voice.leave(try house.staffRoom)
            // Nobody is left alone: she waits for another, who takes her.
            try await visitor.sees("that she waits") { $0.state?.stage == "waiting" }
            try await until(within: .seconds(20), "Ana is let go") {
                try await ana.voice.joinedRooms() == []
            }
            let after = try? await ana.say("je ne suis plus de l'équipe", in: talk.room)
            #expect(after == nil, "the room is closed to her")
            try await bea.react(to: talk.notice, in: try house.staffRoom)
            #expect(try await bea.invitation() == talk.room)
            try await bea.join(talk.room)
            try await bea.say("je suis là", in: talk.room)
            try await visitor.sees("Bea's line") { $0.lines.last?.text == "je suis là" }
            #expect(talk.heardByVisitor == ["bonjour", "je suis là"])
        }
        try await house.close()
    }
}

extension LiveHouse {
    fileprivate var staffRoom: RoomID {
        get throws { try #require(staffRooms[LiveHouse.usualBot]) }
    }

    /// What the page says before anybody comes in.
    fileprivate func isOpen() async throws -> Bool {
        let status = try await visitor().send("GET", "/status", nil)
        return try JSON.parse(status.body)["open"]?.bool == true
    }
}

extension Account {
    /// Changes an earlier line of hers (CS, "Event replacements").
    fileprivate func change(_ event: EventID, to words: String, in room: RoomID) async throws {
        try await say(
            "* " + words,
            in: room,
            extra: [
                "m.new_content": ["msgtype": "m.text", "body": .string(words)],
                "m.relates_to": ["rel_type": "m.replace", "event_id": .string(event.rawValue)],
            ]
        )
    }
}
