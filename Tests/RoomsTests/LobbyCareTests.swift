import Desk
import Matrix
import Relay
import Support
import Testing

@testable import Rooms

/// What a visitor of the lobby can rely on besides her talk.
@Suite struct LobbyCareTests {
    @Test func `no account, name or picture of either side stands in any byte to the other`()
        async throws
    {
        try await Town.play(isOpen: false, lobby: LobbyTests.lobby) { town in
            let hers = ["nour_canari", "Zoé Canari", "mxc://fake.test/photozoe"]
            let theirs = ["@ana:", "Anaïs Canari", "mxc://fake.test/photoana"]
            town.server.dresses(town.ana, as: theirs[1], avatar: theirs[2])
            try await town.begin()
            let nour = Guest(hers[0], in: town)
            town.server.dresses(nour.user, as: hers[1], avatar: hers[2])
            let talk = try await nour.talks(as: "Lou", with: town.ana)
            try await Self.talkAboutAll(town, nour, talk)
            nour.says("!fin", in: talk.own)
            try await nour.hears("Tu peux revenir.", in: talk.own)
            let ownSide = try [talk.own, town.lobby]
            let staffSide = try [town.staffRoom, talk.room]
            // She is in her own room and they in theirs, as canaries that the test can see.
            #expect(hers.allSatisfy { town.server.bytes(of: talk.own).contains($0) })
            #expect(theirs.allSatisfy { town.server.bytes(of: talk.room).contains($0) })
            for name in hers { Self.expectAbsent(name, in: staffSide, town) }
            for name in theirs { Self.expectAbsent(name, in: ownSide, town) }
        }
    }

    /// Words, a change, a sign, a picture, a code.
    private static func talkAboutAll(_ town: Town, _ nour: Guest, _ talk: Guest.Talking)
        async throws
    {
        let line = nour.says("bonjour", in: talk.own)
        try await town.until("her line") { town.talk(talk.room).last == "visitor: bonjour" }
        let edit = OutgoingText("bonsoir", kind: .text, place: .replacing(line))
        town.server.counsellorSays(talk.own, nour.user, edit)
        town.server.writes(talk.own, nour.user, ["msgtype": "m.image", "body": "photo.png"])
        try await nour.hears("seul le texte part", in: talk.own)
        let said = town.server.counsellorSays(talk.room, town.ana, "je suis là")
        try await nour.hears("je suis là", in: talk.own)
        let change = OutgoingText("je suis bien là", kind: .text, place: .replacing(said))
        town.server.counsellorSays(talk.room, town.ana, change)
        town.server.counsellorSays(talk.room, town.ana, "!code")
        try await nour.hears("ton code :", in: talk.own)
    }

    private static func expectAbsent(_ name: String, in rooms: [RoomID], _ town: Town) {
        for room in rooms {
            #expect(!town.server.bytes(of: room).contains(name), "\(name) stands in a room")
        }
        // Nor in anything that was asked about these rooms, whether it came about or not.
        let paths = Set(rooms.map(\.rawValue))
        for asked in town.server.asked where asked.speaker.map(town.isOurs) == true {
            let parts = Set(asked.path.split(separator: "/").map(String.init))
            guard !parts.isDisjoint(with: paths) else { continue }
            // Letting somebody in or go names her: in her own rooms only.
            let bytes = asked.path + (asked.body?.text ?? "")
            #expect(!bytes.contains(name), "\(name) was named in \(asked.method)")
        }
    }

    @Test func `whoever knocks at the lobby is met as if she had come in`() async throws {
        try await Town.play(lobby: LobbyTests.lobby) { town in
            let nour = Guest("nour", in: town)
            town.server.knocks(nour.user, try town.lobby)
            let own = try await nour.accepts()
            nour.says("Lou", in: own)
            try await nour.hears("Tu es à la place 1.", in: own)
            try await town.until("her knocking is answered") {
                town.server.membership(of: nour.user, in: try town.lobby) == "leave"
            }
        }
    }

    /// Behind the word for it or alone, where everything else is typed.
    @Test(arguments: ["!code ", ""])
    func `a code given just before she left her room brings her back all the same`(
        _ word: String
    ) async throws {
        try await Town.play(lobby: LobbyTests.lobby) { town in
            let nour = Guest("nour", in: town)
            let talk = try await nour.talks(as: "Lou", with: town.ana)
            town.server.counsellorSays(talk.room, town.ana, "!code")
            try await nour.hears("note-le, la salle se vide", in: talk.own)
            let told = town.told(talk.own).compactMap {
                $0.firstMatch(of: #/ton code : ([0-9 ]+),/#).map { String($0.output.1) }
            }
            let code = try #require(told.first)
            town.server.leaves(nour.user, talk.own)
            try await town.until("her room is empty") { town.server.inside(talk.own).isEmpty }
            #expect(!town.server.words(talk.own).contains { $0.body.contains(code) })
            try nour.comes()
            let own = try await nour.accepts()
            nour.says(word + code, in: own)
            try await nour.hears("la même personne", in: own)
            let shown = town.server.words(try town.staffRoom).map(\.body)
            #expect(!shown.contains { $0.contains(code) })
        }
    }

    /// Whoever reads what stands below has read what stands above.
    @Test(arguments: [true, false])
    func `what she read below a line ticks it, once`(_ readsOwnLine: Bool) async throws {
        try await Town.play(lobby: LobbyTests.lobby) { town in
            let nour = Guest("nour", in: town)
            let talk = try await nour.talks(as: "Lou", with: town.ana)
            let first = town.server.counsellorSays(talk.room, town.ana, "je suis là")
            try await nour.hears("je suis là", in: talk.own)
            let asks = nour.says("!aide", in: talk.own)
            let said = nour.says("merci", in: talk.own)
            try await nour.hears("écris !fin", in: talk.own)
            try await town.until("her line") { town.talk(talk.room).last == "visitor: merci" }
            let help = try #require(
                town.server.timeline(talk.own).last { $0.id != asks && $0.id != said }
            )
            for event in [readsOwnLine ? said : help.id, help.id] {
                town.server.reads(talk.own, nour.user, event)
            }
            let ticks = { (line: EventID) in
                town.server.timeline(talk.room).count { $0.relation == .annotation(line, key: "✓") }
            }
            try await town.until("the tick") { ticks(first) == 1 }
            let second = town.server.counsellorSays(talk.room, town.ana, "et toi ?")
            try await nour.hears("et toi ?", in: talk.own)
            let shown = try #require(
                town.server.timeline(talk.own).last { $0.message?.body == "et toi ?" }
            )
            town.server.reads(talk.own, nour.user, shown.id)
            try await town.until("the next tick") { ticks(second) == 1 }
            #expect(ticks(first) == 1)
        }
    }

    @Test func `the bot goes into few rooms of one stranger's making`() async throws {
        try await Town.play(lobby: LobbyTests.lobby) { town in
            let troll = Guest("troll", in: town)
            let bot = try town.house.bot
            let made = try (1...6).map { _ in try town.server.makesRoom(troll.user) }
            for room in made { town.server.invites(troll.user, bot, room) }
            let nour = Guest("nour", in: town)
            let hers = try town.server.makesRoom(nour.user)
            town.server.invites(nour.user, bot, hers)
            try await nour.accepts()
            try await town.until("three of them are left again") {
                made.count { town.server.membership(of: bot, in: $0) == "leave" } == 3
            }
            #expect(made.count { town.server.membership(of: bot, in: $0) == "invite" } == 3)
        }
    }

    /// A pinned notice could not be read by whoever comes later, so all of it stands in the topic.
    @Test func `the topic says all of it in each of the bot's languages`() {
        let topic: [Audience: String] = [
            Audience(.fr): "une porte, rien de plus", Audience(.nl): "een deur, niets meer",
        ]
        let script = Script(
            name: TestBot.name,
            title: "Essai",
            languages: [.fr, .nl],
            zone: "Europe/Brussels",
            hours: .unreadable,
            persona: TestBot.persona,
            intake: [],
            replies: Replies(),
            referrals: [],
            provinces: [:],
            texts: Texts([.lobbyTopic: Saying(topic)]),
            limits: ScriptLimits(forgetAfterHours: 24),
            exitAddress: "https://example.org/"
        )
        let plan = RoomPlans.lobby(alias: "x", LobbyTests.lobby, for: script)
        let lines = plan.topic?.split(separator: "\n").map(String.init)
        #expect(lines == ["une porte, rien de plus", "een deur, niets meer"])
    }
}

extension Town {
    /// Whether an account is the bridge's own.
    func isOurs(_ user: UserID) -> Bool { user.rawValue.hasPrefix("@passerelle") }
}
