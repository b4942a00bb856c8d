import Curl
import Foundation
import Matrix
import Support
import Testing

@Suite(.tags(.live), .enabled(if: Live.isOn), .serialized, .timeLimit(.minutes(5)))
struct TalkTests {
    @Test func `a visitor is brought to a counsellor, they talk, and the counsellor says goodbye`()
        async throws
    {
        let house = try await LiveHouse.open()
        let ana = try #require(house.accounts["ana"])
        let bea = try #require(house.accounts["bea"])
        let visitor = house.visitor()
        try await visitor.watching {
            try await LiveTalk.wait(visitor, as: "Lila")
            try await visitor.sees("her place") { $0.state?.place == 1 }
            #expect(try await visitor.say("j'ai peur") == 200)

            // The staff room: a real mention, and nothing that a lock screen should not show twice.
            let notice = try await LiveTalk.notice(of: "Lila", for: ana, in: house)
            #expect(notice.message?.mentions == [ana.user, bea.user])
            #expect(notice.message?.kind == .text)
            try await ana.react(to: notice.id, in: notice.room)
            let room = try await ana.invitation()
            try await ana.join(room)
            let talk = LiveTalk(visitor: visitor, counsellor: ana, room: room, notice: notice.id)

            // Whoever comes second is told who has her.
            try await bea.react(to: notice.id, in: notice.room)
            let told = try await bea.event(in: notice.room, "the word to the second") { event in
                event.message?.mentions == [bea.user]
            }
            #expect(told.message?.body.contains("ana") == true)
            #expect(told.message?.relation == .thread(root: notice.id))
            let edit = try await bea.event(in: notice.room, "the edited notice") { event in
                guard case .replacement(notice.id, let body)? = event.relation else { return false }
                return body?.contains("ana") == true
            }
            #expect(edit.sender.localpart == "passerelle")

            // The room: a ghost with her name, what she wrote before, then lines both ways.
            let ghost = try await ana.event(in: room, "her first line") { event in
                event.message?.body == "j'ai peur"
            }
            let member = try await ana.voice.members(of: room)[ghost.sender]
            #expect(member?.displayName == "Lila")
            try await ana.say("Bonjour Lila", in: room)
            try await visitor.sees("the counsellor's line") {
                $0.lines.last?.text == "Bonjour Lila"
            }
            #expect(visitor.screen.lines.last?.name == "Intervenante")
            try await visitor.say("merci")
            _ = try await ana.event(in: room, "her answer") { $0.message?.body == "merci" }

            // Typing shows on both sides.
            try await ana.voice.typing(ana.user, in: room, true)
            try await visitor.sees("that somebody types", \.isTyping)
            try await ana.voice.typing(ana.user, in: room, false)
            try await visitor.sees("that nobody types") { !$0.isTyping }
            try await expectGhostTyping(visitor, ana, room)

            try await ana.say("!clore", in: room)
            try await visitor.sees("the end") { $0.state?.stage == "ended" }
            #expect(try await visitor.say("encore là ?") == 410)
            #expect(try await talk.heardByCounsellor() == ["j'ai peur", "merci"])
            #expect(talk.heardByVisitor == ["Bonjour Lila"])
        }
        expectNothingLeaked(to: visitor, in: house)
        try await house.close()
    }

    @Test func `what rings on a counsellor's phone says neither a name nor an answer`()
        async throws
    {
        let house = try await LiveHouse.open()
        let ana = try #require(house.accounts["ana"])
        let staffRoom = try #require(house.staffRooms[LiveHouse.usualBot])
        let visitor = house.visitor()
        try await visitor.watching {
            #expect(try await visitor.arrive() == 200)
            #expect(try await visitor.say("Lila") == 200)
            #expect(try await visitor.skip("danger") == 200)
            #expect(try await visitor.choose("12-14", for: "age") == 200)
            #expect(try await visitor.skip("postal") == 200)
            let notice = try await LiveTalk.notice(of: "Lila", for: ana, in: house)
            // What a phone is woken for, as the homeserver itself keeps it.
            let rung = try await found(within: .seconds(20), "what notified Ana") {
                let rung = try await ana.notifications(in: staffRoom)
                return rung.contains { $0.id == notice.id } ? rung : nil
            }
            let ring = try #require(rung.first { $0.id == notice.id })
            #expect(ring.isHighlight)
            #expect(ring.body.contains("attend une réponse"))
            for rung in rung {
                #expect(!rung.content.contains("Lila"))
                #expect(!rung.content.contains("12 à 14 ans"))
            }
            // It has words, and those rang nobody.
            let words = try await ana.timeline(of: staffRoom).first {
                $0.newNotice?.original == notice.id
            }
            #expect(words?.newNotice?.words.contains("12 à 14 ans") == true)
            #expect(!rung.contains { $0.id == words?.id })
        }
        try await house.close()
    }

    @Test func `a counsellor takes by command, and the visitor ends`() async throws {
        let house = try await LiveHouse.open()
        let bea = try #require(house.accounts["bea"])
        let visitor = house.visitor()
        try await visitor.watching {
            try await LiveTalk.wait(visitor, as: "Noé")
            let notice = try await LiveTalk.notice(of: "Noé", for: bea, in: house)
            let number = try #require(
                notice.message?.body.firstMatch(of: /#(\d+)/)?.output.1
            )
            try await bea.say("!prendre \(number)", in: notice.room)
            let room = try await bea.invitation()
            try await bea.join(room)
            let talk = LiveTalk(visitor: visitor, counsellor: bea, room: room, notice: notice.id)
            try await visitor.sees("a person") { $0.state?.person == "Intervenante" }

            // A slip of the hand reaches nobody.
            try await bea.say("!clroe", in: room)
            _ = try await bea.event(in: room, "help") { $0.message?.body.contains("clroe") == true }
            #expect(talk.heardByVisitor == [])

            #expect(try await visitor.end() == 204)
            try await visitor.sees("the end") { $0.state?.stage == "ended" }
            try await until(within: .seconds(10), "the counsellor is told") {
                try await talk.remarks().count >= 3
            }
            // After she left nothing goes to her any more, and the counsellor knows.
            let remarks = try await talk.remarks().count
            try await bea.say("tu es là ?", in: room)
            try await until(within: .seconds(10), "the counsellor is told again") {
                try await talk.remarks().count > remarks
            }
            #expect(talk.heardByVisitor == [])
        }
        try await house.close()
    }

    @Test
    func `an adult and someone who speaks another language are led on, and a slip leads back`()
        async throws
    {
        let house = try await LiveHouse.open()
        let adult = house.visitor()
        try await adult.watching {
            try await adult.arrive()
            try await adult.skip("name")
            try await adult.skip("danger")
            #expect(try await adult.choose("adult", for: "age") == 200)
            try await adult.sees("other services") { $0.state?.stage == "referred" }
            #expect(adult.screen.lines.last?.text.contains("0800 98 100") == true)
            #expect(try await adult.choose("back", for: "back") == 200)
            try await adult.sees("the question again") { $0.state?.question == "age" }
        }
        let speaker = house.visitor()
        try await speaker.watching {
            try await speaker.arrive()
            #expect(try await speaker.choose("dutch", for: "name") == 200)
            try await speaker.sees("other services") { $0.state?.stage == "referred" }
            #expect(
                speaker.screen.lines.last?.text.contains("https://nupraatikerover.be") == true
            )
        }
        try await house.close()
    }

    @Test func `when the door is closed the page says so and no room is touched`() async throws {
        let house = try await LiveHouse.open(hours: .never)
        let ana = try #require(house.accounts["ana"])
        let staffRoom = try #require(house.staffRooms[LiveHouse.usualBot])
        let before = try await ana.timeline(of: staffRoom)
        let visitor = house.visitor()
        let status = try await visitor.send("GET", "/status", nil)
        #expect(try JSON.parse(status.body)["open"]?.bool == false)
        try await visitor.watching {
            #expect(try await visitor.arrive() == 200)
            try await visitor.sees("that it is closed") { $0.state?.stage == "closed" }
            #expect(visitor.screen.lines.contains { $0.text.contains("112") })
            #expect(try await visitor.say("il y a quelqu'un ?") == 410)
        }
        // Whoever of the team comes in meanwhile is not our doing.
        let isOurs = { (event: Event) in !(event.isState && event.type == "m.room.member") }
        let after = try await ana.timeline(of: staffRoom)
        #expect(after.filter(isOurs).map(\.id) == before.filter(isOurs).map(\.id))
        #expect(try await ana.voice.joinedRooms() == [staffRoom])
        try await house.close()
    }

    @Test func `hours that cannot be read close the door kindly`() async throws {
        let house = try await LiveHouse.open(hours: .written("weekly: [oops"))
        let visitor = house.visitor()
        try await visitor.watching {
            #expect(try await visitor.arrive() == 200)
            try await visitor.sees("that it is closed") { $0.state?.stage == "closed" }
            #expect(visitor.screen.lines.contains { $0.text.contains("112") })
        }
        #expect(house.bridge.said.contains("hours.yaml:"))
        try await house.close()
    }

    private func expectGhostTyping(
        _ visitor: VisitorClient,
        _ ana: Account,
        _ room: RoomID
    ) async throws {
        let since = try await ana.voice.sync(since: nil, timeoutMilliseconds: 0).nextBatch
        #expect(try await visitor.typing(true) == 204)
        var next = since
        try await until(within: .seconds(10), "the ghost types") {
            let news = try await ana.voice.sync(since: next, timeoutMilliseconds: 500)
            next = news.nextBatch
            let typing = news.joined.first { $0.room == room }?.typing ?? []
            return typing.contains { $0.localpart?.hasPrefix("passerelle_jeune_") == true }
        }
    }

    /// Nothing of the counsellors' side in what reached the visitor; nothing of anybody in the log.
    private func expectNothingLeaked(to visitor: VisitorClient, in house: LiveHouse) {
        let seen = visitor.screen.lines.map { "\($0.text) \($0.name ?? "") \($0.id ?? "")" }
            .joined(separator: "\n")
        for secret in ["@ana", "ana:", "localhost", "passerelle_", "!", "$"] where secret != "!" {
            #expect(!seen.contains(secret), "\(secret) reached the visitor")
        }
        let said = house.bridge.said
        for word in ["Lila", "j'ai peur", "merci", visitor.token, "@ana", "as_token"] {
            #expect(!said.contains(word), "something private stands in the log")
        }
    }
}

/// An event that made the homeserver notify somebody.
private struct Rung {
    let id: EventID
    let body: String
    let content: String
    let isHighlight: Bool
}

extension Account {
    /// What notified her in a room (CS, "Listing notifications").
    fileprivate func notifications(in room: RoomID) async throws -> [Rung] {
        let path = ["_matrix", "client", "v3", "notifications"]
        let answer = try JSON.parse(try await voice.call("GET", path))
        return (answer["notifications"]?.array ?? []).compactMap { one in
            guard one["room_id"]?.string == room.rawValue, let event = one["event"],
                let id = event["event_id"]?.string, let content = event["content"]
            else { return nil }
            let isHighlight = one["actions"]?.array?.contains { action in
                action["set_tweak"]?.string == "highlight" && action["value"]?.bool != false
            }
            return Rung(
                id: EventID(rawValue: id),
                body: content["body"]?.string ?? "",
                content: content.text,
                isHighlight: isHighlight == true
            )
        }
    }
}
