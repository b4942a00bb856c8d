/// What a story expects beside what happened, to be read by people.
struct Difference {
    let act: Transcript.Entry
    let expected: [Transcript.Entry]
    let happened: [World.Happening]

    /// The difference; nothing when all fits.
    ///
    /// `-` was expected in that line of the story, `+` is what the desk did.
    var words: String? {
        let pairs = zip(expected, happened)
        let agreed = pairs.prefix { Self.fits($1, $0, by: act.youth ?? "") }.count
        guard agreed < max(expected.count, happened.count) else { return nil }
        var rows = ["line \(act.line): \(label(act.word, act.youth ?? "")) \(act.rest)"]
        rows += happened.prefix(agreed).map { "      \(label($0.word, $0.youth)) \($0.rest)" }
        rows += expected.dropFirst(agreed).map { entry in
            "  - \(label(entry.word, entry.youth ?? act.youth ?? "")) \(entry.rest)"
                + "   (line \(entry.line))"
        }
        rows += happened.dropFirst(agreed).map { "  + \(label($0.word, $0.youth)) \($0.rest)" }
        return rows.joined(separator: "\n")
    }

    /// Whether a text is what was expected, where each `…` stands for any words.
    static func fits(_ text: String, _ expected: String) -> Bool {
        let pieces = expected.split(separator: "…", omittingEmptySubsequences: false)
            .map { $0.drop(while: \.isWhitespace) }
            .map { String($0.reversed().drop(while: \.isWhitespace).reversed()) }
        guard pieces.count > 1, let first = pieces.first, let last = pieces.last else {
            return text == expected
        }
        guard text.hasPrefix(first), text.hasSuffix(last) else { return false }
        var rest = text.dropFirst(first.count).dropLast(last.count)
        guard text.count >= first.count + last.count else { return false }
        for piece in pieces.dropFirst().dropLast() where !piece.isEmpty {
            guard let found = rest.firstRange(of: piece) else { return false }
            rest = rest[found.upperBound...]
        }
        return true
    }

    private static func fits(
        _ happening: World.Happening,
        _ entry: Transcript.Entry,
        by youth: String
    ) -> Bool {
        happening.word == entry.word && happening.youth == entry.youth ?? youth
            && fits(happening.rest, entry.rest)
    }

    private func label(_ word: String, _ youth: String) -> String {
        youth.isEmpty ? word : "\(word):\(youth)"
    }
}
