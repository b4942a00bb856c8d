internal import Desk
internal import Documents
internal import Foundation

/// Bots that lie beside those of the settings, and are not in them yet.
extension Loading {
    /// Such a bot: its name, and its folder as it is shown.
    struct Unserved {
        let name: String
        let folder: String
    }

    /// Every folder with a `bot.yaml` beside a bot's folder that the settings do not name.
    func unserved(by settings: Settings) -> [Unserved] {
        let served = settings.bots.map { (path($0.folder) as NSString).standardizingPath }
        let parents = Set(served.map { ($0 as NSString).deletingLastPathComponent })
        return parents.sorted().flatMap { parent -> [Unserved] in
            let names = (try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? []
            return names.sorted().map { name in
                Unserved(name: name, folder: (parent as NSString).appendingPathComponent(name))
            }
        }.filter { bot in
            let file = (bot.folder as NSString).appendingPathComponent("bot.yaml")
            return !served.contains(bot.folder) && FileManager.default.fileExists(atPath: file)
        }
    }

    /// Reads them as well.
    func read(_ bots: [Unserved], into result: inout Result) {
        for bot in bots {
            let neighbours = Neighbours(of: BotName(bot.name))
            if let script = readBot(neighbours, in: bot.folder, complaining: &result) {
                result.scripts.append(script)
            }
        }
        result.complaints.sort()
    }
}
