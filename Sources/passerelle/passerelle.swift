// passerelle is the executable: commands, and the wiring of all the other targets.
//
// It is the only target that opens files by path, and the place where everything is put together
// once: `Loading` reads what the admin wrote, `Wiring` builds the house from it. Nothing is decided
// here about visitors or counsellors.

internal import ArgumentParser

@main
struct Passerelle: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "passerelle",
        abstract: "A bridge between an anonymous chat page and counsellors' rooms on Matrix.",
        discussion: """
            Begin with `check`: it reads the settings and the bots and says what is wrong, and \
            where. Then `registration` writes the file for the homeserver, and `serve` runs the \
            bridge.
            """,
        subcommands: [
            ServeCommand.self, CheckCommand.self, RehearseCommand.self, SchemaCommand.self,
            RegistrationCommand.self, BackupCommand.self, RestoreCommand.self, RekeyCommand.self,
            ForgetCommand.self, StatisticsCommand.self, DoctorCommand.self,
            CounsellorCommand.self,
        ]
    )
}

/// The option that every command about an installation has.
struct ConfigOption: ParsableArguments {
    @Option(
        name: .customLong("config"),
        help: "The settings file; the others are found from there."
    )
    var path = "config/passerelle.yaml"
}
