import Foundation
import Glibc
import Matrix
import Support
import Testing

/// Kills at random, and then every line compared by its name: `make prove`; in the tests a short
/// one.
@Suite(.tags(.live), .enabled(if: Live.isOn), .serialized, .timeLimit(.minutes(40)))
struct ProofTests {
    @Test func `whoever is killed and whenever, every line arrives once, in order, in its room`()
        async throws
    {
        let size = ProofSize.chosen
        var chance = Splitmix(seed: size.seed)
        let clock = ContinuousClock()
        let begin = clock.now
        let house = try await LiveHouse.open(counsellors: CrowdTests.team)
        let visitors = (0..<size.visitorCount).map { _ in house.visitor() }
        var table = ProofTable(size: size)
        try await withThrowingTaskGroup(of: Void.self) { watching in
            for visitor in visitors { watching.addTask { await visitor.watch() } }
            for number in visitors.indices {
                try await LiveTalk.wait(visitors[number], as: CrowdTests.name(number))
            }
            let talks = try await CrowdTests.claimAll(visitors, in: house)
            let victims = size.victims(&chance)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for (number, talk) in talks.enumerated() {
                    let pauses = size.pauses(&chance)
                    group.addTask { try await Self.speak(talk, number, pauses) }
                    group.addTask { try await Self.answer(talk, number, pauses) }
                }
                group.addTask { try await Self.kill(victims, in: house) }
                try await group.waitForAll()
            }
            for (number, talk) in talks.enumerated() {
                await Self.settle(talk, size)
                let atCounsellor = try await talk.heardByCounsellor()
                table.compare(atCounsellor, from: "v", number)
                table.compare(talk.heardByVisitor, from: "c", number)
            }
            watching.cancelAll()
        }
        table.seconds = Int((clock.now - begin).components.seconds)
        print(table.text)
        #expect(table.isWhole, "\(table.text)")
        try await house.close()
    }

    @Test func `a homeserver that is away costs nobody a line, and the first comes at once after`()
        async throws
    {
        let house = try await LiveHouse.open()
        let ana = try #require(house.accounts["ana"])
        let visitor = house.visitor()
        try await visitor.watching {
            let talk = try await LiveTalk.begin(visitor, as: "Lila", with: ana, in: house)
            try await visitor.say("before")
            try await until(within: .seconds(10), "the first line") {
                try await talk.heardByCounsellor().count == 1
            }
            let before = try #require(house.bridge.residentKibibytes)
            try await house.synapse.killAtOnce()
            let lines = (1...200).map { "away \($0)" }
            for line in lines {
                #expect(try await visitor.say(line) == 200)
                try await Task.sleep(for: .milliseconds(100))
            }
            let after = try #require(house.bridge.residentKibibytes)
            try await house.synapse.start()
            let back = Date().timeIntervalSince1970
            try await until(within: .seconds(60), "every line is on the other side") {
                try await talk.heardByCounsellor().count > lines.count
            }
            #expect(try await talk.heardByCounsellor() == ["before"] + lines)
            let first = try await ana.event(in: talk.room, "the first line after") {
                $0.message?.body == "away 1"
            }
            let delay = Double(first.originServerMilliseconds) / 1_000 - back
            print("outage: first line \(Int(delay * 1_000)) ms after; \(before) → \(after) KiB")
            #expect(delay < 1, "the first line came \(delay) s after the homeserver was back")
            #expect(after - before < 8_000, "\(before) KiB became \(after) KiB")
        }
        try await house.close()
    }

    // MARK: Who does what

    private static func speak(_ talk: LiveTalk, _ number: Int, _ pauses: [Duration]) async throws {
        for (line, pause) in zip(1..., pauses) {
            try await Task.sleep(for: pause)
            let status = try await talk.visitor.say("v \(number) \(line)")
            #expect(status == 200)
        }
    }

    private static func answer(_ talk: LiveTalk, _ number: Int, _ pauses: [Duration]) async throws {
        for (line, pause) in zip(1..., pauses) {
            try await Task.sleep(for: pause)
            try await talk.counsellor.say("c \(number) \(line)", in: talk.room)
        }
    }

    private static func kill(_ victims: [ProofSize.Victim], in house: LiveHouse) async throws {
        for victim in victims {
            try await Task.sleep(for: victim.pause)
            if victim.isHomeserver {
                try await house.synapse.killAtOnce()
                try await house.synapse.start()
            } else {
                try await house.bridge.killAtOnce()
                try await house.bridge.start()
            }
        }
    }

    /// Waits until nothing more is missing, or nothing more comes.
    private static func settle(_ talk: LiveTalk, _ size: ProofSize) async {
        try? await until(within: .seconds(300), every: .milliseconds(500), "all lines arrive") {
            guard talk.heardByVisitor.count >= size.lineCount else { return false }
            return try await talk.heardByCounsellor().count >= size.lineCount
        }
    }
}

extension Bridge {
    /// How much of the machine's memory it holds now.
    fileprivate var residentKibibytes: Int? {
        guard let id = child?.id,
            let text = try? String(contentsOfFile: "/proc/\(id)/status", encoding: .utf8),
            let line = text.split(separator: "\n").first(where: { $0.hasPrefix("VmRSS") })
        else { return nil }
        return line.split(separator: " ").dropFirst().first.flatMap { Int($0) }
    }
}
