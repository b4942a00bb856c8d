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
        let house = try await LiveHouse.open(
            counsellors: CrowdTests.team,
            talksAtOnce: size.visitorCount
        )
        let visitors = (0..<size.visitorCount).map { _ in house.visitor() }
        var table = ProofTable(size: size)
        try await withThrowingTaskGroup(of: Void.self) { watching in
            for visitor in visitors { watching.addTask { await visitor.watch() } }
            for number in visitors.indices {
                try await LiveTalk.wait(visitors[number], as: CrowdTests.name(number))
            }
            let talks = try await CrowdTests.claimAll(visitors, in: house)
            let victims = size.victims(&chance)
            try await withThrowingTaskGroup(of: (Int, [String]).self) { group in
                for (number, talk) in talks.enumerated() {
                    let pauses = size.pauses(&chance)
                    group.addTask { (number, try await Self.speak(talk, number, pauses)) }
                    group.addTask { (number, try await Self.answer(talk, number, pauses)) }
                }
                group.addTask {
                    try await Self.kill(victims, in: house)
                    return (0, [])
                }
                for try await (number, ids) in group { table.accepted(ids, in: number) }
            }
            for (number, talk) in talks.enumerated() {
                await Self.settle(talk, size)
                let (said, heard) = try await talk.idsFromVisitor()
                table.compare(said, heard, in: number)
                let (answered, shown) = try await talk.idsFromCounsellor()
                table.compare(answered, shown, in: number)
            }
            watching.cancelAll()
        }
        table.seconds = Int((clock.now - begin).components.seconds)
        print(table.text)
        #expect(table.isWhole, "\(table.text)")
        try await house.close()
    }

    // MARK: Who does what

    /// Returns the ids of the lines that were accepted.
    private static func speak(
        _ talk: LiveTalk,
        _ number: Int,
        _ pauses: [Duration]
    ) async throws -> [String] {
        var ids: [String] = []
        for (line, pause) in zip(1..., pauses) {
            try await Task.sleep(for: pause)
            let id = VisitorClient.freshLineID()
            let status = try await talk.visitor.say("v \(number) \(line)", id: id)
            #expect(status == 200)
            ids.append(id)
        }
        return ids
    }

    private static func answer(
        _ talk: LiveTalk,
        _ number: Int,
        _ pauses: [Duration]
    ) async throws -> [String] {
        var ids: [String] = []
        for (line, pause) in zip(1..., pauses) {
            try await Task.sleep(for: pause)
            let id = VisitorClient.freshLineID()
            try await talk.counsellor.say("c \(number) \(line) \(id)", in: talk.room)
            ids.append(id)
        }
        return ids
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
