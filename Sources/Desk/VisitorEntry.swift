/// What a visitor typed in her room on the chat network.
///
/// Only a whole message that is a command is one: "!aide" asks for help, "!!! aide moi" is a line
/// of hers and is carried over. What only looks like a command ("!efface", "!effacer tout") does
/// nothing and is not carried over either, and she is told: else she would believe it done.
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
    /// She probably meant this command, as it is typed.
    case meant(String)

    /// Reads what was typed.
    public static func read(_ typed: String) -> VisitorEntry {
        guard let (_, line) = CommandSign.read(typed[...]) else { return .words(typed) }
        let words = Folded.words(String(line))
        guard let first = words.first.map({ String($0) }) else { return .words(typed) }
        let rest = words.dropFirst()
        // "! il est là" is a cry.
        let isClose = line.first?.isLetter == true && rest.count <= restCountMax
        guard let known = Self.spellings[first] else {
            return isClose ? guess(first) ?? .words(typed) : .words(typed)
        }
        switch known {
        case .code(_): return behindCode(rest.joined(separator: " ")) ?? .words(typed)
        case .end, .erase, .sendLetter:
            guard !rest.isEmpty else { return known }
            return isClose ? .meant("!" + first) : .words(typed)
        // "!aide moi" is a cry too.
        case .words, .request, .meant: return rest.isEmpty ? known : .words(typed)
        }
    }

    /// Whether a whole line is the word of this command, without its sign.
    static func isBare(_ typed: String, _ entry: VisitorEntry) -> Bool {
        let words = Folded.words(typed)
        return words.count == 1 && spellings[String(words[0])] == entry
    }

    /// A word with one slip in it, or with its end left out or another: "!efface", "!fini".
    private static func guess(_ word: String) -> VisitorEntry? {
        guard word.count >= begunLengthMin else { return nil }
        let begun = spellings.keys.filter { known in
            let isEnough = known.count >= slipLengthMin || word.count <= known.count + endMax
            return known.hasPrefix(word) || (word.hasPrefix(known) && isEnough)
        }
        let near = spellings.keys.filter { min($0.count, word.count) >= slipLengthMin }
        return (begun.min() ?? Nearest.word(to: word, in: near, editsMax: 1)).map {
            .meant("!" + $0)
        }
    }

    /// Whether a whole line is a return code of digits, typed where everything else is.
    public static func isCode(_ typed: String) -> Bool {
        let digits = typed.filter { $0.isASCII && $0.isNumber }
        let others = typed.filter { !$0.isNumber }
        return digits.count == codeDigitCount
            && others.allSatisfy { $0.isWhitespace || "-–".contains($0) }
    }

    /// The digits of a return code.
    public static let codeDigitCount = 16

    /// More words behind it, and it is a sentence.
    private static let restCountMax = 2
    /// Of a shorter word too little is left to guess from: how it begins, what a slip in it was.
    private static let begunLengthMin = 3
    private static let slipLengthMin = 4
    /// What is longer by more than that is another word than a short one.
    private static let endMax = 2

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
public enum VisitorRequest: Sendable, Hashable {
    /// What she can do here.
    case help
    /// Her return code once more, or how to use one.
    case code
    /// That her return code opens nothing any more.
    case forgetCode
    /// Something that is no command; which one was probably meant, as it is typed.
    case misspelt(String)
}
