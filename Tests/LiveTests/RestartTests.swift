import Foundation
import Matrix
import Support
import Testing

@Suite(.tags(.live), .enabled(if: Live.isOn), .serialized, .timeLimit(.minutes(6)))
struct RestartTests {
    /// What is killed in the middle of a talk.
    enum Victim: String, CaseIterable, Sendable {
        case bridge
        case homeserver
    }

    @Test(arguments: Victim.allCases)
    func `killing a side in the middle of a talk loses nothing and doubles nothing`(
        _ victim: Victim
    ) async throws {
        let house = try await LiveHouse.open()
        let ana = try #require(house.accounts["ana"])
        let visitor = house.visitor()
        let mine = (1...30).map { "visitor line \($0)" }
        let hers = (1...30).map { "counsellor line \($0)" }
        try await visitor.watching {
            let talk = try await LiveTalk.begin(visitor, as: "Lila", with: ana, in: house)
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    for line in mine {
                        let status = try await visitor.say(line)
                        #expect(status == 200)
                    }
                }
                group.addTask {
                    for line in hers { try await ana.say(line, in: talk.room) }
                }
                group.addTask { try await Self.killThrice(victim, in: house) }
                try await group.waitForAll()
            }
            try await until(within: .seconds(60), "every line is on the other side") {
                let heard = try await talk.heardByCounsellor()
                return heard.count >= mine.count && talk.heardByVisitor.count >= hers.count
            }
            #expect(try await talk.heardByCounsellor() == mine)
            #expect(talk.heardByVisitor == hers)
            let sequences = visitor.screen.lines.map(\.sequence)
            #expect(sequences == sequences.sorted())
        }
        try await house.close()
    }

    @Test func `a claim made while the bridge is dead counts, and the second is told`()
        async throws
    {
        let house = try await LiveHouse.open()
        let ana = try #require(house.accounts["ana"])
        let bea = try #require(house.accounts["bea"])
        let visitor = house.visitor()
        try await visitor.watching {
            try await LiveTalk.wait(visitor, as: "Lila")
            let notice = try await LiveTalk.notice(of: "Lila", for: ana, in: house)
            try await house.bridge.killAtOnce()
            try await ana.react(to: notice.id, in: notice.room)
            try await bea.react(to: notice.id, in: notice.room)
            try await house.bridge.start()
            let room = try await ana.invitation()
            try await ana.join(room)
            _ = try await bea.event(in: notice.room, "the word to the second") { event in
                event.message?.mentions == [bea.user]
            }
            try await visitor.sees("a person") { $0.state?.stage == "talking" }
        }
        try await house.close()
    }

    private static func killThrice(_ victim: Victim, in house: LiveHouse) async throws {
        for _ in 1...3 {
            try await Task.sleep(for: .milliseconds(400))
            switch victim {
            case .bridge:
                try await house.bridge.killAtOnce()
                try await house.bridge.start()
            case .homeserver:
                try await house.synapse.killAtOnce()
                try await house.synapse.start()
            }
        }
    }
}
