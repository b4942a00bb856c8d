internal import Desk
internal import Documents
internal import Foundation
internal import Relay

/// Reads from the disk what the admin wrote, and hands it to `Documents` as text.
///
/// `check` and `serve` share this one path, so what one accepts the other does.
struct Loading {
    /// What was read, as far as it could be, and every complaint.
    struct Result {
        var settings: Settings?
        var scripts: [Script] = []
        var complaints: [Complaint] = []

        var hasErrors: Bool { complaints.contains { $0.severity == .error } }

        /// Errors that leave a bot without a script, or no settings at all.
        ///
        /// Unreadable hours are not among them: such a bot runs with its door closed.
        var isUsable: Bool {
            guard let settings else { return false }
            return scripts.count == settings.bots.count
        }
    }

    let configPath: String
    let wallClock: WallClock

    /// The folder from which all paths in the settings start.
    var folder: String {
        let folder = (configPath as NSString).deletingLastPathComponent
        return folder.isEmpty ? "." : folder
    }

    func load(onlyBot: String? = nil) -> Result {
        var result = Result()
        guard let file = read(configPath, as: configPath, complaining: &result) else {
            return result
        }
        let settings = SettingsFile.read(file)
        result.complaints += settings.complaints
        result.settings = settings.value
        for place in settings.value?.bots ?? [] {
            let name = BotName((place.folder as NSString).lastPathComponent)
            guard onlyBot == nil || onlyBot == name.rawValue else { continue }
            let bot = readBot(name, in: path(place.folder), complaining: &result)
            // What could not be read is not missing, and needs no copy of another file.
            let unread = Set(result.complaints.map { ($0.file as NSString).lastPathComponent })
            result.complaints += bot.complaints.filter { !unread.contains($0.file) }
            if let script = bot.value { result.scripts.append(script) }
        }
        result.complaints.sort()
        return result
    }

    /// A path from the settings, seen from where the program runs.
    func path(_ written: String) -> String {
        written.hasPrefix("/") ? written : (folder as NSString).appendingPathComponent(written)
    }

    /// The tokens that the homeserver shares with us.
    func registration(_ settings: Settings) -> (RegistrationTokens?, [Complaint]) {
        var result = Result()
        let path = path(settings.registrationFile)
        guard let file = read(path, as: path, complaining: &result) else {
            return (nil, result.complaints)
        }
        let reading = RegistrationFile.read(file)
        return (reading.value, reading.complaints)
    }

    private func readBot(
        _ name: BotName,
        in folder: String,
        complaining result: inout Result
    ) -> Reading<Script> {
        var files: [String: SourceFile] = [:]
        for fileName in BotFolder.fileNames {
            let path = (folder as NSString).appendingPathComponent(fileName)
            // A file that is not there is BotFolder's to miss; one that cannot be read is not
            // missing.
            guard FileManager.default.fileExists(atPath: path) else { continue }
            if let file = read(path, as: path, complaining: &result) { files[fileName] = file }
        }
        // A zone of the operator's is not known yet here; the day is only for dates of sign-off.
        guard let today = wallClock.moment(in: "UTC")?.civil.date else {
            preconditionFailure("every system knows UTC")
        }
        return BotFolder.read(name: name, files: files, provinces: Self.provinces, on: today)
    }

    private static var provinces: [String: String] {
        let text = String(decoding: PackageResources.be_postal_codes_csv, as: UTF8.self)
        return PostalCodes.read(SourceFile(path: "be_postal_codes.csv", text: text)).value ?? [:]
    }

    private func read(
        _ path: String,
        as shown: String,
        complaining result: inout Result
    ) -> SourceFile? {
        do {
            return SourceFile(path: shown, text: try String(contentsOfFile: path, encoding: .utf8))
        } catch {
            result.complaints.append(
                Complaint(
                    file: shown,
                    line: 1,
                    column: 1,
                    severity: .error,
                    what: "the file cannot be read",
                    remedy: "check that it is there, readable for this account, and UTF-8"
                )
            )
            return nil
        }
    }
}
