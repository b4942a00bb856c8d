// How long the main things take, beside how long they may.
//
// `make bench` prints a table and fails when something takes more than twice its goal. It is no
// test: it says something about a machine at rest, in release.
//
// To measure one more thing, write a file like `Reading.swift` that makes a `Row`, and add it to
// `rows` below. A row is prepared once; then its work is measured several times and the median
// counts.

import Foundation

@main
struct Bench {
    static func main() throws {
        let rows = try [Reading.row(), Deciding.row()]
        let measured = try rows.map { try Measured($0) }
        for line in Report.lines(measured) { print(line) }
        if measured.contains(where: \.isFarOff) { exit(1) }
    }
}

/// One thing to measure.
struct Row {
    let name: String
    /// How long one of it may take.
    let goal: Duration
    /// So many are done in one round of work.
    let countPerRound: Int
    let work: () throws -> Void
}

/// A row and how long one of it took: the median of several rounds, after one to warm up.
struct Measured {
    let row: Row
    let duration: Duration

    private static let roundCount = 9

    init(_ row: Row) throws {
        self.row = row
        try row.work()
        let clock = ContinuousClock()
        let rounds = try (0..<Self.roundCount).map { _ in try clock.measure { try row.work() } }
        duration = rounds.sorted()[Self.roundCount / 2] / row.countPerRound
    }

    var isWithinGoal: Bool { duration <= row.goal }
    /// Slower than a busy machine explains.
    var isFarOff: Bool { duration > row.goal * 2 }
}
