internal import Documents
internal import Foundation
internal import Rooms

/// What the files beside the bridge look like.
struct FileExamination {
    let loading: Loading
    let settings: Settings

    /// Whether a bridge holds the ledger.
    var isRunning: Bool {
        LedgerLock.isHeld(beside: loading.path(settings.ledgerFile))
    }

    func findings() -> [Finding] {
        modes() + disk() + leftovers() + [
            isRunning
                ? .fine("the bridge is running")
                : .advice("the bridge is not running", "passerelle serve")
        ]
    }

    private func modes() -> [Finding] {
        let faults = FileModes(loading: loading, settings: settings).faults()
        guard faults.isEmpty else { return faults.map { .fault($0.what, $0.remedy) } }
        return [.fine("secrets can be read by their owner only")]
    }

    private func disk() -> [Finding] {
        let folder = Paths.folder(of: loading.path(settings.ledgerFile))
        let place = folder.isEmpty ? "." : folder
        let attributes = try? FileManager.default.attributesOfFileSystem(forPath: place)
        guard let free = (attributes?[.systemFreeSize] as? NSNumber)?.int64Value else {
            return [.advice("the disk's free space cannot be read", "does \(place) exist?")]
        }
        let mebibytes = free / 1_048_576
        switch mebibytes {
        case ..<Self.mebibytesMin:
            return [
                .fault(
                    "\(mebibytes) MiB are free for the ledger",
                    "make room: without it nobody is heard"
                )
            ]
        case ..<Self.mebibytesWanted:
            return [.advice("\(mebibytes) MiB are free for the ledger", "make room soon")]
        default:
            return [.fine("\(mebibytes) MiB are free for the ledger")]
        }
    }

    /// What `restore` has put aside: nobody forgets what is in it.
    private func leftovers() -> [Finding] {
        let ledger = loading.path(settings.ledgerFile)
        let folder = Paths.folder(of: ledger)
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        let prefix = (ledger as NSString).lastPathComponent + ".before-"
        return names.filter { $0.hasPrefix(prefix) && !$0.contains("-wal") && !$0.contains("-shm") }
            .sorted().map { name in
                .advice(
                    "\(folder)/\(name) is an older ledger, in which nothing is forgotten",
                    "throw it away, with its -wal and -shm, as soon as it is not needed any more"
                )
            }
    }

    private static let mebibytesMin: Int64 = 100
    private static let mebibytesWanted: Int64 = 1_000

    /// What the homeserver was told about us.
    func registration(_ tokens: RegistrationTokens, lobbies: [String]) -> [Finding] {
        let path = loading.path(settings.registrationFile)
        let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
        let again = "remove the file, run passerelle registration, restart the homeserver"
        var found: [Finding] = []
        if tokens.senderLocalpart == settings.botLocalpart {
            found.append(.fault("the bot is the registration's sender_localpart", again))
        }
        if !Self.says("rate_limited", "false", in: text) {
            found.append(
                .fault("the registration does not say rate_limited: false: lines would wait", again)
            )
        }
        let address = Self.value(of: "url", in: text)
        if let address, address != settings.appserviceAddress {
            found.append(
                .fault(
                    "the registration sends the homeserver to \(address), but we are at "
                        + settings.appserviceAddress,
                    again
                )
            )
        }
        let accounts = [settings.botLocalpart, settings.ghostPrefix + "1"].map {
            "@\($0):\(settings.homeserver.name)"
        }
        let names = Self.namespaces(in: text)
        for account in accounts where !names.contains(where: { Self.matches($0, account) }) {
            found.append(.fault("the registration does not claim \(account)", again))
        }
        for lobby in lobbies where !Self.claims(lobby, settings, in: text) {
            found.append(
                .fault(
                    "the registration does not claim the lobby #\(lobby)",
                    "run passerelle registration, and restart the homeserver"
                )
            )
        }
        return found.isEmpty ? [.fine("the registration says what it should")] : found
    }

    /// Whether a registration lets us give a room the address of a lobby.
    static func claims(_ lobby: String, _ settings: Settings, in text: String) -> Bool {
        let alias = "#\(lobby):\(settings.homeserver.name)"
        return namespaces(in: text).contains { matches($0, alias) }
    }

    private static func value(of key: String, in text: String) -> String? {
        let lines = text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
        let line = lines.first { $0.hasPrefix(key + ":") }
        return line.map { unquoted(String($0.dropFirst(key.count + 1))) }
    }

    private static func says(_ key: String, _ value: String, in text: String) -> Bool {
        Self.value(of: key, in: text) == value
    }

    private static func namespaces(in text: String) -> [String] {
        text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
            .filter { $0.hasPrefix("regex:") || $0.hasPrefix("- regex:") }
            .map { line in
                let value = line.drop { $0 != ":" }.dropFirst()
                return unquoted(String(value)).replacingOccurrences(of: "\\\\", with: "\\")
            }
    }

    private static func unquoted(_ text: String) -> String {
        text.trimmingCharacters(in: .whitespaces).trimmingCharacters(in: ["\"", "'"])
    }

    private static func matches(_ pattern: String, _ account: String) -> Bool {
        account.range(of: "^(?:" + pattern + ")$", options: .regularExpression) != nil
    }
}
