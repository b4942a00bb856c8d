internal import ArgumentParser
internal import Documents
internal import Relay

/// `passerelle check`: reads everything and says what is wrong.
struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Reads the settings and the bots and says what is wrong, and where.",
        discussion: """
            Prints every complaint at once as file:line:column: error or warning: what, and what \
            would be right. Exit code 0 when there are at most warnings, 1 when there are errors, \
            64 when there is no such bot.
            """
    )

    /// How the complaints are written.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        /// One a line, for people.
        case text
        /// A list, for editors.
        case json
    }

    @OptionGroup var config: ConfigOption

    @Option(help: "Only this bot, by its folder's name.")
    var bot: String?

    @Flag(help: "Warnings are errors.")
    var strict = false

    @Option(help: "text for people, json for editors.")
    var format = Format.text

    func run() throws {
        let result = Loading(configPath: config.path, today: WallClock().today).load(onlyBot: bot)
        if let bot, result.settings != nil, !result.names.contains(bot) {
            let known = result.names.joined(separator: ", ")
            throw ValidationError(
                "there is no bot called \(bot) in \(config.path); known: \(known)"
            )
        }
        let errors = result.complaints.count { $0.severity == .error }
        let warnings = result.complaints.count - errors
        switch format {
        case .text:
            for complaint in result.complaints { Report.say(complaint.rendered) }
            let counts = [(result.scripts.count, "bot"), (errors, "error"), (warnings, "warning")]
            Report.say(
                counts.map { "\($0) \($1)\($0 == 1 ? "" : "s")" }.joined(separator: ", ")
            )
        case .json:
            Report.say(Complaint.json(result.complaints))
        }
        if errors > 0 || (strict && warnings > 0) { throw ExitCode(1) }
    }
}
