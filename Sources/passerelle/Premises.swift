internal import ArgumentParser
internal import Desk
internal import Documents
internal import Foundation
internal import Relay
internal import Store

/// An installation as commands beside the bridge find it: its settings, its ledger and its key.
struct Premises {
    let loading: Loading
    let settings: Settings
    /// The bots whose files can be read.
    let scripts: [Script]

    /// Reads the settings; complains and ends where they cannot be used.
    init(_ config: ConfigOption) throws {
        // Whatever this process makes is for its own account only.
        umask(0o077)
        loading = Loading(configPath: config.path, today: WallClock().today)
        let result = loading.load()
        guard let settings = result.settings else {
            Report.complain(result.complaints)
            throw ExitCode(1)
        }
        (self.settings, scripts) = (settings, result.scripts)
    }

    var ledgerPath: String { loading.path(settings.ledgerFile) }

    var hasLedger: Bool { FileManager.default.fileExists(atPath: ledgerPath) }

    func keyFile() throws -> KeyFile {
        try KeyFile(
            written: settings.keyFile,
            loading: loading,
            environment: ProcessInfo.processInfo.environment
        )
    }

    /// The ledger as it is: its tables are not brought up to date, for a bridge may be running on
    /// them.
    func openLedger(_ ring: KeyRing) throws -> Ledger {
        try insistOnLedger()
        return try Ledger(asItIs: ledgerPath, master: ring)
    }

    func insistOnLedger() throws {
        guard !Replacement(of: ledgerPath).isUnfinished else {
            let what =
                "was being restored when that was stopped: start the bridge, or restore again"
            throw SecretFileFault(path: ledgerPath, what: what)
        }
        guard hasLedger else {
            throw SecretFileFault(path: ledgerPath, what: "is not there: nothing was written yet")
        }
    }

    /// Runs a command's work and says what went wrong in one sentence.
    static func reporting(_ command: String, _ work: () async throws -> Void) async throws {
        do {
            try await work()
        } catch let code as ExitCode {
            throw code
        } catch {
            Report.warn("passerelle \(command): \(error)")
            throw ExitCode(1)
        }
    }
}
