internal import ArgumentParser
internal import Desk
internal import Foundation
internal import Relay
internal import Store

/// `passerelle statistics`: numbers for the yearly report.
struct StatisticsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "statistics",
        abstract: "Prints how many came, were answered, left, and how long they waited.",
        discussion: """
            No person is in these numbers. Each month that is over is told for itself, each number \
            as the nearest multiple of 5, so that no small one can be reckoned from others; waits \
            and lengths are the upper ends of rough steps, and left out where too few had them.
            """
    )

    /// How the numbers are written.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        /// One line each: bot, time, name, number.
        case csv
        /// One object for each bot, and in it one for each time.
        case json
    }

    /// What is added up before it is told.
    enum Period: String, ExpressibleByArgument, CaseIterable {
        /// `2027-01`
        case month
        /// `2027`
        case year

        /// Which one a month is in.
        func name(of month: String) -> String {
            switch self {
            case .month: month
            case .year: String(month.prefix(4))
            }
        }
    }

    @OptionGroup var config: ConfigOption

    @Option(help: "month or year; only those that are over are told.")
    var by = Period.month

    @Option(help: "The first one, such as 2027-01 or 2027.")
    var from: String?

    @Option(help: "The last one.")
    var to: String?

    @Option(help: "csv or json.")
    var format = Format.csv

    /// The numbers of each time, by its name.
    typealias Told = [String: Statistics]

    func run() async throws {
        let now = by.name(of: WallClock().today.writtenMonth)
        for written in [from, to].compactMap(\.self) where written.count != now.count {
            throw ValidationError("\"\(written)\" is no \(by.rawValue): write \(now)")
        }
        try await Premises.reporting("statistics") {
            let premises = try Premises(config)
            let file = try premises.keyFile()
            let ledger = try premises.openLedger(try file.ring(ledgerExists: true))
            let months = try await ledger.tally().filter { isAsked($0.month, now) }
            for lost in try await ledger.unreadableMonths() where isAsked(lost.month, now) {
                Report.warn("\(lost.bot): the numbers of \(lost.month) cannot be read: left out")
            }
            if months.isEmpty { Report.warn("there is nothing to tell: no such \(by) is over") }
            let bots = Dictionary(grouping: months, by: \.bot).mapValues(told)
            switch format {
            case .csv: Report.say(Self.csv(bots))
            case .json: Report.say(try Self.json(bots))
            }
        }
    }

    private func isAsked(_ month: String, _ now: String) -> Bool {
        let name = by.name(of: month)
        return name < now && name >= from ?? name && name <= to ?? name
    }

    private func told(_ months: [MonthCounts]) -> Told {
        Dictionary(grouping: months) { by.name(of: $0.month) }.mapValues { months in
            Statistics(months.reduce(into: [:]) { $0.merge($1.counts, uniquingKeysWith: +) })
        }
    }

    private static func csv(_ bots: [BotName: Told]) -> String {
        var rows = ["bot,time,name,value"]
        for (bot, told) in bots.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            for (time, statistics) in told.sorted(by: { $0.key < $1.key }) {
                rows += statistics.lines.map { line in
                    let value = line.value.map { "\($0)" } ?? "*"
                    return "\(bot.rawValue),\(time),\(line.name),\(value)"
                }
            }
        }
        return rows.joined(separator: "\n")
    }

    private static func json(_ bots: [BotName: Told]) throws -> String {
        let pairs = bots.map { bot, told in
            let times = told.mapValues { statistics in
                Dictionary(statistics.lines.map { ($0.name, $0.value) }) { first, _ in first }
            }
            return (bot.rawValue, times)
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let data = try encoder.encode(Dictionary(uniqueKeysWithValues: pairs))
        return String(decoding: data, as: UTF8.self)
    }
}
