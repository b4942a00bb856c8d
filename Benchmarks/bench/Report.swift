import Foundation

/// The table that is printed.
enum Report {
    static func lines(_ measured: [Measured]) -> [String] {
        let names = ["what"] + measured.map(\.row.name)
        let goals = ["goal"] + measured.map { words($0.row.goal) }
        let durations = ["measured"] + measured.map { words($0.duration) }
        let verdicts = [""] + measured.map(verdict)
        let widths = [names, goals, durations].map { $0.map(\.count).max() ?? 0 }
        return names.indices.map { index in
            let name = names[index] + blanks(widths[0] - names[index].count)
            let goal = blanks(widths[1] - goals[index].count) + goals[index]
            let duration = blanks(widths[2] - durations[index].count) + durations[index]
            return [name, goal, duration, verdicts[index]].joined(separator: "  ")
        }
    }

    private static func verdict(_ measured: Measured) -> String {
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

    private static func blanks(_ count: Int) -> String { String(repeating: " ", count: count) }
}
