/// What the numbers of one bot in one month or year say together.
///
/// Each number is told as the nearest multiple of `step`, for itself. So none that is small can be
/// reckoned from others: not from a sum and its other parts, nor from a month and its year. They
/// are told of a time that is over, once and for all: from two reports of a time that still goes
/// on, one could read what came in between.
public struct Statistics: Sendable, Hashable {
    /// Numbers are told in steps of this.
    public static let step = 5

    /// One line: its name, and its number; nothing where there are too few to tell.
    public struct Line: Sendable, Hashable {
        /// What it is.
        public let name: String
        /// How often, or how many minutes; nothing where there are too few to tell.
        public let value: Int?
    }

    /// The lines, in the order in which they are read.
    public let lines: [Line]

    /// Tells the numbers of one bot.
    public init(_ counts: [String: Int]) {
        var lines = Self.plain.map { Line(name: $0, value: Self.told(counts[$0] ?? 0)) }
        for kind in ["wait", "length"] {
            for (name, share) in [("median", 50), ("p90", 90)] {
                let minutes = Self.quantile(share, of: kind, in: counts)
                lines.append(Line(name: "\(kind)-\(name)-minutes", value: minutes))
            }
        }
        for kind in ["hour", "weekday", "band", "province"] {
            let names = counts.keys.filter { $0.hasPrefix(kind + "/") }.sorted {
                (Int($0.dropFirst(kind.count + 1)) ?? 0, $0)
                    < (Int($1.dropFirst(kind.count + 1)) ?? 0, $1)
            }
            // That there is one at all would tell that somebody was in it.
            lines += names.map { Line(name: $0, value: Self.told(counts[$0] ?? 0)) }
                .filter { $0.value != 0 }
        }
        self.lines = lines
    }

    private static let plain = [
        "offered", "answered", "left", "nobody-free", "full", "closed", "referred", "letter",
    ]

    private static func told(_ count: Int) -> Int { (count + step / 2) / step * step }

    /// The end of the step in which so many of a hundred are; nothing where less than `step` took
    /// as long or longer: it would be somebody's own.
    private static func quantile(_ share: Int, of kind: String, in counts: [String: Int]) -> Int? {
        let steps = counts.compactMap { name, count -> (Int, Int)? in
            guard name.hasPrefix(kind + "/") else { return nil }
            return Int(name.dropFirst(kind.count + 1)).map { ($0, count) }
        }.sorted { $0.0 < $1.0 }
        let all = steps.reduce(0) { $0 + $1.1 }
        guard all * (100 - share) >= step * 100 else { return nil }
        var seen = 0
        for (minutes, count) in steps {
            seen += count
            if seen * 100 >= all * share { return minutes }
        }
        return nil
    }
}
