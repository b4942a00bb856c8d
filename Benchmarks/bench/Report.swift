import Foundation

/// The table that is printed.
enum Report {
    static func lines(_ measured: [Measured]) -> [String] {
        let columns = [
            column("what", measured.map(\.row.name), isNumber: false),
            column("goal", measured.map { $0.row.goal.map(words) ?? "–" }),
            column("fastest", measured.map { words($0.fastest) }),
            column("median", measured.map { words($0.median) }),
            column("", measured.map(verdict), isNumber: false),
        ]
        return (0...measured.count).map { row in
            columns.map { $0[row] }.joined(separator: "  ")
        }
    }

    /// Numbers stand at the right, words at the left.
    private static func column(
        _ title: String,
        _ cells: [String],
        isNumber: Bool = true
    ) -> [String] {
        let all = [title] + cells
        let width = all.map(\.count).max() ?? 0
        return all.map { cell in
            let blanks = String(repeating: " ", count: width - cell.count)
            return isNumber ? blanks + cell : cell + blanks
        }
    }

    private static func verdict(_ measured: Measured) -> String {
        if measured.row.goal == nil { return "" }
        if measured.isWithinGoal { return "✓" }
        return measured.isFarOff ? "✗ more than twice the goal" : "over the goal"
    }

    /// In the unit that leaves one to three digits before the point.
    private static func words(_ duration: Duration) -> String {
        let nanoseconds = duration / .nanoseconds(1)
        let units = [(1e9, "s"), (1e6, "ms"), (1e3, "µs")]
        let (size, unit) = units.first { nanoseconds >= $0.0 } ?? (1, "ns")
        return String(format: "%.2f", nanoseconds / size) + " " + unit
    }
}
