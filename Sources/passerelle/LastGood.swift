internal import Desk
internal import Foundation
internal import Synchronization

/// What was read from a bot's folder, all of it at one time.
struct BotSource: Codable, Hashable {
    /// Its files, by their names inside the folder.
    var texts: [String: String] = [:]
    /// Its pictures, in the same way.
    var pictures: [String: Data] = [:]
}

/// The files of each bot as they were last put live, in a folder beside the ledger.
///
/// A house that starts while a bot's files are broken begins with these: otherwise a slip of the
/// keyboard and a power cut in one night would close every door, also those of other bots, and
/// leave those who are in a talk alone. They are read and checked as all files are.
///
/// Each bot has two places in turn, so that a cut while one is written leaves the other.
final class LastGood: Sendable {
    /// What lies in one place; of two, the one that was written later counts.
    private struct Kept: Codable {
        let serial: Int
        let source: BotSource
    }

    private let folder: String
    private let held = Mutex<[BotName: BotSource]>([:])

    /// The copies that belong to a ledger.
    init(beside ledgerPath: String) {
        folder = ledgerPath + ".live"
    }

    /// The files with which a bot was last live; nothing where none were kept or none can be read.
    func source(of bot: BotName) -> BotSource? { newest(of: bot)?.kept.source }

    /// Holds files that may be put live, until that is known.
    func hold(_ sources: [BotName: BotSource]) { held.withLock { $0 = sources } }

    /// Keeps what is held: it is live now.
    func keepHeld() throws {
        try keep(held.withLock { $0 })
    }

    /// Keeps files that are live now.
    func keep(_ sources: [BotName: BotSource]) throws {
        try FileManager.default.createDirectory(
            atPath: folder,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        for (bot, source) in sources.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            let newest = newest(of: bot)
            guard newest?.kept.source != source else { continue }
            let kept = Kept(serial: (newest?.kept.serial ?? 0) + 1, source: source)
            let path = path(of: bot, newest?.place == 0 ? 1 : 0)
            // What lies there is the older one, or was cut.
            try? FileManager.default.removeItem(atPath: path)
            let text = String(decoding: try encoder.encode(kept), as: UTF8.self)
            try SecretFile.write(text, to: path)
            try SecretFile.synchronize(path)
        }
    }

    private func newest(of bot: BotName) -> (place: Int, kept: Kept)? {
        let found = (0...1).compactMap { place in
            FileManager.default.contents(atPath: path(of: bot, place))
                .flatMap { try? JSONDecoder().decode(Kept.self, from: $0) }
                .map { (place: place, kept: $0) }
        }
        return found.max { $0.kept.serial < $1.kept.serial }
    }

    private func path(of bot: BotName, _ place: Int) -> String {
        (folder as NSString).appendingPathComponent("\(bot.rawValue).\(place).json")
    }
}
