internal import ArgumentParser
internal import Desk
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
            file that is there already is left as it is, unless a bot has a lobby that it does not \
            claim yet: then it is written anew with the same secrets.
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
        let lobbies = result.scripts.compactMap { $0.lobby?.alias }
        if !FileManager.default.fileExists(atPath: path) {
            try SecretFile.write(Self.registration(settings, lobbies).yaml, to: path)
        } else if try Self.isMissing(lobbies, in: path, settings) {
            try claim(lobbies, in: path, loading, settings)
        }
        Report.say(path)
    }

    private static func isMissing(
        _ lobbies: [String],
        in path: String,
        _ settings: Settings
    ) throws -> Bool {
        let text = try String(contentsOfFile: path, encoding: .utf8)
        return lobbies.contains { !FileExamination.claims($0, settings, in: text) }
    }

    private func claim(
        _ lobbies: [String],
        in path: String,
        _ loading: Loading,
        _ settings: Settings
    ) throws {
        let (tokens, complaints) = loading.registration(settings)
        guard let tokens else {
            Report.complain(complaints)
            throw ExitCode(1)
        }
        let whole = Self.registration(settings, lobbies, keeping: tokens)
        try FileManager.default.removeItem(atPath: path)
        try SecretFile.write(whole.yaml, to: path)
        Report.warn("the lobby's address is in the file now: restart the homeserver")
    }

    private static func registration(
        _ settings: Settings,
        _ lobbies: [String],
        keeping tokens: RegistrationTokens? = nil
    ) -> Registration {
        let server = NSRegularExpression.escapedPattern(for: settings.homeserver.name)
        let bot = NSRegularExpression.escapedPattern(for: settings.botLocalpart)
        let ghosts = NSRegularExpression.escapedPattern(for: settings.ghostPrefix)
        return Registration(
            id: tokens?.appserviceID ?? "passerelle",
            url: settings.appserviceAddress,
            appserviceToken: Secret(tokens?.asToken ?? Mint.hex(byteCount: 32)),
            homeserverToken: Secret(tokens?.hsToken ?? Mint.hex(byteCount: 32)),
            // Nobody's account: the bot itself must not be the sender, or `/sync` fails for it.
            senderLocalpart: tokens?.senderLocalpart
                ?? "passerelle_sender_" + Mint.hex(byteCount: 8),
            users: [
                .init(regex: "@\(bot):\(server)"), .init(regex: "@\(ghosts)[0-9]+:\(server)"),
            ],
            aliases: (["passerelle_.*"] + lobbies.sorted()).map {
                .init(regex: "#\($0):\(server)")
            }
        )
    }
}
