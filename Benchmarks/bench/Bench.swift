// How long the main things take, beside how long they may.
//
// `make bench` prints a table and fails when something takes more than twice its goal. It is no
// test: it says something about a machine at rest, in release.
//
// What counts is the time of the processor, not that on the clock: waiting for a disk, or for
// somebody else's turn, is nobody's work.
//
// To measure one more thing, write a file like `Reading.swift` that makes a `Row`, and add it to
// `rows` below. A row is prepared once; then its work is measured several times. The fastest time
// counts, since nothing makes work faster than it is, and the median says how much else went on.

import Foundation

@main
struct Bench {
    static func main() async throws {
        let rows = try await [Reading.row(), Deciding.row()] + Recording.rows()
        var measured: [Measured] = []
        for row in rows { try await measured.append(Measured(row)) }
        for line in Report.lines(measured) { print(line) }
        if measured.contains(where: \.isFarOff) { exit(1) }
    }
}

/// One thing to measure.
struct Row {
    let name: String
    /// How long one of it may take; nothing where it is only told.
    let goal: Duration?
    /// So many are done in one round of work.
    let countPerRound: Int
    let work: () async throws -> Void
}

/// A row and how long one of it took, in several rounds after one to warm up.
struct Measured {
    let row: Row
    let fastest: Duration
    let median: Duration

    private static let roundCount = 9

    init(_ row: Row) async throws {
        self.row = row
        try await row.work()
        var rounds: [Duration] = []
        for _ in 0..<Self.roundCount {
            let before = Self.processorTime
            try await row.work()
            rounds.append((Self.processorTime - before) / row.countPerRound)
        }
        rounds.sort()
        (fastest, median) = (rounds[0], rounds[Self.roundCount / 2])
    }

    /// Of all threads of this process, since its start.
    ///
    /// POSIX counts it in microseconds.
    private static var processorTime: Duration {
        .microseconds(clock())
    }

    var isWithinGoal: Bool { row.goal.map { fastest <= $0 } ?? true }
    /// Slower than a slower machine explains.
    var isFarOff: Bool { row.goal.map { fastest > $0 * 2 } ?? false }
}
