/// One file of the repository, as the rules see it.
struct Source {
    /// The way from the repository's root, like `Sources/Desk/Stage.swift`.
    let path: String
    let text: String
    /// The lines as they are.
    let lines: [String]
    /// The same lines without comments and without what stands inside strings.
    let code: [String]

    init(path: String, text: String) {
        (self.path, self.text) = (path, text)
        lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        code = path.hasSuffix(".swift") ? Stripper.code(of: text) : lines
    }

    /// `Desk` for `Sources/Desk/Stage.swift`; nothing outside `Sources`.
    var target: String? { folder(in: "Sources") }
    /// `DeskTests` for `Tests/DeskTests/Wall.swift`; nothing outside `Tests`.
    var testTarget: String? { folder(in: "Tests") }

    var name: String { String(path.split(separator: "/").last ?? "") }
    var isSwift: Bool { path.hasSuffix(".swift") }

    /// A violation at each line of code in which something is found.
    func violations(_ what: String, where found: (String) -> Bool) -> [String] {
        zip(1..., code).filter { found($0.1) }.map { "\(path):\($0.0): \(what)" }
    }

    private func folder(in top: String) -> String? {
        let parts = path.split(separator: "/")
        return parts.count > 2 && parts[0] == top ? String(parts[1]) : nil
    }
}
