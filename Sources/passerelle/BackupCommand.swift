internal import ArgumentParser
internal import Foundation
internal import Relay
internal import Store

/// `passerelle backup`: copies the ledger while the bridge runs.
struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Copies the ledger into a file, also while the bridge is running.",
        discussion: """
            The copy is one state of the ledger, as at one instant. What people said is as sealed \
            in it as in the ledger, and the key is not in it: without the key file the copy is \
            worthless, so keep the two apart. A talk that is forgotten afterwards is still in the \
            copy: throw copies away after the time in which your bots forget, or change the key \
            (`rekey`), which closes all older copies for ever.
            """
    )

    @OptionGroup var config: ConfigOption

    @Argument(help: "The file to write. It must not be there yet.")
    var file: String

    func run() async throws {
        try await Premises.reporting("backup") {
            let premises = try Premises(config)
            try premises.insistOnLedger()
            guard !FileManager.default.fileExists(atPath: file) else {
                throw SecretFileFault(path: file, what: "is there already")
            }
            // Only a whole copy gets the name that was asked for.
            let partial = file + ".partial"
            if FileManager.default.fileExists(atPath: partial) {
                try FileManager.default.removeItem(atPath: partial)
            }
            try SecretFile.write("", to: partial)
            let now = WallClock().milliseconds
            try Backup.make(of: premises.ledgerPath, into: partial, at: now)
            try SecretFile.synchronize(partial)
            try FileManager.default.moveItem(atPath: partial, toPath: file)
            try SecretFile.synchronize(file)
            Report.say("\(file) holds the ledger as it was just now; the key is not in it")
        }
    }
}
