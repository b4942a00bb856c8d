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
            would be right. A bot that lies beside those of the settings is read too, before \
            anybody adds it there. Exit code 0 when there are at most warnings, 1 when there are \
            errors, 64 when there is no such bot.
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
        let loading = Loading(configPath: config.path, today: WallClock().today)
        var result = loading.load(onlyBot: bot)
        let unserved = result.settings.map { loading.unserved(by: $0) } ?? []
        if let bot, result.settings != nil, !(result.names + unserved.map(\.name)).contains(bot) {
            let known = (result.names + unserved.map(\.name)).joined(separator: ", ")
            throw ValidationError(
                "there is no bot called \(bot) in \(config.path) or beside its bots; "
                    + "known: \(known)"
            )
        }
        let extra = unserved.filter { bot == nil || $0.name == bot }
        loading.read(extra, into: &result)
        let complaints = strict ? result.complaints.map(\.asError) : result.complaints
        let errors = complaints.count { $0.severity == .error }
        switch format {
        case .text:
            // What must be mended stands last, where nobody has to scroll for it.
            let last = complaints.filter { $0.severity == .error }
            for complaint in complaints.filter({ $0.severity != .error }) + last {
                Report.say(complaint.rendered)
            }
            let names = extra.map(\.name).joined(separator: ", ")
            let note = extra.isEmpty ? "" : " (not in the settings: \(names))"
            Report.say(
                [
                    Self.counted(result.scripts.count, "bot"), Self.counted(errors, "error"),
                    Self.counted(complaints.count - errors, "warning"),
                ].joined(separator: ", ") + note
            )
        case .json:
            Report.say(Complaint.json(complaints))
        }
        if errors > 0 { throw ExitCode(1) }
    }

    private static func counted(_ count: Int, _ what: String) -> String {
        "\(count) \(what)\(count == 1 ? "" : "s")"
    }
}

extension Complaint {
    /// The same, as somebody wants it who lets nothing pass.
    fileprivate var asError: Complaint {
        Complaint(
            file: file,
            line: line,
            column: column,
            severity: .error,
            what: what,
            remedy: remedy
        )
    }
}
