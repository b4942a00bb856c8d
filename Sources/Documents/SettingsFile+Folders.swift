extension SettingsFile {
    /// What to say of a bot's folder that is not there or holds no bot, at the place where the
    /// settings name it.
    ///
    /// - Parameters:
    ///   - folder: The folder as the settings write it.
    ///   - file: The settings.
    ///   - isThere: Whether there is such a folder, with nothing of a bot in it.
    ///   - names: The names of the folders that lie beside it.
    /// - Returns: The complaint.
    public static func missing(
        _ folder: String,
        in file: SourceFile,
        isThere: Bool,
        beside names: [String]
    ) -> Complaint {
        let parts = folder.split(separator: "/", omittingEmptySubsequences: false)
        let name = parts.last { !$0.isEmpty }.map(String.init) ?? folder
        let nearest = Spelling.nearest(to: name, in: names.filter { $0 != name })
        let place = place(of: folder, in: file)
        return Complaint(
            file: file.path,
            line: place.line,
            column: place.column,
            severity: .error,
            what: isThere ? "no bot is in the folder \(folder)" : "there is no folder \(folder)",
            remedy: nearest.map { "did you mean \"\($0)\"?" }
                ?? "a bot is a folder with bot.yaml and its other files; check the name"
        )
    }

    private static func place(of folder: String, in file: SourceFile) -> Place {
        let silent = Findings(path: file.path)
        let bots = Composing.compose(file, silent)?["bots"]?.items("", silent) ?? []
        let written = bots.compactMap { $0["folder"] }
        return written.first { $0.text("", silent) == folder }?.place ?? .top
    }
}

extension Leaf {
    fileprivate subscript(_ key: String) -> Leaf? {
        tableFields?.first { $0.key == key }?.value
    }
}
