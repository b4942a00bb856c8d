import Foundation
import Matrix
import Support
import Testing

@Suite(.tags(.live), .enabled(if: Live.isOn), .serialized, .timeLimit(.minutes(12)))
struct CrowdTests {
    static let visitorCount = 50
    static let lineCount = 20
    static let team = ["ana", "bea", "cleo", "dina", "eva"]

    @Test func `fifty visitors at once: every line once, in order, in the right room`() async throws
    {
        let house = try await LiveHouse.open(
            counsellors: Self.team,
            talksAtOnce: 20
        )
        let numbers = Array(0..<Self.visitorCount)
        let visitors = numbers.map { _ in house.visitor() }
        try await withThrowingTaskGroup(of: Void.self) { watching in
            for visitor in visitors { watching.addTask { await visitor.watch() } }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in numbers {
                    group.addTask {
                        try await LiveTalk.wait(visitors[number], as: Self.name(number))
                    }
                }
                try await group.waitForAll()
            }
            let talks = try await Self.claimAll(visitors, in: house)
            try await Self.talkAll(talks)
            for number in numbers { try await Self.expectWhole(talks[number], number) }
            watching.cancelAll()
        }
        try await house.close()
    }

    static func name(_ number: Int) -> String { "Visiteuse\(number)" }

    /// Everybody is taken by the counsellor whose turn it is.
    ///
    /// The rooms are told apart by their names.
    static func claimAll(
        _ visitors: [VisitorClient],
        in house: LiveHouse
    ) async throws -> [LiveTalk] {
        var talks: [Int: LiveTalk] = [:]
        for number in visitors.indices {
            let account = try #require(house.accounts[team[number % team.count]])
            let notice = try await LiveTalk.notice(
                of: name(number),
                for: account,
                in: house,
                within: .seconds(180)
            )
            try await account.react(to: notice.id, in: notice.room)
        }
        for number in visitors.indices {
            let account = try #require(house.accounts[team[number % team.count]])
            let room = try await account.invitation(within: .seconds(120))
            try await account.join(room)
            let state = try await account.voice.state(of: room, type: "m.room.name")
            let title = try #require(state?["name"]?.string)
            let whose = try #require(title.firstMatch(of: /Visiteuse(\d+)/)?.output.1)
            let index = try #require(Int(whose))
            talks[index] = LiveTalk(
                visitor: visitors[index],
                counsellor: account,
                room: room,
                notice: EventID(rawValue: "")
            )
        }
        return try visitors.indices.map { try #require(talks[$0]) }
    }

    private static func talkAll(_ talks: [LiveTalk]) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (number, talk) in talks.enumerated() {
                group.addTask {
                    for line in 1...lineCount {
                        let status = try await talk.visitor.say("v \(number) \(line)")
                        #expect(status == 200)
                    }
                }
                group.addTask {
                    for line in 1...lineCount {
                        try await talk.counsellor.say("c \(number) \(line)", in: talk.room)
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    private static func expectWhole(_ talk: LiveTalk, _ number: Int) async throws {
        try await until(within: .seconds(180), every: .milliseconds(500), "all lines arrive") {
            guard talk.heardByVisitor.count >= lineCount else { return false }
            return try await talk.heardByCounsellor().count >= lineCount
        }
        #expect(try await talk.heardByCounsellor() == (1...lineCount).map { "v \(number) \($0)" })
        #expect(talk.heardByVisitor == (1...lineCount).map { "c \(number) \($0)" })
    }
}
