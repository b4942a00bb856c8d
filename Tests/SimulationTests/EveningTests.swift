import Foundation
import Testing

@Suite struct EveningTests {
    @Test func `the same seed tells the same story`() async throws {
        let once = try await Simulation.play(seed: 11, days: 2)
        let twice = try await Simulation.play(seed: 11, days: 2)
        #expect(once.digest == twice.digest)
        #expect(once.turnCount == twice.turnCount)
        #expect(once.loggedCount > 0, "else nothing was looked at")
        let other = try await Simulation.play(seed: 12, days: 1)
        #expect(other.digest != once.digest)
    }

    @Test func `ten minutes without a homeserver: all is accepted, and arrives at once after`()
        async throws
    {
        var size = Simulation.Size()
        (size.youthCount, size.troubleCount, size.hasOutage) = (16...20, 0...0, true)
        var acceptedCount = 0
        var delayCount = 0
        var toldCount = 0
        for seed: UInt64 in 1...6 {
            let report = try await Simulation.play(seed: seed, days: 1, size: size)
            try report.expectWell()
            acceptedCount += report.acceptedInOutage
            delayCount += report.firstAfterOutage.count
            toldCount += report.transcript.contains("was told of an outage") ? 1 : 0
            for delay in report.firstAfterOutage { #expect(delay < 1_000, "seed \(seed)") }
        }
        // Whoever comes after the first five minutes finds the door closed, and writes nothing.
        #expect(acceptedCount > 10)
        #expect(delayCount > 0)
        #expect(toldCount > 0)
    }

    /// Forty seeds, five evenings each; those that found something once are among them.
    @Test func `two hundred evenings in which everything goes wrong`() async throws {
        let environment = ProcessInfo.processInfo.environment
        let first = environment["FIRST"].flatMap { UInt64($0) } ?? 1
        let count = environment["SEEDS"].flatMap { UInt64($0) } ?? 40
        let days = environment["DAYS"].flatMap { Int($0) } ?? 5
        let clock = ContinuousClock()
        let begin = clock.now
        var remarks: [String: Int] = [:]
        try await withThrowingTaskGroup(of: Simulation.Report.self) { group in
            // As many at once as there are processors: each seed keeps to a thread of its own, and
            // shares nothing with the others.
            let atOnce = UInt64(max(1, ProcessInfo.processInfo.activeProcessorCount))
            var next = first
            while next < first + count {
                let seed = next
                if next >= first + atOnce, let report = try await group.next() {
                    try report.expectWell(noting: &remarks)
                }
                group.addTask { try await Simulation.play(seed: seed, days: days) }
                next += 1
            }
            for try await report in group { try report.expectWell(noting: &remarks) }
        }
        print("\(count) × \(days) evenings in \(clock.now - begin): \(remarks)")
        guard environment["SEEDS"] == nil, environment["DAYS"] == nil else { return }
        for remark in SimulationBot.changes {
            #expect(remarks[remark, default: 0] > 0, "nobody ever saw “\(remark)”")
        }
        #expect(Self.kept.allSatisfy { $0.seed < first + count && $0.days <= days })
    }

    /// Seeds that found something once; the story may have become another one since.
    ///
    /// All of them are played again among the two hundred evenings.
    static let kept: [(seed: UInt64, days: Int, why: String)] = [
        (3, 3, "lines typed in a room that was given up for its encryption vanished"),
        (4, 5, "lines typed in two rooms of one talk came out of order"),
        (11, 5, "lines typed in two rooms of one talk came out of order"),
        (2, 4, "the keepers of lobby and rooms rang for each other without end"),
        (5, 4, "a full disk counted as meetings, and she who came had to wait"),
        (7, 1, "the bot stayed in a room of somebody's making: the echo of its words settled it"),
        (30, 5, "a line taken back before it was read came with a late push, out of order"),
    ]

    /// What `make simulate` plays.
    @Test(.enabled(if: ProcessInfo.processInfo.environment["SEED"] != nil))
    func `evenings of one seed`() async throws {
        let environment = ProcessInfo.processInfo.environment
        let seed = environment["SEED"].flatMap { UInt64($0) } ?? 1
        let days = environment["DAYS"].flatMap { Int($0) } ?? 1
        let clock = ContinuousClock()
        let begin = clock.now
        let report = try await Simulation.play(seed: seed, days: days)
        print(
            "seed \(seed), \(days) evenings: \(report.linesArrived) lines arrived, "
                + "\(report.linesShown) shown, \(report.killCount) kills, "
                + "\(report.turnCount) turns, \(report.loggedCount) logged, "
                + "\(clock.now - begin), digest \(report.digest)"
        )
        try report.write()
        try report.expectWell()
    }
}

extension Simulation.Report {
    func expectWell(noting remarks: inout [String: Int]) throws {
        remarks.merge(self.remarks) { $0 + $1 }
        try expectWell()
    }

    func expectWell() throws {
        guard !failures.isEmpty else { return }
        try write()
        for failure in failures {
            Issue.record("seed \(seed): \(failure); see .run/simulation-\(seed).txt")
        }
    }

    /// Leaves the transcript where `make simulate` says.
    func write() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let folder = root.appending(path: ".run")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data(transcript.utf8).write(to: folder.appending(path: "simulation-\(seed).txt"))
    }
}
