import Matrix
import Support
import Testing

/// Somebody whose account lives on another homeserver: two real ones that speak with each other.
@Suite(.tags(.live), .enabled(if: Live.isOn), .serialized, .timeLimit(.minutes(5)))
struct FederationTests {
    @Test func `whoever has her account elsewhere is brought to a counsellor too`() async throws {
        let house = try await LiveHouse.open(
            lobby: ["alias: accueil", "other_servers: welcome"],
            federates: true
        )
        let ana = try #require(house.accounts["ana"])
        let elsewhere = try Synapse(in: LiveFolder(), courier: house.courier, federates: true)
        try await elsewhere.start()
        let youth = try await elsewhere.makeAccount("nour_secret")
        #expect(youth.user.serverName == elsewhere.name && elsewhere.name != house.synapse.name)

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
        // Not even that she came from elsewhere.
        try await talk.checkNobodyIsNamed(in: house, more: ["nour_secret", elsewhere.name])

        try await youth.say("!effacer", in: talk.own)
        _ = try await ana.event(in: talk.room, "the end") {
            $0.sender.localpart == "passerelle" && $0.message?.body.contains("a terminé la") == true
        }
        try await until(within: .seconds(30), "her own room is left") {
            let rooms = try await youth.voice.joinedRooms()
            return !rooms.contains(talk.own)
        }
        try await elsewhere.stop()
        try await house.close()
    }
}
