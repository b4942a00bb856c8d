import Foundation
import Testing

@Suite struct EveningTests {
    @Test func `the same seed tells the same story`() async throws {
        let once = try await Simulation.play(seed: 11, days: 2)
        let twice = try await Simulation.play(seed: 11, days: 2)
        #expect(once.digest == twice.digest)
        let other = try await Simulation.play(seed: 12, days: 1)
        #expect(other.digest != once.digest)
    }

    /// `make simulate SEED=… DAYS=…`
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
                + "\(report.turnCount) turns, \(clock.now - begin), digest \(report.digest)"
        )
        try report.write()
        for failure in report.failures { Issue.record("seed \(seed): \(failure)") }
    }
}

extension Simulation.Report {
    /// Leaves the transcript where `make simulate` says.
    func write() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let folder = root.appending(path: ".run")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data(transcript.utf8).write(to: folder.appending(path: "simulation-\(seed).txt"))
    }
}
