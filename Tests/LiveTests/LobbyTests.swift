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
        try await Self.checkNobodyIsNamed(talk, house)

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

    /// Neither side's account stands anywhere in what the other may see, nor in a log or a file.
    private static func checkNobodyIsNamed(_ talk: LobbyTalk, _ house: LiveHouse) async throws {
        let youth = talk.youth.user.rawValue
        let staffRoom = try #require(house.staffRooms[LiveHouse.usualBot])
        let staff = try await talk.counsellor.timeline(of: staffRoom)
        let room = try await talk.counsellor.timeline(of: talk.room)
        #expect(!Self.bytes(staff + room).contains(youth))
        let own = try await talk.youth.timeline(of: talk.own)
        #expect(!Self.bytes(own).contains(talk.counsellor.user.rawValue))
        #expect(!house.bridge.said.contains(youth))
        for file in house.folder.files() where file.contains("ledger.sqlite") {
            let bytes = try Data(contentsOf: URL(filePath: file))
            #expect(bytes.range(of: Data(youth.utf8)) == nil, "\(file)")
        }
        // Nobody is left in the lobby but the bot.
        let chef = try #require(house.accounts["chef"])
        let lobby = try await chef.voice.join(RoomAlias(rawValue: "#accueil:localhost"))
        let members = try await chef.voice.members(of: lobby)
        let inside = members.filter { $0.value.membership == "join" }.keys.compactMap(\.localpart)
        #expect(Set(inside) == ["passerelle", "chef"])
    }

    /// All of it, names too, which a description would hide.
    private static func bytes(_ events: [Event]) -> String {
        events.map { "\($0) \($0.sender.rawValue) \($0.stateKey ?? "")" }.joined()
    }

    @Test func `what is written in public is gone within a second, and asked about`() async throws {
        let house = try await LiveHouse.open(lobby: ["alias: accueil"])
        let youth = try await house.synapse.makeAccount("nour_secret")
        let lobby = try await youth.join(RoomAlias(rawValue: "#accueil:localhost"))
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
        _ = try await youth.join(RoomAlias(rawValue: "#accueil:localhost"))
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
}
