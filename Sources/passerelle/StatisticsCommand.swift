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
            No person is in these numbers, and no number under 5 is told ("<5"). Age and province \
            are counted by month only; waits and lengths are the upper ends of rough steps.
            """
    )

    /// How the numbers are written.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        /// One line each: bot, name, number.
        case csv
        /// One object for each bot.
        case json
    }

    @OptionGroup var config: ConfigOption

    @Option(help: "The first day, such as 2027-01-01; a year ago by default.")
    var from: String?

    @Option(help: "The last day; today by default.")
    var to: String?

    @Option(help: "csv or json.")
    var format = Format.csv

    func run() async throws {
        let today = WallClock().today
        let first = try Self.day(from) ?? today.adding(days: -365)
        let last = try Self.day(to) ?? today
        try await Premises.reporting("statistics") {
            let premises = try Premises(config)
            let file = try premises.keyFile()
            let ledger = try premises.openLedger(try file.ring(ledgerExists: true))
            let rows = try await ledger.tally(from: first, to: last)
            let bots = Dictionary(grouping: rows, by: \.bot).mapValues(Statistics.init)
            switch format {
            case .csv: Report.say(Self.csv(bots))
            case .json: Report.say(try Self.json(bots))
            }
        }
    }

    private static func csv(_ bots: [BotName: Statistics]) -> String {
        let rows = bots.sorted { $0.key.rawValue < $1.key.rawValue }.flatMap { bot, statistics in
            statistics.lines.map { line in
                let value = line.value.map { "\($0)" } ?? "*"
                return "\(bot.rawValue),\(line.name),\(value)"
            }
        }
        return (["bot,name,value"] + rows).joined(separator: "\n")
    }

    private static func json(_ bots: [BotName: Statistics]) throws -> String {
        let pairs = bots.map { bot, statistics in
            let values = statistics.lines.map { ($0.name, $0.value) }
            return (bot.rawValue, Dictionary(values) { first, _ in first })
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let data = try encoder.encode(Dictionary(uniqueKeysWithValues: pairs))
        return String(decoding: data, as: UTF8.self)
    }

    private static func day(_ written: String?) throws -> CivilDate? {
        guard let written else { return nil }
        let numbers = written.split(separator: "-").compactMap { Int($0) }
        guard numbers.count == 3,
            let date = CivilDate(year: numbers[0], month: numbers[1], day: numbers[2])
        else { throw ValidationError("\"\(written)\" is no day: write 2027-01-31") }
        return date
    }
}
