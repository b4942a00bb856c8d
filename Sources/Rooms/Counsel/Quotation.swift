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

    private static let mark = "> "
}
