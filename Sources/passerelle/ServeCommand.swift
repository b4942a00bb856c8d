internal import ArgumentParser
internal import Documents
internal import Foundation
internal import Logging
internal import Relay

/// `passerelle serve`: runs the bridge.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Runs the bridge until it is asked to end (Ctrl-C, SIGTERM).",
        discussion: """
            Reads the settings and the bots as `check` does. A bot whose hours cannot be read runs \
            with its door closed. One whose other files are broken runs with those with which it \
            was last live, of which a copy lies beside the ledger (FILE.live). Without such a copy \
            the start stops, as it does for settings that are wrong and for a secret that others \
            on this machine can read.
            """
    )

    @OptionGroup var config: ConfigOption

    func run() async throws {
        // Whatever this process makes is for its own account only.
        umask(0o077)
        let loading = Loading(configPath: config.path, today: WallClock().today)
        let result = loading.load(usingLastGood: true)
        Report.complain(result.complaints)
        guard result.isUsable, let settings = result.settings else { throw ExitCode(1) }
        let (tokens, complaints) = loading.registration(settings)
        Report.complain(complaints)
        guard let tokens else {
            Report.warn("run first: passerelle registration --config \(config.path)")
            throw ExitCode(1)
        }
        let open = FileModes(loading: loading, settings: settings).faults()
        guard open.isEmpty else {
            for fault in open { Report.warn("\(fault.what); \(fault.remedy)") }
            Report.warn("passerelle serve: not started while others can reach its secrets")
            throw ExitCode(1)
        }
        do {
            let wiring = Wiring(
                loading: loading,
                settings: settings,
                tokens: tokens,
                read: result
            )
            try await wiring.house().run()
        } catch {
            Report.warn("passerelle serve: \(error)")
            throw ExitCode(1)
        }
    }
}
