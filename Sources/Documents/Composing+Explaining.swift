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
            let place = Place(line: found.line, column: found.column)
            if problem.contains("another document") {
                findings.error(
                    "a second file begins here",
                    at: place,
                    remedy: "take out the line ---"
                )
                return
            }
            if problem.contains("cannot start any token"), let sign = sign(at: place, in: text) {
                explain(sign, at: place, findings)
                return
            }
            findings.error(
                "this is not YAML: \(problem)",
                at: place,
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
        case .reader(let problem, let offset, _, _):
            findings.error(
                "this is not text: \(problem)",
                at: offset.map { place(ofByte: $0, in: text) } ?? .top,
                remedy: "take out what cannot be seen, and save the file as UTF-8"
            )
        case .no, .memory, .writer, .emitter, .representer, .dataCouldNotBeDecoded:
            findings.error("this is not YAML", at: .top, remedy: "see the shipped example")
        }
    }

    private static func place(ofByte offset: Int, in text: String) -> Place {
        let before = String(decoding: text.utf8.prefix(offset), as: UTF8.self)
        let lines = before.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        return Place(line: lines.count, column: (lines.last?.count ?? 0) + 1)
    }

    private static func sign(at place: Place, in text: String) -> Character? {
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        guard lines.indices.contains(place.line - 1) else { return nil }
        return lines[place.line - 1].dropFirst(place.column - 1).first
    }

    /// A sign with which nothing can begin.
    private static func explain(_ sign: Character, at place: Place, _ findings: Findings) {
        if sign == "\t" {
            findings.error("a tab stands here", at: place, remedy: "indent with spaces")
        } else {
            findings.error(
                "a text cannot begin with \(sign)",
                at: place,
                remedy: "put it in double quotes"
            )
        }
    }

    private static func remedy(for problem: String) -> String {
        if problem.contains("end of stream") { return "close the quotes that open here" }
        if problem.contains("alias") { return "put text that begins with * in double quotes" }
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
