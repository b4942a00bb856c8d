internal import ArgumentParser
internal import Documents
internal import Relay

/// `passerelle check`: reads everything and says what is wrong.
struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Reads the settings and the bots and says what is wrong, and where.",
        discussion: """
            Prints every complaint at once as file:line:column: what, and what would be right. \
            Exit code 0 when there are at most warnings, 1 when there are errors.
            """
    )

    @OptionGroup var config: ConfigOption

    @Option(help: "Only this bot, by its folder's name.")
    var bot: String?

    @Flag(help: "Warnings are errors.")
    var strict = false

    func run() throws {
        let result = Loading(configPath: config.path, wallClock: WallClock()).load(onlyBot: bot)
        Report.complain(result.complaints)
        if let bot, result.scripts.isEmpty, !result.hasErrors {
            Report.warn("there is no bot called \(bot) in \(config.path)")
            throw ExitCode(1)
        }
        let errors = result.complaints.count { $0.severity == .error }
        let warnings = result.complaints.count - errors
        Report.say("\(result.scripts.count) bots, \(errors) errors, \(warnings) warnings")
        if errors > 0 || (strict && warnings > 0) { throw ExitCode(1) }
    }
}
