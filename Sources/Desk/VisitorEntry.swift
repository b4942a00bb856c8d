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
        let rest = words.dropFirst().joined(separator: " ")
        switch known {
        case .code(_): return behindCode(rest) ?? .words(typed)
        case .words, .end, .erase, .sendLetter, .request:
            return rest.isEmpty ? known : .words(typed)
        }
    }

    /// What stands behind `!code`; nothing where it is a sentence of hers.
    private static func behindCode(_ rest: String) -> VisitorEntry? {
        let words = rest.split(separator: " ")
        if words.isEmpty { return .request(.code) }
        if words.count == 1, forgetting.contains(rest) { return .request(.forgetCode) }
        return words.count <= codeWordsMax ? .code(rest) : nil
    }

    /// Four words, or sixteen digits in groups of two.
    private static let codeWordsMax = 8

    private static let forgetting = [
        "oublier", "oublie", "annuler", "vergeten", "vergeet", "annuleren", "forget", "cancel",
        "vergessen",
    ]

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
    /// That her return code opens nothing any more.
    case forgetCode
}
