/// An earlier line as people quote it in plain text, for what answers it: the page has no other
/// quotes, and whoever reads it aloud or without scripts reads the same.
enum Quotation {
    /// Enough of it to know which line is meant.
    static let charactersMax = 160

    /// The words under what they answer.
    static func put(_ earlier: String, above words: String) -> String {
        // What that line quoted itself is left out: who quotes quotes reads nothing else.
        let own = earlier.split(whereSeparator: \.isNewline).filter { !$0.hasPrefix(mark) }
        let text = own.joined(separator: "\n")
        let shown = text.count > charactersMax ? text.prefix(charactersMax - 1) + "…" : text[...]
        let quoted = shown.split(whereSeparator: \.isNewline).map { mark + $0 }
        return (quoted + [words]).joined(separator: "\n")
    }

    /// The words as they are now, under what the line quoted before: an edit does not tell any more
    /// what is answered.
    static func keep(of earlier: String, above words: String) -> String {
        let lines = { (text: String) in
            text.split(separator: "\n", omittingEmptySubsequences: false)
        }
        let quoted = lines(earlier).prefix { $0.hasPrefix(mark) }
        // What somebody quoted by hand stands in the new words already, where it shall stand.
        guard !quoted.isEmpty, !lines(words).starts(with: quoted) else { return words }
        return quoted.joined(separator: "\n") + "\n" + words
    }

    private static let mark = "> "
}
