internal import ArgumentParser
internal import Desk
internal import Documents
internal import Foundation
internal import Relay
internal import Rooms
internal import Store

/// `passerelle forget --verify`: looks whether what was to be forgotten is gone.
struct ForgetCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "forget",
        abstract: "Looks afterwards whether what was to be forgotten is gone, here and on Matrix.",
        discussion: """
            The bridge forgets by itself, on time. This looks into the ledger's file and asks the \
            homeserver, changes nothing, and says what could not be deleted. Exit code 1 when \
            something is left that should not be.
            """
    )

    @OptionGroup var config: ConfigOption

    @Flag(help: "Look afterwards and report. There is no other way yet.")
    var verify = false

    func run() async throws {
        guard verify else { throw ValidationError("write passerelle forget --verify") }
        try await Premises.reporting("forget") {
            let premises = try Premises(config)
            let file = try premises.keyFile()
            let ledger = try premises.openLedger(try file.ring(ledgerExists: true))
            var found = Self.judge(try await ledger.remains(at: WallClock().milliseconds))
            do {
                found += try await onMatrix(premises, ledger)
            } catch {
                found.append(.fault("the homeserver could not be asked: \(error)", "see doctor"))
            }
            Report.list(found)
            if found.contains(where: { $0.grade == .fault }) { throw ExitCode(1) }
        }
    }

    private static func judge(_ remains: Remains) -> [Finding] {
        var found: [Finding] = []
        if remains.overdue == 0 {
            found.append(.fine("no talk is kept longer than its bot allows"))
        } else {
            let what = "\(remains.overdue) talks should have been forgotten an hour ago and more"
            found.append(.fault(what, "is the bridge running? It forgets at its start, too"))
        }
        if remains.orphans == 0 {
            found.append(
                .fine("nothing is left of talks that are forgotten: no key, line or errand")
            )
        } else {
            let what = "\(remains.orphans) rows are left of talks that are forgotten"
            found.append(.fault(what, "this is a bug: please report it"))
        }
        if !remains.isErasing {
            let what = "the file does not overwrite what is deleted (secure_delete)"
            found.append(.fault(what, "use the SQLite that passerelle was built with"))
        }
        return found
    }

    private func onMatrix(_ premises: Premises, _ ledger: Ledger) async throws -> [Finding] {
        let (tokens, complaints) = premises.loading.registration(premises.settings)
        Report.complain(complaints)
        guard let tokens else { throw ExitCode(1) }
        let neighbourhood = Neighbourhood(
            loading: premises.loading,
            settings: premises.settings,
            tokens: tokens
        )
        let inspection = ForgettingInspection(try neighbourhood.office())
        var found: [Finding] = []
        for place in premises.settings.bots {
            let bot = BotName((place.folder as NSString).lastPathComponent)
            let before = lastDay(of: bot, premises)
            found.append(
                try await inspection.notices(of: bot, saidBefore: before) { number in
                    try await ledger.conversation(number) == nil
                }
            )
        }
        return found + (try await inspection.rooms(try await ledger.unremovedRooms()))
    }

    /// A day more than the bot's file says: the bridge may not have come to it yet.
    private func lastDay(of bot: BotName, _ premises: Premises) -> Int64 {
        let script = premises.scripts.first { $0.name == bot }
        let days = (script?.limits ?? ScriptLimits()).staffRoomDays
        return WallClock().milliseconds - Int64(days + 1) * 86_400_000
    }
}

extension Report {
    /// Findings, one a line, with what to do below.
    static func list(_ findings: [Finding]) {
        for finding in findings {
            let sign =
                switch finding.grade {
                case .fine: "✓"
                case .advice: "•"
                case .fault: "✗"
                }
            say("\(sign) \(finding.what)")
            if let remedy = finding.remedy { say("    \(remedy)") }
        }
    }
}
