internal import ArgumentParser
internal import Desk
internal import Documents
internal import Foundation
internal import Matrix
internal import Relay
internal import Rooms

/// `passerelle doctor`: looks at everything and says what to mend.
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Looks at the whole installation and says in plain words what to mend.",
        discussion: """
            Settings, file modes, registration, homeserver, rooms, people, ledger, disk and clock. \
            It changes nothing and works whether the bridge is running or not. ✓ is well, • could \
            be better, ✗ must be mended; exit code 1 when there is any ✗.
            """
    )

    @OptionGroup var config: ConfigOption

    func run() async throws {
        umask(0o077)
        let examination = Examination(config)
        let found = await examination.findings()
        Report.list(found)
        let faults = found.count { $0.grade == .fault }
        let advice = found.count { $0.grade == .advice }
        Report.say("\(faults) to mend, \(advice) could be better")
        if faults > 0 { throw ExitCode(1) }
    }
}

/// One look at one installation, from its files outwards.
struct Examination {
    let loading: Loading

    init(_ config: ConfigOption) {
        loading = Loading(configPath: config.path, today: WallClock().today)
    }

    func findings() async -> [Finding] {
        let result = loading.load(usingLastGood: true)
        var found = Self.judge(result) + Self.behind(result)
        guard let settings = result.settings else { return found }
        let files = FileExamination(loading: loading, settings: settings)
        found += files.findings()
        found += await LedgerExamination(loading: loading, settings: settings).findings()
        let (tokens, complaints) = loading.registration(settings)
        guard let tokens else {
            let first = complaints.first?.rendered ?? "the registration cannot be read"
            return found + [.fault(first, "run: passerelle registration")]
        }
        found += files.registration(tokens, lobbies: result.scripts.compactMap { $0.lobby?.alias })
        found += await CertificateExamination(loading: loading, settings: settings).findings()
        let bots = result.names.map { name in
            let script = result.scripts.first { $0.name.rawValue == name }
            return Inspection.Subject(name: BotName(name), script: script)
        }
        return found + (await outside(settings, tokens, bots, files.isRunning))
    }

    private static func judge(_ result: Loading.Result) -> [Finding] {
        let errors = result.complaints.filter { $0.severity == .error }
        guard errors.isEmpty else {
            let first = errors[0].rendered
            return [
                .fault("the files have \(errors.count) errors: \(first)", "run: passerelle check")
            ]
        }
        let warnings = result.complaints.count
        guard warnings == 0 else {
            return [.advice("the files have \(warnings) warnings", "run: passerelle check")]
        }
        return [.fine("the settings and the bots' files are right")]
    }

    /// They would start, and not with what their files say.
    private static func behind(_ result: Loading.Result) -> [Finding] {
        result.behind.map { bot in
            .fault(
                "\(bot.rawValue) can only run with the files with which it was last live",
                "mend what passerelle check says, then !recharger in the staff room"
            )
        }
    }

    private func outside(
        _ settings: Settings,
        _ tokens: RegistrationTokens,
        _ bots: [Inspection.Subject],
        _ isRunning: Bool
    ) async -> [Finding] {
        let neighbourhood = Neighbourhood(loading: loading, settings: settings, tokens: tokens)
        do {
            let office = try neighbourhood.office()
            let ledger = LedgerExamination(loading: loading, settings: settings)
            let inspection = Inspection(
                office,
                bots: bots,
                isRunning: isRunning,
                standing: await ledger.standingRooms()
            )
            let date = try? await neighbourhood.homeserver().clock()
            return await inspection.findings() + Self.clock(date)
        } catch {
            return [.fault("\(error)", "mend the file, or leave homeserver.admin_token out")]
        }
    }

    /// Two clocks that differ make wrong hours and confusing times.
    private static func clock(_ date: String?) -> [Finding] {
        guard let date else { return [] }
        let reader = DateFormatter()
        reader.locale = Locale(identifier: "en_US_POSIX")
        reader.timeZone = TimeZone(secondsFromGMT: 0)
        reader.dateFormat = "EEE, dd MMM yyyy HH:mm:ss zzz"
        guard let theirs = reader.date(from: date) else { return [] }
        let ours = WallClock().milliseconds / 1_000
        let seconds = abs(ours - Int64(theirs.timeIntervalSince1970))
        guard seconds > secondsApartMax else {
            return [.fine("this clock and the homeserver's agree")]
        }
        return [
            .fault(
                "this clock and the homeserver's are \(seconds) seconds apart",
                "let both machines keep time (NTP): opening hours go by this one's"
            )
        ]
    }

    private static let secondsApartMax: Int64 = 30
}
