internal import Desk
internal import Documents
internal import Foundation

/// What lies in a bot's folder, or lay in it when it was last live.
extension Loading {
    /// One bot, without the settings that name it.
    func readBot(
        _ neighbours: Neighbours,
        in folder: String,
        complaining result: inout Result
    ) -> Script? {
        guard let source = source(in: folder, complaining: &result) else { return nil }
        let before = result.complaints
        let script = readBot(neighbours, from: source, shownIn: folder, complaining: &result)
        if before.isEmpty, !result.hasErrors { result.sources[neighbours.own] = source }
        return script
    }

    /// The same from what was read already; `folder` only stands in complaints.
    func readBot(
        _ neighbours: Neighbours,
        from source: BotSource,
        shownIn folder: String,
        complaining result: inout Result
    ) -> Script? {
        // What could not be read is not missing, and needs no copy of another file.
        let unread = Set(result.complaints.map(\.file))
        let files = source.texts.map { name, text in
            let path = (folder as NSString).appendingPathComponent(name)
            return (name, SourceFile(path: path, text: text))
        }
        let bot = BotFolder.read(
            Dictionary(uniqueKeysWithValues: files),
            showing: source.pictures.mapValues(Array.init),
            provinces: Self.provinces,
            on: today,
            beside: neighbours
        )
        result.complaints += bot.complaints.filter { !unread.contains($0.file) }
        return bot.value
    }

    private func source(in folder: String, complaining result: inout Result) -> BotSource? {
        guard FileManager.default.isFolder(atPath: folder) else {
            result.complaints.append(
                Complaint(
                    file: folder,
                    severity: .error,
                    what: "there is no such folder",
                    remedy: "a bot is a folder with bot.yaml and its other files; check the name"
                )
            )
            return nil
        }
        var source = BotSource()
        for fileName in BotFolder.fileNames {
            let path = (folder as NSString).appendingPathComponent(fileName)
            // A file that is not there is BotFolder's to miss; one that cannot be read is not
            // missing.
            guard FileManager.default.fileExists(atPath: path) else { continue }
            if let file = read(path, as: path, complaining: &result) {
                source.texts[fileName] = file.text
            }
        }
        for name in BotFolder.pictureNames {
            let path = (folder as NSString).appendingPathComponent(name)
            source.pictures[name] = FileManager.default.contents(atPath: path)
        }
        return source
    }

    private static let provinces: [String: Province] = {
        let text = String(decoding: PackageResources.be_postal_codes_csv, as: UTF8.self)
        return PostalCodes.read(SourceFile(path: "be_postal_codes.csv", text: text)).value ?? [:]
    }()
}
