// Counsellor/ is a small line client: one counsellor at a terminal, for a first look and for tests.
//
// It is an ordinary Matrix client and knows no more than Element does: nothing here may reach into
// the bridge or its ledger. The path: `Account` logs in and asks `/sync`; `Keyboard` gives the
// lines she types; `Seat` brings both to `Shift`, which decides without waiting for anything what
// is shown (`Screen`) and what is sent (`Post`). One promise above all: only her own Enter changes
// where her next words go, so no line ever lands in a room that she did not see in the prompt.

internal import ArgumentParser
internal import Curl
internal import Desk
internal import Foundation
internal import Matrix
internal import Relay

/// `passerelle counsellor`.
struct CounsellorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "counsellor",
        abstract: "Be a counsellor in this terminal: see who waits, answer, close.",
        discussion: """
            A small Matrix client, for trying and for testing; the team uses Element or nheko. The \
            words of the bridge are shown as the bot's texts have them, and the commands are those \
            of the bots that the settings name; without settings, the English ones:

              !list          who waits              (staff room)         !file, !wachtrij
              !take 12       answer number 12       (staff room)         !prendre, !nemen
              !close         end the conversation   (in the prompt)      !clore, !sluiten
              !help          the bot's own help                          !aide, !hulp
              :12            write to #12 from now on
              :              which conversations are open
              :q             leave the program; Ctrl-D too

            Every other line goes to the conversation in the prompt, and to nobody when it is over.
            """
    )

    @Option(
        name: .customLong("as"),
        help: ArgumentHelp("Her account's name, as in ana.", valueName: "name")
    )
    var name: String

    @Option(help: ArgumentHelp("The homeserver's address.", valueName: "address"))
    var homeserver = "http://127.0.0.1:8008"

    @Option(help: ArgumentHelp("A file with her password and nothing else.", valueName: "file"))
    var passwordFile: String

    @Option(
        help: ArgumentHelp(
            "The bot's account; only its invitations are accepted.",
            valueName: "name"
        )
    )
    var bot = "passerelle"

    @OptionGroup var config: ConfigOption

    func validate() throws {
        guard homeserver.hasPrefix("http://") || homeserver.hasPrefix("https://") else {
            throw ValidationError("--homeserver begins with http:// or https://")
        }
    }

    func run() async throws {
        let courier = Courier()
        defer { courier.close() }
        let server = Homeserver(address: homeserver, courier: courier)
        let account = try await Account.open(name, password: try password(), on: server)
        let ending = await Seat.work(with: account, bot: bot, knowing: words)
        await account.close()
        if let complaint = ending.complaint { throw CounsellorFault(complaint) }
    }

    /// The words of every bot's commands; where the settings cannot be read here, the English ones.
    private var words: CommandWords {
        let loading = Loading(configPath: config.path, today: WallClock().today)
        return loading.load().scripts.map(\.commands).reduce(CommandWords()) { $0.merging($1) }
    }

    private func password() throws -> Secret {
        guard let text = try? String(contentsOfFile: passwordFile, encoding: .utf8) else {
            throw CounsellorFault("le fichier du mot de passe est illisible : \(passwordFile)")
        }
        let password = text.trimmingCharacters(in: .newlines)
        guard !password.isEmpty else {
            throw CounsellorFault("le fichier du mot de passe est vide : \(passwordFile)")
        }
        return Secret(password)
    }
}

/// Why the program cannot go on, for the person at the terminal.
struct CounsellorFault: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
