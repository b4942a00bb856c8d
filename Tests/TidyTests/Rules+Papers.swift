extension Rules {
    /// Folders of the machines on which this was made.
    ///
    /// Put together here, so that this file is clean.
    static let foreignFolders = ["work", "tmp/proto", "farm"].map { "/\($0)/" }

    static func machinePaths(_ source: Source) -> [String] {
        zip(1..., source.lines).compactMap { number, line in
            guard let folder = foreignFolders.first(where: { stands($0, in: line) }) else {
                return nil
            }
            return "\(source.path):\(number): a path of some machine, \(folder)"
        }
    }

    /// As a path of its own: an address on the web may have such a folder inside.
    private static func stands(_ folder: String, in line: String) -> Bool {
        line.ranges(of: folder).contains { range in
            guard range.lowerBound > line.startIndex else { return true }
            let before = line[line.index(before: range.lowerBound)]
            return !before.isLetter && !before.isNumber && before != "." && before != "-"
        }
    }

    static func secrets(_ source: Source) -> [String] {
        let pattern =
            #/
            \bsyt_[A-Za-z0-9_]{10,}
            | (?:as_token|hs_token|access_token|shared_secret) "? \s* [:=] \s* "? [\w\-+\/]{20,}
            | BEGIN\ [A-Z\ ]*PRIVATE\ KEY
            /#
        return zip(1..., source.lines).filter { $0.1.contains(pattern) }.map { number, _ in
            "\(source.path):\(number): looks like a secret"
        }
    }

    static func testsExpect(_ source: Source) -> [String] {
        guard source.isSwift, source.testTarget != nil,
            source.code.contains(where: { $0.contains(#/@Test\b/#) })
        else { return [] }
        let checks = #/#expect|#require|\bIssue\.record|\bconfirmation\b/#
        guard !source.code.contains(where: { $0.contains(checks) }) else { return [] }
        return ["\(source.path): a test that expects nothing"]
    }

    static func switchedOff(_ source: Source) -> [String] {
        guard source.isSwift, source.testTarget != nil else { return [] }
        return source.violations("a test that is switched off") { $0.contains(".disabled(") }
    }

    /// The README is the map: a target that it does not name cannot be found.
    static func readme(_ sources: [Source]) -> [String] {
        guard let readme = sources.first(where: { $0.path == "README.md" }) else {
            return ["README.md: there is none"]
        }
        return Set(sources.compactMap(\.target)).sorted().filter { target in
            readme.text.ranges(of: target).allSatisfy { range in
                let after = readme.text[range.upperBound...].first
                return after?.isLetter == true
            }
        }.map { "README.md: does not name \($0)" }
    }
}
