internal import Desk

/// What can be said about a sentence without understanding it.
enum Wording {
    /// Who frightened or in danger reads a line must not have to look for this.
    static let emergencyNumber = "112"
    /// A longer line is hard to read for a child.
    static let lineWordsMax = 20

    /// Complains about placeholders that nothing fills and braces that do not close.
    ///
    /// Where `numbers` says so, the number of an entry of the directory may be filled in too.
    static func check(
        _ leaf: Leaf,
        filling known: [String],
        numbers: Numbers = .none,
        _ findings: Findings
    ) {
        for name in names(in: leaf, findings) where !known.contains(name) {
            if numbers.fills, case .phone(let id)? = Blank.read(name) {
                numbers.check(id, leaf, findings)
                continue
            }
            findings.error(
                "nothing fills {\(name)} here",
                at: leaf.place,
                remedy: remedy(name, known)
            )
        }
    }

    /// What stands between braces; complains about braces that do not close.
    private static func names(in leaf: Leaf, _ findings: Findings) -> [String] {
        guard case .text(let text) = leaf.content,
            text.string.utf8.contains(UInt8(ascii: "{"))
        else { return [] }
        var names: [String] = []
        var rest = text.string[...]
        while let open = rest.firstIndex(of: "{") {
            let after = rest[rest.index(after: open)...]
            guard let close = after.firstIndex(of: "}") else {
                findings.error("a { without its }", at: leaf.place, remedy: "close it with }")
                break
            }
            names.append(String(after[..<close]))
            rest = after[after.index(after: close)...]
        }
        return names
    }

    /// Complains about blanks that the bot cannot fill, and services that are not in the directory.
    static func checkBlanks(
        _ leaf: Leaf,
        _ numbers: Numbers,
        _ findings: Findings
    ) {
        let directory = numbers.directory
        for name in names(in: leaf, findings) {
            switch Blank.read(name) {
            case .visitorName, .nextOpening, .persona:
                break
            case .referral(let id):
                guard let directory, !directory.ids.contains(id) else { break }
                findings.error(
                    "no referral is called \"\(id)\"",
                    at: leaf.place,
                    remedy: Spelling.remedy(for: id, in: directory.ids.sorted())
                )
            case .phone(let id):
                numbers.check(id, leaf, findings)
            case nil:
                findings.error(
                    "nothing fills {\(name)} here",
                    at: leaf.place,
                    remedy: remedy(name, Blank.spellings(in: numbers.language))
                )
            }
        }
    }

    /// Whether whoever hears a text hears the emergency number, in every wording and on every day.
    ///
    /// An entry of the directory lapses one day, and a line with a blank that cannot be filled is
    /// left out; so the number counts only where it is written out on a line that always stands.
    static func namesEmergency(_ saying: Saying) -> Bool {
        saying.wordings.allSatisfy { text in
            text.split(separator: "\n").contains { line in
                says(emergencyNumber, in: String(line)) && !mayBeLeftOut(line)
            }
        }
    }

    static func mayBeLeftOut(_ line: Substring) -> Bool {
        line.split(separator: "{").dropFirst().contains { rest in
            switch Blank.read(rest.prefix { $0 != "}" }) {
            case .referral?, .phone?, .nextOpening?: true
            case .visitorName?, .persona?, nil: false
            }
        }
    }

    /// Warns about lines that are too long to read.
    static func checkLength(_ text: String, at place: Place, _ findings: Findings) {
        // Most texts are short, and there are many.
        guard text.utf8.count(where: { $0 == UInt8(ascii: " ") }) >= lineWordsMax else { return }
        for line in text.split(whereSeparator: \.isNewline) {
            // French puts signs of their own between spaces; they are not words.
            let words = line.split(separator: " ").filter { $0.contains(where: \.isLetter) }
            guard words.count > lineWordsMax else { continue }
            findings.warning(
                "a line of \(words.count) words (\"\(words.prefix(3).joined(separator: " "))…\")",
                at: place,
                remedy: "one idea a line, at most \(lineWordsMax) words"
            )
        }
    }

    /// Whether a number stands in a text by itself, not as part of a longer one.
    static func says(_ number: String, in text: String) -> Bool {
        text.split { !$0.isNumber }.contains { $0 == number }
    }

    private static func remedy(_ name: String, _ known: [String]) -> String {
        guard !known.isEmpty else { return "write it out; this text has no placeholders" }
        if let nearest = Spelling.nearest(to: name, in: known) {
            return "did you mean {\(nearest)}?"
        }
        return "known here: " + known.map { "{\($0)}" }.joined(separator: ", ")
    }
}
