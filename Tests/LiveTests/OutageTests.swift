import Foundation
import Glibc
import Matrix
import Support
import Testing

/// The homeserver is away while people write: `make prove` for ten minutes, the tests for one.
@Suite(.tags(.live), .enabled(if: Live.isOn), .serialized, .timeLimit(.minutes(40)))
struct OutageTests {
    /// How it is away.
    enum Way: String, CaseIterable, Sendable {
        /// It is gone: whoever calls is refused at once.
        case killed
        /// It hangs: whoever calls waits.
        case stopped
    }

    private static let tellAfterSeconds = 15

    @Test(arguments: Way.allCases)
    func `while it is away all are told and lose nothing; the first line comes at once after`(
        _ way: Way
    ) async throws {
        let size = ProofSize.chosen
        let house = try await LiveHouse.open(
            counsellors: CrowdTests.team,
            talksAtOnce: size.visitorCount,
            settings: [
                "outage": [
                    "tell_after_seconds": .int(Int64(Self.tellAfterSeconds)),
                    "close_after_seconds": 3_600,
                ]
            ]
        )
        let visitors = (0..<size.visitorCount).map { _ in house.visitor() }
        try await withThrowingTaskGroup(of: Void.self) { watching in
            for visitor in visitors { watching.addTask { await visitor.watch() } }
            for number in visitors.indices {
                try await LiveTalk.wait(visitors[number], as: CrowdTests.name(number))
            }
            let talks = try await CrowdTests.claimAll(visitors, in: house)
            try await Self.begin(talks)
            let memory = Memory(house.bridge)
            try await Self.takeAway(house.synapse, way)
            let lines = try await Self.write(talks, seconds: size.outageSeconds, memory)
            let back = try await Self.bringBack(house.synapse, way)
            for talk in talks { try await Self.expectWhole(talk, lines, size) }
            let delay = try await Self.firstDelay(talks, after: back)
            print(
                """
                outage (\(way), \(size.outageSeconds) s, \(talks.count) visitors, \
                \(talks.count * lines.count) lines): first line after \(Int(delay * 1_000)) ms; \
                memory \(memory.text)
                """
            )
            #expect(delay < 1, "the first line came \(delay) s after the homeserver was back")
            memory.expectFlat()
            watching.cancelAll()
        }
        try await house.close()
    }

    private static func begin(_ talks: [LiveTalk]) async throws {
        for talk in talks { #expect(try await talk.visitor.say("before") == 200) }
        for talk in talks {
            try await until(within: .seconds(60), "the first line") {
                try await talk.heardByCounsellor() == ["before"]
            }
        }
    }

    private static func takeAway(_ synapse: Synapse, _ way: Way) async throws {
        switch way {
        case .killed: try await synapse.killAtOnce()
        case .stopped: synapse.child?.signal(SIGSTOP)
        }
    }

    /// Returns when that was, in seconds since 1970.
    private static func bringBack(_ synapse: Synapse, _ way: Way) async throws -> Double {
        switch way {
        case .killed: try await synapse.start()
        case .stopped: synapse.child?.signal(SIGCONT)
        }
        return Date().timeIntervalSince1970
    }

    /// Everybody writes all the time; returns the words that each of them wrote.
    private static func write(
        _ talks: [LiveTalk],
        seconds: Int,
        _ memory: Memory
    ) async throws -> [String] {
        let lines = (1...seconds).map { "away \($0)" }
        for (number, line) in lines.enumerated() {
            try await Task.sleep(for: .seconds(1))
            try await withThrowingTaskGroup(of: Int.self) { group in
                for talk in talks { group.addTask { try await talk.visitor.say(line) } }
                for try await status in group { #expect(status == 200) }
            }
            if number == lines.count / 2 { memory.note() }
        }
        memory.note()
        for talk in talks {
            #expect(told(talk, outageWords) == 1, "she is told once that her lines are kept")
            #expect(told(talk, backWords) == 0)
        }
        return lines
    }

    private static let outageWords = "Il y a une panne"
    private static let backWords = "La panne est finie"

    private static func told(_ talk: LiveTalk, _ words: String) -> Int {
        talk.visitor.screen.lines.count { $0.from == "bot" && $0.text.contains(words) }
    }

    private static func expectWhole(
        _ talk: LiveTalk,
        _ lines: [String],
        _ size: ProofSize
    ) async throws {
        try await until(within: .seconds(900), every: .seconds(1), "every line arrives") {
            try await talk.heardByCounsellor().count > lines.count
        }
        #expect(try await talk.heardByCounsellor() == ["before"] + lines)
        try await talk.visitor.sees(within: .seconds(60), "that it is over") { _ in
            told(talk, backWords) == 1
        }
    }

    /// When the very first line came that had been kept.
    private static func firstDelay(_ talks: [LiveTalk], after back: Double) async throws -> Double {
        var first = Double.infinity
        for talk in talks {
            let line = try await talk.counsellor.event(in: talk.room, "the first line after") {
                $0.message?.body == "away 1"
            }
            first = min(first, Double(line.originServerMilliseconds) / 1_000)
        }
        return first - back
    }
}

/// How much of the machine's memory the bridge holds, again and again.
private final class Memory {
    private let bridge: Bridge
    private var noted: [Int] = []

    init(_ bridge: Bridge) {
        self.bridge = bridge
        note()
    }

    func note() {
        if let kibibytes = bridge.residentKibibytes { noted.append(kibibytes) }
    }

    var text: String { noted.map { "\($0)" }.joined(separator: " → ") + " KiB" }

    /// What waits is on the disk; the writer keeps 16 MB of that at hand.
    func expectFlat() {
        guard noted.count == 3 else { return #expect(noted.count == 3, "\(text)") }
        #expect(noted[2] - noted[0] < 24_000, "\(text)")
        #expect(noted[2] - noted[1] < 12_000, "\(text)")
    }
}

extension Bridge {
    fileprivate var residentKibibytes: Int? {
        guard let id = child?.id,
            let text = try? String(contentsOfFile: "/proc/\(id)/status", encoding: .utf8),
            let line = text.split(separator: "\n").first(where: { $0.hasPrefix("VmRSS") })
        else { return nil }
        return line.split(separator: " ").dropFirst().first.flatMap { Int($0) }
    }
}
