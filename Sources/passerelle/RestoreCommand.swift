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
            The ledger that was there is kept beside it. Stopped at any point, this leaves the old \
            ledger or the new one; the next start finishes what was begun. What counsellors wrote \
            since the backup is read again from the homeserver, and nothing that the homeserver \
            has is sent twice.

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
        let aside = try Replacement(of: ledger).carryOut(from: file)
        let moment = WallClock().moment(at: backup.madeAt, in: "UTC")
        let since = moment.map { moment in
            let date = moment.civil.date
            return "\(date.year)-\(date.month)-\(date.day) \(moment.civil.clock) UTC"
        }
        Report.say(
            """
            \(ledger) is the backup of \(since ?? "an unknown time"), with \
            \(backup.conversations) conversations that were not forgotten then.
            \(Self.kept(aside))
            Not brought back: what visitors wrote and answered since then, whoever arrived since \
            then, and statistics since then. `passerelle restore --help` says more.
            """
        )
    }

    private static func kept(_ aside: String?) -> String {
        guard let aside else { return "There was no ledger before." }
        return "What was there before is \(aside): throw it away when you do not need it any more."
    }
}
