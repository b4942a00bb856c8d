internal import Desk

/// What can be said about a sentence without understanding it.
enum Wording {
    /// Who frightened or in danger reads a line must not have to look for this.
    static let emergencyNumber = "112"
    /// A longer line is hard to read for a child.
    static let lineWordsMax = 20

    /// Complains about placeholders that nothing fills and braces that do not close.
    static func check(_ leaf: Leaf, filling known: [String], _ findings: Findings) {
        guard case .text(let text) = leaf.content else { return }
        var rest = text.string[...]
        while let open = rest.firstIndex(of: "{") {
            let after = rest[rest.index(after: open)...]
            guard let close = after.firstIndex(of: "}") else {
                findings.error("a { without its }", at: leaf.place, remedy: "close it with }")
                return
            }
            let name = String(after[..<close])
            if !known.contains(name) {
                findings.error(
                    "nothing fills {\(name)} here",
                    at: leaf.place,
                    remedy: remedy(name, known)
                )
            }
            rest = after[after.index(after: close)...]
        }
    }

    /// A question or a reply: it is spoken as it stands.
    static func checkSpoken(_ leaf: Leaf, _ findings: Findings) {
        guard case .text(let text) = leaf.content else { return }
        check(leaf, filling: [], findings)
        checkLength(text.string, at: leaf.place, findings)
    }

    /// Warns about lines that are too long to read.
    static func checkLength(_ text: String, at place: Place, _ findings: Findings) {
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

    /// Warns about numbers to call that nobody vouches for in the directory today.
    static func checkNumbers(
        _ text: String,
        vouchedBy directory: Directory,
        at place: Place,
        _ findings: Findings
    ) {
        let vouched = directory.spoken.compactMap(\.phone).map { $0.filter(\.isNumber) }
        for written in text.split(whereSeparator: { !$0.isNumber && $0 != " " }) {
            let number = written.filter(\.isNumber)
            // Two digits are an age or an hour.
            guard number.count >= 3, !vouched.contains(number) else { continue }
            findings.warning(
                "no signed service has the number \(number)",
                at: place,
                remedy: "take it out, or add it to referrals.yaml and sign it there"
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
