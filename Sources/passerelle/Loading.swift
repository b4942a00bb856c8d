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
        /// The folders' names of all bots in the settings.
        var names: [String] = []
        var scripts: [Script] = []
        /// What was read, for each bot in which nothing is wrong.
        var sources: [BotName: BotSource] = [:]
        /// Bots that begin with the files with which they were last live, for theirs are broken.
        var behind: [BotName] = []
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
    /// The day against which dates and sign-offs are judged.
    let today: CivilDate

    /// Reads what the settings at a path name.
    init(configPath: String, today: CivilDate) {
        (self.configPath, self.today) = (configPath, today)
    }

    /// The folder from which all paths in the settings start.
    var folder: String {
        let folder = Paths.folder(of: configPath)
        return folder.isEmpty ? "." : folder
    }

    /// Reads everything.
    ///
    /// - Parameters:
    ///   - onlyBot: The folder's name of the only bot about which to complain. The others
    ///     are read too, since two bots must not have one page.
    ///   - usingLastGood: Whether a bot whose files are broken is the one that it was when
    ///     it was last live. What is wrong with its files is among the complaints all the same.
    /// - Returns: What there is, and what is wrong.
    func load(onlyBot: String? = nil, usingLastGood: Bool = false) -> Result {
        var result = Result()
        guard let file = read(configPath, as: configPath, complaining: &result) else {
            return result
        }
        let settings = SettingsFile.read(file)
        result.complaints += settings.complaints
        result.settings = settings.value
        let places = settings.value?.bots ?? []
        let names = places.map { BotName(($0.folder as NSString).lastPathComponent) }
        result.names = names.map(\.rawValue)
        // Who leads to a bot whose folder is misspelt is not wrong, so then none is judged.
        let areThere = places.allSatisfy { holdsBot(path($0.folder)) }
        var paths: [String: BotName] = [:]
        var lobbies: [String: BotName] = [:]
        for (name, place) in zip(names, places) {
            let isWanted = onlyBot == nil || onlyBot == name.rawValue
            let neighbours = Neighbours(
                of: name,
                names: areThere ? names : [],
                paths: paths,
                lobbies: lobbies
            )
            var own = Result()
            var script = readBot(neighbours, at: place, named: file, complaining: &own)
            if isWanted { result.complaints += own.complaints }
            result.sources.merge(own.sources) { first, _ in first }
            if script == nil, usingLastGood, let settings = settings.value {
                script = lastGood(neighbours, settings)
                if script != nil { result.behind.append(name) }
            }
            guard let script else { continue }
            if isWanted { result.scripts.append(script) }
            paths[script.webPath] = name
            if let lobby = script.lobby { lobbies[lobby.alias] = name }
        }
        result.complaints.sort()
        return result
    }

    private func readBot(
        _ neighbours: Neighbours,
        at place: Settings.BotPlace,
        named settings: SourceFile,
        complaining result: inout Result
    ) -> Script? {
        let folder = path(place.folder)
        guard !holdsBot(folder) else {
            return readBot(neighbours, in: folder, complaining: &result)
        }
        let parent = Paths.folder(of: folder)
        let siblings = (try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? []
        result.complaints.append(
            SettingsFile.missing(
                place.folder,
                in: settings,
                isThere: FileManager.default.isFolder(atPath: folder),
                beside: siblings.sorted().filter {
                    holdsBot((parent as NSString).appendingPathComponent($0))
                }
            )
        )
        return nil
    }

    /// A bot as it was when it was last live, where that can be read and used today.
    private func lastGood(_ neighbours: Neighbours, _ settings: Settings) -> Script? {
        let copies = LastGood(beside: path(settings.ledgerFile))
        guard let source = copies.source(of: neighbours.own) else { return nil }
        var unheard = Result()
        return readBot(neighbours, from: source, shownIn: "", complaining: &unheard)
    }

    private func holdsBot(_ folder: String) -> Bool {
        BotFolder.fileNames.contains { name in
            let path = (folder as NSString).appendingPathComponent(name)
            return FileManager.default.fileExists(atPath: path)
        }
    }

    /// The bots for a house that is running already: all of them without an error, or none.
    ///
    /// They are held as the last good ones, until they are live.
    func reload(holdingIn copies: LastGood) -> Swift.Result<[Script], Reloader.Complaints> {
        let result = load()
        guard result.isUsable, !result.hasErrors else {
            return .failure(Reloader.Complaints(listed(result.complaints)))
        }
        copies.hold(result.sources)
        return .success(result.scripts)
    }

    /// The errors as a staff room can read them: not too many, and without the machine's folders.
    func listed(_ complaints: [Complaint]) -> String {
        let errors = complaints.filter { $0.severity == .error }.map { complaint in
            let root = Paths.folder(of: folder)
            let prefixes = [folder + "/../", root + "/", folder + "/"].filter { $0 != "/" }
            let prefix = prefixes.first { complaint.rendered.hasPrefix($0) } ?? ""
            return String(complaint.rendered.dropFirst(prefix.count))
        }
        let more = errors.count - Self.complaintsToldMax
        let told = errors.prefix(Self.complaintsToldMax)
        return (told + (more > 0 ? ["… +\(more)"] : [])).joined(separator: "\n")
    }

    private static let complaintsToldMax = 20

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

    func read(
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

extension FileManager {
    func isFolder(atPath path: String) -> Bool {
        (try? attributesOfItem(atPath: path)[.type] as? FileAttributeType) == .typeDirectory
    }
}
