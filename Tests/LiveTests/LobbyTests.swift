import Foundation
import Matrix
import Support
import Testing

/// The second door, on a real homeserver: with an account, and as a guest without one.
@Suite(.tags(.live), .enabled(if: Live.isOn), .serialized, .timeLimit(.minutes(5)))
struct LobbyTests {
    /// Who comes.
    enum Comer: String, CaseIterable {
        case account, guest
    }

    @Test(arguments: Comer.allCases)
    func `whoever comes through the lobby is brought to a counsellor`(_ comer: Comer) async throws {
        let house = try await LiveHouse.open(
            lobby: ["alias: accueil", "guests: welcome"],
            homeserverLines: ["allow_guest_access: true"]
        )
        let ana = try #require(house.accounts["ana"])
        let youth =
            switch comer {
            case .account: try await house.synapse.makeAccount("nour_secret")
            case .guest: try await house.synapse.makeGuest()
            }
        let talk = try await LobbyTalk.begin(youth, as: "Lila", with: ana, in: house)

        for turn in 1...5 {
            try await ana.say("bonjour \(turn)", in: talk.room)
            _ = try await youth.event(in: talk.own, "line \(turn)") {
                $0.message?.body == "bonjour \(turn)"
            }
            try await youth.say("réponse \(turn)", in: talk.own)
            _ = try await ana.event(in: talk.room, "answer \(turn)") {
                $0.message?.body == "réponse \(turn)"
            }
        }
        #expect(try await talk.heardByYouth() == (1...5).map { "bonjour \($0)" })
        #expect(try await talk.heardByCounsellor() == (1...5).map { "réponse \($0)" })
        try await talk.checkNobodyIsNamed(in: house)

        try await youth.say("!effacer", in: talk.own)
        _ = try await ana.event(in: talk.room, "the end") {
            $0.sender.localpart == "passerelle" && $0.message?.body.contains("a terminé la") == true
        }
        try await until(within: .seconds(30), "her own room is left") {
            let rooms = try await youth.voice.joinedRooms()
            return !rooms.contains(talk.own)
        }
        try await house.close()
    }

    @Test func `what is written in public is gone within a second, and asked about`() async throws {
        let house = try await LiveHouse.open(lobby: ["alias: accueil"])
        let youth = try await house.synapse.makeAccount("nour_secret")
        let lobby = try await youth.join(LobbyTalk.alias(in: house))
        let cry = try await youth.say("aidez-moi", in: lobby)
        let clock = ContinuousClock()
        let begin = clock.now
        _ = try await youth.event(in: lobby, "the withdrawal") { $0.redacts == cry }
        print("lobby: taken back after \(clock.now - begin)")
        let own = try await youth.invitation()
        try await youth.join(own)
        _ = try await youth.event(in: own, "the question") {
            $0.message?.body.contains("salle publique") == true
                && $0.message?.body.contains("1. ") == true
        }
        try await house.close()
    }

    @Test func `a room that her client made and encrypted is answered kindly`() async throws {
        let house = try await LiveHouse.open(lobby: ["alias: accueil"])
        let youth = try await house.synapse.makeAccount("nour_secret")
        let encryption = RoomPlan.State(
            type: "m.room.encryption",
            content: ["algorithm": "m.megolm.v1.aes-sha2"]
        )
        let bot = UserID(localpart: "passerelle", serverName: "localhost")
        let plan = RoomPlan(
            preset: .trustedPrivateChat,
            invite: [bot],
            initialState: [encryption]
        )
        let made = try await youth.voice.createRoom(plan)
        let answer = try await youth.event(in: made, "the answer") { $0.message != nil }
        #expect(answer.message?.kind == .notice)
        let own = try await youth.invitation()
        try await youth.join(own)
        _ = try await youth.event(in: own, "the first question") {
            $0.message?.body.contains("prénom") == true
        }
        try await until(within: .seconds(30), "the bot has left her room") {
            try await youth.voice.membership(of: bot, in: made) == "leave"
        }
        try await house.close()
    }
}

/// One visitor who came through the lobby, and the counsellor who has her.
struct LobbyTalk: Sendable {
    let youth: Account
    let counsellor: Account
    /// Her own room.
    let own: RoomID
    /// The counsellor's.
    let room: RoomID

    static func begin(
        _ youth: Account,
        as name: String,
        with counsellor: Account,
        in house: LiveHouse
    ) async throws -> LobbyTalk {
        _ = try await youth.join(alias(in: house))
        let own = try await youth.invitation()
        try await youth.join(own)
        for (question, answer) in [
            ("prénom", name), ("danger", "2"), ("âge", "passer"), ("postal", "passer"),
        ] {
            _ = try await youth.event(in: own, "the question about \(question)") { event in
                event.sender.localpart == "passerelle"
                    && event.message?.body.contains(question) == true
                    && event.message?.body.contains("passer") == true
            }
            try await youth.say(answer, in: own)
        }
        let notice = try await LiveTalk.notice(of: name, for: counsellor, in: house)
        try await counsellor.react(to: notice.id, in: notice.room)
        let room = try await counsellor.invitation()
        try await counsellor.join(room)
        return LobbyTalk(youth: youth, counsellor: counsellor, own: own, room: room)
    }

    /// What counsellors said, as she sees it, in order, each as often as it stands there.
    func heardByYouth() async throws -> [String] {
        try await youth.timeline(of: own)
            .filter { $0.sender.localpart?.hasPrefix("passerelle_jeune_") == true }
            .compactMap { $0.message?.body }
    }

    /// Her lines as the counsellor sees them.
    func heardByCounsellor() async throws -> [String] {
        try await counsellor.timeline(of: room)
            .filter { $0.sender.localpart?.hasPrefix("passerelle_jeune_") == true }
            .compactMap { $0.message?.body }
    }

    /// The public address of the lobby.
    static func alias(in house: LiveHouse) -> RoomAlias {
        RoomAlias(rawValue: "#accueil:\(house.synapse.name)")
    }

    // MARK: Leaks

    /// Neither side's account stands anywhere in what the other may see, nor in a log or a file.
    ///
    /// `more` may not be seen by counsellors either.
    func checkNobodyIsNamed(in house: LiveHouse, more: [String] = []) async throws {
        let staffRoom = try #require(house.staffRooms[LiveHouse.usualBot])
        let staff = try await counsellor.timeline(of: staffRoom)
        let seen = Self.bytes(staff + (try await counsellor.timeline(of: room)))
        for name in [youth.user.rawValue] + more {
            #expect(!seen.contains(name))
            #expect(!house.bridge.said.contains(name))
            for file in house.folder.files() where file.contains("ledger.sqlite") {
                let bytes = try Data(contentsOf: URL(filePath: file))
                #expect(bytes.range(of: Data(name.utf8)) == nil, "\(file)")
            }
        }
        let hers = try await youth.timeline(of: own)
        #expect(!Self.bytes(hers).contains(counsellor.user.rawValue))
        // Nobody is left in the lobby but the bot.
        let chef = try #require(house.accounts["chef"])
        let lobby = try await chef.voice.join(Self.alias(in: house))
        let members = try await chef.voice.members(of: lobby)
        let inside = members.filter { $0.value.membership == "join" }.keys.compactMap(\.localpart)
        #expect(Set(inside) == ["passerelle", "chef"])
    }

    /// All of it, names too, which a description would hide.
    private static func bytes(_ events: [Event]) -> String {
        events.map { "\($0) \($0.sender.rawValue) \($0.stateKey ?? "")" }.joined()
    }
}
