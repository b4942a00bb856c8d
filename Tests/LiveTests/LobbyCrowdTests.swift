import Curl
import Foundation
import Matrix
import Support
import Testing

/// Many come to the lobby at once: accounts that somebody made, and one person.
@Suite(.tags(.live), .enabled(if: Live.isOn), .serialized, .timeLimit(.minutes(10)))
struct LobbyCrowdTests {
    private static let crowdCount = 60

    @Test func `whoever comes behind a crowd is not met behind it`() async throws {
        let house = try await LiveHouse.open(
            lobby: ["alias: accueil"],
            // A crowd's passwords need not be strong.
            homeserverLines: ["bcrypt_rounds: 4"]
        )
        var crowd: [Account] = []
        for index in 1...Self.crowdCount {
            crowd.append(try await house.synapse.makeAccount("troll\(index)"))
        }
        let nour = try await house.synapse.makeAccount("nour_secret")
        let alias = LobbyTalk.alias(in: house)
        let clock = ContinuousClock()
        let pace = try await Self.roomMaking(in: house, by: clock)
        let begin = clock.now
        try await withThrowingTaskGroup(of: Void.self) { group in
            for one in crowd { group.addTask { _ = try await one.join(alias) } }
            try await group.waitForAll()
        }
        let came = clock.now
        let lobby = try await nour.join(alias)
        _ = try await nour.invitation(within: .seconds(120))
        print("lobby: \(Self.crowdCount) came within \(came - begin), then one more, who was met")

        let met = try await Self.meetings(in: house)
        let hers = try #require(met[nour.user.rawValue])
        let before = met.filter { $0.value < hers }
        let stood = try #require(
            try await nour.timeline(of: lobby).first { $0.stateKey == nour.user.rawValue }
        ).originServerMilliseconds
        let overtaken = before.filter { $0.value > stood }
        print(
            "lobby: met \(hers - stood) ms after she came; \(before.count) before her,",
            "\(overtaken.count) of them since she came"
        )
        // Five seconds, where the machine makes a room within a second; else as many rooms.
        let most = max(.seconds(5), pace * 5)
        #expect(Duration.milliseconds(hers - stood) < most, "a room takes \(pace) here")
        // Rooms that were being made when she came may be anybody's; the next one is hers.
        #expect(overtaken.count <= 12)
        #expect(before.count < Self.crowdCount)

        // Nobody of the others is forgotten over it.
        try await until(within: .seconds(300), every: .seconds(1), "all are met") {
            try await Self.meetings(in: house).count == Self.crowdCount + 1
        }
        // Told once, if so many stood there at one time that it is told at all.
        let chef = try #require(house.accounts["chef"])
        let staffRoom = try #require(house.staffRooms[LiveHouse.usualBot])
        let calls = try await chef.timeline(of: staffRoom).filter {
            $0.sender.localpart == "passerelle" && $0.message != nil
        }
        #expect(calls.count <= 1)
        try await house.close()
    }

    /// How long this homeserver takes for a room and for letting somebody in, when it has nothing
    /// else to do.
    private static func roomMaking(in house: LiveHouse, by clock: ContinuousClock) async throws
        -> Duration
    {
        let chef = try #require(house.accounts["chef"])
        let ana = try #require(house.accounts["ana"])
        let begin = clock.now
        let room = try await chef.voice.createRoom(RoomPlan(invite: [ana.user]))
        try await ana.join(room)
        return clock.now - begin
    }

    /// When each was asked into a room of her own, by the homeserver's clock, as its admin sees it.
    private static func meetings(in house: LiveHouse) async throws -> [String: Int64] {
        let rooms = try await ask("rooms?limit=500", house)["rooms"]?.array ?? []
        var meetings: [String: Int64] = [:]
        for room in rooms {
            guard let alias = room["canonical_alias"]?.string,
                alias.hasPrefix("#passerelle_direct_"), let id = room["room_id"]?.string,
                let part = id.addingPercentEncoding(withAllowedCharacters: .alphanumerics)
            else { continue }
            for event in try await ask("rooms/\(part)/state", house)["state"]?.array ?? [] {
                guard event["content"]?["membership"] == "invite",
                    let user = event["state_key"]?.string
                else { continue }
                meetings[user] = event["origin_server_ts"]?.int
            }
        }
        return meetings
    }

    private static func ask(_ path: String, _ house: LiveHouse) async throws -> JSON {
        let chef = try #require(house.accounts["chef"])
        let request = Request(
            method: "GET",
            url: house.synapse.address + "/_synapse/admin/v1/" + path,
            headers: [Header(name: "Authorization", value: "Bearer " + chef.token.reveal())]
        )
        return try JSON.parse(try await house.courier.send(request).body)
    }
}
