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
    /// `!réponse bonjour`; without a name: which are there?
    case readyAnswer(String?)
    /// `!file`
    case list
    /// `!recharger`
    case reload
    /// `!aide`
    case help
    /// A `!word` that is none.
    case unknown(String)

    /// Reads what was typed.
    public static func read(_ typed: String) -> StaffEntry {
        // Also a later line: what follows a "!" may be meant for colleagues only.
        let lines = typed.split(whereSeparator: \.isNewline).map { $0.drop(while: \.isWhitespace) }
        guard let command = lines.first(where: { $0.first == "!" }) else { return .words(typed) }
        let parts = command.dropFirst().split(whereSeparator: \.isWhitespace)
        let word = parts.first.map { $0.lowercased() } ?? ""
        // Together with other words it is no command either: nothing is done, and that is said.
        guard lines.count == 1 else { return .unknown(word) }
        switch word {
        case "prendre", "nemen", "take": return .claim(parts.dropFirst().first.flatMap(number))
        case "clore", "sluiten", "close": return .close
        case "réponse", "reponse", "antwoord", "answer":
            return .readyAnswer(parts.dropFirst().first.map(String.init))
        case "file", "wachtrij", "list": return .list
        case "recharger", "herladen", "reload": return .reload
        case "aide", "hulp", "help": return .help
        default: return .unknown(word)
        }
    }

    private static func number(_ text: Substring) -> ConversationNumber? {
        ConversationNumber(text.first == "#" ? text.dropFirst() : text)
    }
}
