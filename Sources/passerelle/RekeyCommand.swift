internal import ArgumentParser
internal import Documents
internal import Foundation
internal import Store

/// `passerelle rekey`: changes the master key while the bridge runs.
struct RekeyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rekey",
        abstract: "Changes the master key, also while the bridge is running.",
        discussion: """
            A new key is written beside the old one, then everything is wrapped under the new one \
            in one transaction, then the old key is destroyed. Stopped at any point, it is \
            finished by running it again. Backups made before cannot be opened any more: make a \
            new one afterwards. Where systemd hands over the key, you put the new one before the \
            old one, restart the bridge, run this with the same LoadCredential=, take the old one \
            away and restart once more.
            """
    )

    @OptionGroup var config: ConfigOption

    func run() async throws {
        try await Premises.reporting("rekey") {
            let premises = try Premises(config)
            let file = try premises.keyFile()
            // What systemd hands over cannot be written, and so needs no lock either.
            let lock = file.isCredential ? nil : try LedgerLock(beside: file.path)
            let count = try await change(file, premises)
            withExtendedLifetime(lock) {}
            let other =
                file.isCredential
                ? "The first line where systemd has it stays: take the other away and restart."
                : "Put a copy of \(file.path) in a place of its own."
            Report.say(
                """
                The key is changed; \(count) conversations are wrapped under the new one.
                Backups made before cannot be opened any more: make a new one now. \(other)
                """
            )
        }
    }

    private func change(_ file: KeyFile, _ premises: Premises) async throws -> Int {
        var kept = try file.read()
        let ledger = try premises.openLedger(try KeyRing { try file.read().map(\.key) })
        let inForce = try await ledger.keyName()
        if kept.count == 1 {
            guard !file.isCredential else {
                throw SecretFileFault(
                    path: premises.settings.keyFile,
                    what: "is systemd's: put a new key before the old one there, restart the "
                        + "bridge, then run this again"
                )
            }
            let line = KeyFile.line(MasterKey.mint()).trimmingCharacters(in: .newlines)
            // Kept before anything is wrapped with it: a key that is lost in between loses nothing.
            try file.replace(with: [line] + kept.map(\.line))
            kept = try file.read()
        }
        // Two keys are there: now, or since a change that was stopped in the middle.
        let new = kept[0]
        let isDone = inForce == new.key.name
        // A file's order is ours; there it could be the old one that stands first.
        if isDone, file.isCredential {
            try await ledger.sweep()
            throw SecretFileFault(
                path: premises.settings.keyFile,
                what:
                    "has the key in force in its first line. If that is the new one, all is done: "
                    + "take the other line away and restart. If it is the old one, nothing was "
                    + "changed: put the new one before it, restart the bridge, run this again"
            )
        }
        let count = isDone ? 0 : try await ledger.rekey(to: new.key)
        // It may have been stopped before the log was emptied of what the old one wraps.
        if isDone { try await ledger.sweep() }
        if !file.isCredential { try file.replace(with: [new.line]) }
        return count
    }
}
