internal import Yams

/// What the YAML library could not read, in words for an admin.
extension Composing {
    static func explain(_ error: YamlError, _ text: String, _ findings: Findings) {
        switch error {
        case .scanner(let context, let problem, let mark, _),
            .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            // A quote that never closes is found out at the end; what helps is where it opened.
            let opened = problem.contains("end of stream") ? context?.mark : nil
            let found = opened ?? mark
            findings.error(
                "this is not YAML: \(problem)",
                at: Place(line: found.line, column: found.column),
                remedy: remedy(for: problem)
            )
        case .duplicatedKeysInMapping(let keys, let context):
            let key = keys.first ?? ""
            let first = Place(line: context.mark.line, column: context.mark.column)
            findings.error(
                "\"\(key)\" stands here twice",
                at: second(key, after: first, in: text) ?? first,
                remedy: "keep one of them (the first is on line \(first.line))"
            )
        case .reader(let problem, _, _, _):
            findings.error(
                "this is not text: \(problem)",
                at: .top,
                remedy: "save the file as UTF-8"
            )
        case .no, .memory, .writer, .emitter, .representer, .dataCouldNotBeDecoded:
            findings.error("this is not YAML", at: .top, remedy: "see the shipped example")
        }
    }

    private static func remedy(for problem: String) -> String {
        if problem.contains("tab") || problem.contains("cannot start any token") {
            return "indent with spaces, and put text with special signs in double quotes"
        }
        if problem.contains("end of stream") { return "close the quotes that open here" }
        if problem.contains("alias") { return "put text that begins with * in double quotes" }
        if problem.contains("another document") { return "take out the line ---" }
        if problem.contains("mapping values") || problem.contains("expected <block end>") {
            return "check the indentation, and put text with a colon in double quotes"
        }
        return "look at this line and the one before: quotes, colons, indentation"
    }

    /// The library only tells where the key stood first; it is the second one that has to go.
    private static func second(_ key: String, after first: Place, in text: String) -> Place? {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let indent = String(repeating: " ", count: first.column - 1)
        let spellings = ["\(key):", "\"\(key)\":", "'\(key)':"]
        let index = lines.indices.dropFirst(first.line).first { index in
            spellings.contains { lines[index].hasPrefix(indent + $0) }
        }
        return index.map { Place(line: $0 + 1, column: first.column) }
    }
}
