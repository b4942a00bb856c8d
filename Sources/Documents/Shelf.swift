internal import Desk

/// The files of one folder, opened by name.
struct Shelf {
    private let files: [String: SourceFile]
    private let folder: String

    init(name: BotName, files: [String: SourceFile]) {
        self.files = files
        // A missing file has no path; it would lie beside the others.
        let path = files.keys.sorted().first.flatMap { files[$0]?.path }
        folder = path.map(Self.folder(of:)) ?? name.rawValue + "/"
    }

    func has(_ name: String) -> Bool { files[name] != nil }

    /// Reads a file with its reader; a missing file is an error at its first line.
    func open<Value>(
        _ name: String,
        _ read: (SourceFile, Findings) -> Value?
    ) -> Reading<Value> {
        guard let file = files[name] else {
            let findings = Findings(path: folder + name)
            findings.error(
                "the file is missing",
                at: .top,
                remedy: "copy \(name) from a shipped bot and change it"
            )
            return Reading(value: nil, complaints: findings.complaints)
        }
        let findings = Findings(path: file.path)
        let value = read(file, findings)
        return Reading(value: value, complaints: findings.complaints)
    }

    /// Texts in a language that this bot does not speak would be edited in vain.
    func unusedTexts(speaking languages: [Language]?) -> [Complaint] {
        guard let languages else { return [] }
        let others = Language.allCases.filter { !languages.contains($0) }
        let spoken = languages.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
        return others.compactMap { files[TextsFile.fileName($0)] }.map { file in
            Complaint(
                file: file.path,
                severity: .warning,
                what: "these texts are not used",
                remedy: "the bot speaks \(spoken), as bot.yaml says"
            )
        }
    }

    private static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "" }
        return String(path[...slash])
    }
}
