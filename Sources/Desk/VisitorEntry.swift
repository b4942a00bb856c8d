/// What a visitor typed in her room on the chat network.
///
/// Only a whole message that is a command is one: "!aide" asks for help, "!!! aide moi" is a line
/// of hers and is carried over.
public enum VisitorEntry: Sendable, Hashable {
    /// Words.
    case words(String)
    /// The talk is over.
    case end
    /// Everything shall be forgotten now.
    case erase
    /// A return code, as she typed it.
    case code(String)
    /// The letter is finished.
    case sendLetter
    /// She asks for something.
    case request(VisitorRequest)

    /// Reads what was typed.
    public static func read(_ typed: String) -> VisitorEntry {
        let trimmed = typed.drop(while: \.isWhitespace)
        guard trimmed.first == "!" else { return .words(typed) }
        let words = Folded.words(String(trimmed.dropFirst()))
        guard let first = words.first, let known = Self.spellings[String(first)] else {
            return .words(typed)
        }
        let rest = words.dropFirst().joined()
        switch known {
        case .code(_):
            guard rest.allSatisfy({ $0.isASCII && $0.isNumber }) else { return .words(typed) }
            return rest.isEmpty ? .request(.code) : .code(rest)
        case .words, .end, .erase, .sendLetter, .request:
            return rest.isEmpty ? known : .words(typed)
        }
    }

    /// As `Folded` writes them.
    private static let spellings: [String: VisitorEntry] = {
        let rows: [(VisitorEntry, [String])] = [
            (.end, ["fin", "einde", "end", "ende"]),
            (.erase, ["effacer", "wissen", "erase", "loschen"]),
            (.code(""), ["code"]),
            (.sendLetter, ["envoyer", "verzenden", "send", "senden"]),
            (.request(.help), ["aide", "hulp", "help", "hilfe"]),
        ]
        var table: [String: VisitorEntry] = [:]
        for (entry, words) in rows {
            for word in words { table[word] = entry }
        }
        return table
    }()
}

/// What a visitor may ask the bot for, where she has no page that shows it.
public enum VisitorRequest: String, Sendable, Hashable {
    /// What she can do here.
    case help
    /// Her return code once more, or how to use one.
    case code
}
