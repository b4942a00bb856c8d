/// What a counsellor typed, read once for both kinds of rooms.
///
/// A line that begins with `!` is never relayed, whatever follows.
public enum StaffEntry: Sendable, Hashable {
    /// Words for the visitor (in a counselling room), or talk among colleagues (in the staff room).
    case words(String)
    /// `!prendre 12`
    case claim(ConversationNumber?)
    /// `!clore`
    case close
    /// `!file`
    case list
    /// `!aide`
    case help
    /// A `!word` that is none.
    case unknown(String)

    /// Reads what was typed.
    public static func read(_ typed: String) -> StaffEntry {
        let trimmed = typed.drop(while: \.isWhitespace)
        guard trimmed.first == "!" else { return .words(typed) }
        let parts = trimmed.dropFirst().split(whereSeparator: \.isWhitespace)
        let word = parts.first.map { $0.lowercased() } ?? ""
        switch word {
        case "prendre", "nemen", "take": return .claim(parts.dropFirst().first.flatMap(number))
        case "clore", "sluiten", "close": return .close
        case "file", "wachtrij", "list": return .list
        case "aide", "hulp", "help": return .help
        default: return .unknown(word)
        }
    }

    private static func number(_ text: Substring) -> ConversationNumber? {
        ConversationNumber(text.first == "#" ? text.dropFirst() : text)
    }
}
