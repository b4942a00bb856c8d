internal import ArgumentParser
internal import Desk
internal import Foundation
internal import Relay
internal import Store

/// `passerelle restore`: puts a backup in the place of the ledger.
struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Puts a backup in the place of the ledger. The bridge must not be running.",
        discussion: """
            The ledger that was there is kept beside it. What counsellors wrote since the backup \
            is read again from the homeserver, and nothing that the homeserver has is sent twice.

            What a restoring cannot bring back: what visitors wrote and answered since the backup, \
            as far as their own pages are concerned (what had reached a counsellor stays in her \
            room); visitors who arrived since then, whose pages will say that the talk is over; \
            and statistics since then. Visitors and counsellors in a talk are told, and so is the \
            staff room. Talks whose time has passed meanwhile are forgotten at once.
            """
    )

    @OptionGroup var config: ConfigOption

    @Argument(help: "The file that `backup` has written.")
    var file: String

    func run() async throws {
        try await Premises.reporting("restore") {
            let premises = try Premises(config)
            let lock = try LedgerLock(beside: premises.ledgerPath)
            let ring = try premises.keyFile().ring(ledgerExists: true)
            let backup = try Backup.inspect(file, keys: ring)
            try put(premises.ledgerPath, backup)
            withExtendedLifetime(lock) {}
        }
    }

    private func put(_ ledger: String, _ backup: Backup) throws {
        let manager = FileManager.default
        let fresh = ledger + ".restoring"
        if manager.fileExists(atPath: fresh) { try manager.removeItem(atPath: fresh) }
        try SecretFile.write("", to: fresh)
        try Data(contentsOf: URL(fileURLWithPath: file)).write(to: URL(fileURLWithPath: fresh))
        try SecretFile.insistOnPrivacy(of: fresh)
        try SecretFile.synchronize(fresh)
        let aside = ledger + ".before-\(WallClock().milliseconds / 1_000)"
        // The log belongs to the old file: beside the new one it would be taken for the new one's.
        for ending in ["-wal", "-shm", ""] where manager.fileExists(atPath: ledger + ending) {
            try manager.moveItem(atPath: ledger + ending, toPath: aside + ending)
        }
        try manager.moveItem(atPath: fresh, toPath: ledger)
        try SecretFile.synchronize(ledger)
        let moment = WallClock().moment(at: backup.madeAt, in: "UTC")
        let since = moment.map { moment in
            let date = moment.civil.date
            return "\(date.year)-\(date.month)-\(date.day) \(moment.civil.clock) UTC"
        }
        Report.say(
            """
            \(ledger) is the backup of \(since ?? "an unknown time"), with \
            \(backup.conversations) conversations that were not forgotten then.
            What was there before is \(aside): throw it away when you do not need it any more.
            Not brought back: what visitors wrote and answered since then, whoever arrived since \
            then, and statistics since then. `passerelle restore --help` says more.
            """
        )
    }
}
