internal import ArgumentParser
internal import Documents
internal import Foundation
internal import Matrix
internal import Relay
internal import Store

/// `passerelle registration`: writes the file for the homeserver.
struct RegistrationCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "registration",
        abstract: "Writes the file by which the homeserver knows the bridge.",
        discussion: """
            The file holds two fresh secrets and is readable for its owner only. Name it under \
            app_service_config_files in the homeserver's settings, and restart the homeserver. A \
            file that is there already is left as it is.
            """
    )

    @OptionGroup var config: ConfigOption

    func run() throws {
        let loading = Loading(configPath: config.path, today: WallClock().today)
        let result = loading.load()
        guard let settings = result.settings else {
            Report.complain(result.complaints)
            throw ExitCode(1)
        }
        let path = loading.path(settings.registrationFile)
        if !FileManager.default.fileExists(atPath: path) {
            try SecretFile.write(Self.registration(settings).yaml, to: path)
        }
        Report.say(path)
    }

    private static func registration(_ settings: Settings) -> Registration {
        let server = NSRegularExpression.escapedPattern(for: settings.homeserver.name)
        let bot = NSRegularExpression.escapedPattern(for: settings.botLocalpart)
        let ghosts = NSRegularExpression.escapedPattern(for: settings.ghostPrefix)
        return Registration(
            id: "passerelle",
            url: settings.appserviceAddress,
            appserviceToken: Secret(Mint.hex(byteCount: 32)),
            homeserverToken: Secret(Mint.hex(byteCount: 32)),
            // Nobody's account: the bot itself must not be the sender, or `/sync` fails for it.
            senderLocalpart: "passerelle_sender_" + Mint.hex(byteCount: 8),
            users: [
                .init(regex: "@\(bot):\(server)"), .init(regex: "@\(ghosts)[0-9]+:\(server)"),
            ],
            aliases: [.init(regex: "#passerelle_.*:\(server)")]
        )
    }
}
