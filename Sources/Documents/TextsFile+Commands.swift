internal import Desk

/// The words of the commands, and whether the sentences name them as they are.
extension TextsFile {
    static let commands: Definition = Definition(
        CommandWord.allCases.map { word in
            .required(
                word.rawValue,
                .list(.text),
                "Words for the command that is !\(word.rawValue) everywhere; the first is shown.",
                example: "[\(word.rawValue)]"
            )
        }
    )

    /// Every command has a word, and no word has two commands, not even in two languages.
    static func readCommands(
        _ table: Table,
        after others: CommandWords,
        _ findings: Findings
    ) -> CommandWords? {
        guard let table = table.table("commands") else { return nil }
        var taken: [String: CommandWord] = Dictionary(
            uniqueKeysWithValues: CommandWord.allCases.map { ($0.rawValue, $0) }
        )
        var words: [CommandWord: [String]] = [:]
        for command in CommandWord.allCases {
            guard let leaf = table.leaf(command.rawValue) else { continue }
            let items = leaf.items("\"\(command.rawValue)\"", findings) ?? []
            words[command] = items.compactMap { item in
                guard let word = item.text("a word of a command", findings) else { return nil }
                guard check(word, of: command, at: item.place, &taken, findings) else { return nil }
                checkLanguages(word, of: command, at: item.place, others, findings)
                return word
            }
            if items.isEmpty, leaf.isList {
                findings.error(
                    "\"\(command.rawValue)\" has no word",
                    at: leaf.place,
                    remedy: "for example [\(command.rawValue)]"
                )
            }
        }
        return CommandWords(words)
    }

    /// One bot understands the words of all its languages at once.
    private static func checkLanguages(
        _ word: String,
        of command: CommandWord,
        at place: Place,
        _ others: CommandWords,
        _ findings: Findings
    ) {
        guard let other = others.read(Folded.text(word)), other != command else { return }
        findings.error(
            "\"\(word)\" means \"\(other.rawValue)\" in another language of this bot",
            at: place,
            remedy: "take another word for one of them: the bot understands both languages at once"
        )
    }

    private static func check(
        _ word: String,
        of command: CommandWord,
        at place: Place,
        _ taken: inout [String: CommandWord],
        _ findings: Findings
    ) -> Bool {
        // What is typed is cut at the first blank, and compared letter by letter.
        guard word.allSatisfy({ $0.isLetter || $0.isNumber }) else {
            findings.error(
                "\"\(word)\" cannot be typed as a command",
                at: place,
                remedy: "one word of letters, without a blank and without the \"!\""
            )
            return false
        }
        let typed = Folded.text(word)
        if let other = taken[typed], other != command {
            findings.error(
                "\"\(word)\" is a word for \"\(other.rawValue)\" already",
                at: place,
                remedy: "take another word for one of them; accents and capitals do not count"
            )
            return false
        }
        taken[typed] = command
        return true
    }

    /// Complains about a command in a sentence for the team that nobody can type, and about a list
    /// of commands in which one is missing.
    static func checkCommands(
        _ text: String,
        _ key: TextKey,
        at place: Place,
        knowing words: CommandWords,
        _ findings: Findings
    ) {
        guard !key.isForVisitors else { return }
        let named = commandsNamed(in: text)
        for word in named where words.read(Folded.text(word)) == nil {
            let known = CommandWord.allCases.map(words.shown)
            findings.error(
                "\"\(key.rawValue)\" names !\(word), which is no command",
                at: place,
                remedy: Spelling.nearest(to: word, in: known).map { "did you mean \"\($0)\"?" }
                    ?? "take it out, or give a command that word"
            )
        }
        guard let room = room(listedIn: key) else { return }
        let listed = Set(named.map(Folded.text))
        for command in CommandWord.allCases where command.isKnown(in: room) {
            // A pause in the staff room is the end of duty by another name.
            let isTwice = command == .pause && room == .staffRoom
            guard !isTwice, !listed.contains(Folded.text(words.shown(command))) else { continue }
            findings.warning(
                "\"\(key.rawValue)\" does not name !\(words.shown(command))",
                at: place,
                remedy: "add it, or nobody finds it"
            )
        }
    }

    private static func room(listedIn key: TextKey) -> StaffPlace? {
        if key == .staffHelp { return .staffRoom }
        return key == .roomHelp ? .counsellingRoom : nil
    }

    private static func commandsNamed(in text: String) -> [String] {
        text.split(separator: "!", omittingEmptySubsequences: false).dropFirst().map { rest in
            String(rest.prefix { $0.isLetter || $0.isNumber })
        }.filter { !$0.isEmpty }
    }
}

extension Leaf {
    fileprivate var isList: Bool {
        if case .list = content { true } else { false }
    }
}
