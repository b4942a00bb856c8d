public import Desk
internal import GRDB

/// One number of the statistics.
public struct TallyRow: Sendable, Hashable {
    /// The bot.
    public let bot: BotName
    /// The day, as `2027-01-31`.
    public let day: String
    /// What was counted, such as `offered`, `hour/18` or `wait/5`.
    public let what: String
    /// How often.
    public let count: Int

    /// A number as it is written down.
    public init(bot: BotName, day: String, what: String, count: Int) {
        (self.bot, self.day, self.what, self.count) = (bot, day, what, count)
    }
}

extension Ledger {
    /// The numbers of some days, the first and the last included.
    public func tally(from: CivilDate, to: CivilDate) async throws -> [TallyRow] {
        try await read { db in
            let sql = """
                SELECT bot, day, what, count FROM tally WHERE day >= ? AND day <= ?
                ORDER BY bot, day, what
                """
            return try Row.fetchAll(db, sql: sql, arguments: [from.written, to.written]).map {
                TallyRow(
                    bot: BotName($0["bot"]),
                    day: $0["day"],
                    what: $0["what"],
                    count: $0["count"]
                )
            }
        }
    }
}

/// What the numbers of one bot say together.
///
/// No number under `smallest` is told, for so few could be persons. Hours and weekdays add up to
/// all that were offered, so that one held back among them could be reckoned: then others are held
/// back too.
public struct Statistics: Sendable, Hashable {
    /// Fewer than these are not told.
    public static let smallest = 5

    /// One line: its name, and its number; nothing where it is held back.
    public struct Line: Sendable, Hashable {
        /// What it is.
        public let name: String
        /// How often, or how many minutes; nothing where it is held back.
        public let value: Int?
    }

    /// The lines, in the order in which they are read.
    public let lines: [Line]

    /// Adds up the numbers of one bot.
    public init(_ rows: [TallyRow]) {
        var sums: [String: Int] = [:]
        for row in rows { sums[row.what, default: 0] += row.count }
        var lines = Self.plain.map { Line(name: $0, value: Self.told(sums[$0] ?? 0)) }
        for kind in ["wait", "length"] {
            for (name, share) in [("median", 50), ("p90", 90)] {
                let minutes = Self.quantile(share, of: kind, in: sums)
                lines.append(Line(name: "\(kind)-\(name)-minutes", value: minutes))
            }
        }
        for kind in ["hour", "weekday", "band", "province"] {
            let names = sums.keys.filter { $0.hasPrefix(kind + "/") }.sorted {
                (Int($0.dropFirst(kind.count + 1)) ?? 0, $0)
                    < (Int($1.dropFirst(kind.count + 1)) ?? 0, $1)
            }
            let hidden = Self.hidden(names, sums, addUp: ["hour", "weekday"].contains(kind))
            lines += names.map { Line(name: $0, value: hidden.contains($0) ? nil : sums[$0]) }
        }
        self.lines = lines
    }

    private static let plain = [
        "offered", "answered", "left", "nobody-free", "full", "closed", "referred", "letter",
    ]

    private static func told(_ count: Int) -> Int? {
        count == 0 || count >= smallest ? count : nil
    }

    /// Those of a kind that are held back: the small ones, and where their sum could be reckoned,
    /// the next larger ones, until it says nothing of one alone or of a few.
    private static func hidden(_ names: [String], _ sums: [String: Int], addUp: Bool) -> Set<String>
    {
        var hidden = names.filter { told(sums[$0] ?? 0) == nil }
        guard addUp, !hidden.isEmpty else { return Set(hidden) }
        let larger = names.filter { (sums[$0] ?? 0) >= smallest }
        for name in larger.sorted(by: { (sums[$0] ?? 0, $0) < (sums[$1] ?? 0, $1) }) {
            let sum = hidden.reduce(0) { $0 + (sums[$1] ?? 0) }
            if hidden.count > 1, sum >= smallest { break }
            hidden.append(name)
        }
        return Set(hidden)
    }

    /// The end of the step in which so many of a hundred are; nothing where there are too few.
    private static func quantile(_ share: Int, of kind: String, in sums: [String: Int]) -> Int? {
        let steps = sums.compactMap { name, count -> (Int, Int)? in
            guard name.hasPrefix(kind + "/") else { return nil }
            return Int(name.dropFirst(kind.count + 1)).map { ($0, count) }
        }.sorted { $0.0 < $1.0 }
        let all = steps.reduce(0) { $0 + $1.1 }
        guard all >= smallest else { return nil }
        var seen = 0
        for (minutes, count) in steps {
            seen += count
            if seen * 100 >= all * share { return minutes }
        }
        return nil
    }
}
