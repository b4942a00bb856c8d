import Desk
import Relay
import Testing

/// A counsellor mends a line or takes it back; her visitor's page tells that it showed one.
@Suite(.timeLimit(.minutes(1))) struct ChangeTests {
    @Test func `what a counsellor mends or takes back says which line it was`() async throws {
        try await WebHouse.open { house in
            let (visitor, number) = try await Visitor.talking(in: house)
            let watcher = try await Watcher.opened(visitor)
            let id = LineID("ana-mends-this")
            try await house.hear(
                .counsellorSaid(id, Confidential("Bonjuor"), by: WebHouse.ana),
                about: number
            )
            // A stream that comes later would find the mended line only.
            try await watcher.untilLine("Bonjuor")
            try await house.hear(
                .counsellorChanged(id, Confidential("Bonjour"), by: WebHouse.ana),
                about: number
            )
            try await watcher.untilLine("Bonjour")
            try await house.hear(.counsellorChanged(id, nil, by: WebHouse.ana), about: number)
            try await house.answer("fin", to: number)
            try await watcher.untilLine("fin")
            let lines = watcher.seen.value.lines.filter { $0.from == "person" }
            let first = try #require(lines.first)
            #expect(lines.map(\.change) == [nil, "changed", "withdrawn", nil])
            #expect(lines.map(\.of) == [nil, first.seq, first.seq, nil])
            // What was taken back or mended is not sent again to anybody.
            #expect(!lines.dropFirst(2).contains { $0.text.contains("Bonj") })
            await watcher.leave()
        }
    }

    @Test func `a counsellor's line that was shown gets a tick, once`() async throws {
        try await WebHouse.open { house in
            let (visitor, number) = try await Visitor.talking(in: house)
            try await visitor.say("coucou")
            try await house.answer("Bonjour", to: number)
            let stored = try await house.switchboard.lines(of: number, after: 0, limit: 100)
            let own = try #require(stored.first { $0.line.author == .visitor }).sequence
            let hers = try #require(stored.first { $0.line.author == .counsellor }).sequence
            let before = try await house.errandCount()
            for place in [own, hers, hers, hers + 1_000] {
                let answer = try await visitor.put("talk/seen", #"{"seq":\#(place)}"#)
                #expect(answer.status == 204)
            }
            #expect(try await house.errandCount() == before + 1, "only her line, and only once")
            for body in ["", "{}", #"{"seq":0}"#, #"{"seq":"1"}"#] {
                #expect(try await visitor.put("talk/seen", body).status == 400)
            }
            let stranger = Visitor(house: house)
            #expect(try await stranger.put("talk/seen", #"{"seq":1}"#).status == 401)
        }
    }
}
