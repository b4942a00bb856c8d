internal import Desk

/// `texts.fr.yaml` and its sisters: every sentence of the bot, and the words of the page.
struct TextsFile: Sendable {
    let sentences: [TextKey: [Audience: String]]
    let page: [String: String]
    let commands: CommandWords

    static let definition: Definition = [
        .required(
            "texts",
            .table(Definition(TextKey.allCases.map(key))),
            "What the bot says.",
            example: "{greeting: \"Bonjour\"}"
        ),
        .required(
            "commands",
            .table(commands),
            "What counsellors type after a \"!\", one list of words for each command.",
            example: "{help: [aide]}"
        ),
        .optional(
            "page",
            .table(Definition(PageWord.allCases.map(key))),
            "Words of the page that this bot says in its own way."
        ),
    ]

    static func fileName(_ language: Language) -> String {
        "texts.\(language.rawValue).yaml"
    }

    static func read(
        _ file: SourceFile,
        in language: Language,
        directory: Directory?,
        after others: CommandWords = CommandWords(),
        _ findings: Findings
    ) -> TextsFile? {
        guard let table = Table.whole(file, definition, findings) else { return nil }
        let commands = readCommands(table, after: others, findings)
        let sentences = sentences(table, language, directory, commands, findings)
        let page = page(table, directory, findings)
        guard let sentences, let page, let commands else { return nil }
        return TextsFile(sentences: sentences, page: page, commands: commands)
    }

    private static func key(_ text: TextKey) -> Key {
        let filled = text.placeholders.map { "{\($0)}" }.joined(separator: " ")
        let reader = text.isForVisitors ? "To the visitor." : "To the team."
        let about = filled.isEmpty ? reader : reader + " Filled in: " + filled
        return .required(text.rawValue, .banded, about, example: "\"…\"")
    }

    private static func key(_ word: PageWord) -> Key {
        .optional(word.rawValue, .text, "A word of the page.")
    }

    private static func sentences(
        _ table: Table,
        _ language: Language,
        _ directory: Directory?,
        _ commands: CommandWords?,
        _ findings: Findings
    ) -> [TextKey: [Audience: String]]? {
        guard let leaf = table.leaf("texts"), let fields = leaf.fields("\"texts\"", findings) else {
            return nil
        }
        var sentences: [TextKey: [Audience: String]] = [:]
        var written: Set<TextKey> = []
        var misspelt: Set<String> = []
        for field in fields {
            guard let key = TextKey(rawValue: field.key) else {
                let known = TextKey.allCases.map(\.rawValue)
                misspelt.formUnion(unknown(field, "text", among: known, findings))
                continue
            }
            written.insert(key)
            let sayings = Sayings(languages: [language], findings: findings) { text, leaf in
                check(text, leaf, key, language, directory, findings)
                guard let commands else { return }
                checkCommands(text, key, at: leaf.place, knowing: commands, findings)
            }
            let what = "\"\(key.rawValue)\""
            sentences[key] = sayings.byAge(field.value, in: [language], what)
        }
        var missing = TextKey.allCases.filter {
            !written.contains($0) && !misspelt.contains($0.rawValue)
        }
        for key in missing {
            guard let other = key.standIn, let said = sentences[other] else { continue }
            sentences[key] = said
            missing.removeAll { $0 == key }
            findings.warning(
                "\"\(key.rawValue)\" is missing; \"\(other.rawValue)\" is said in its place",
                at: leaf.place,
                remedy: "write it: a shipped bot's texts show how"
            )
        }
        complain(about: missing.map(\.rawValue), "texts", at: leaf.place, findings)
        return sentences
    }

    private static func check(
        _ text: String,
        _ leaf: Leaf,
        _ key: TextKey,
        _ language: Language,
        _ directory: Directory?,
        _ findings: Findings
    ) {
        let numbers = Numbers(directory, in: language, fills: key.fillsNumbers)
        Wording.check(leaf, filling: key.placeholders, numbers: numbers, findings)
        for name in key.essentials where !text.contains("{\(name)}") {
            findings.error(
                "\"\(key.rawValue)\" does not say {\(name)}",
                at: leaf.place,
                remedy: "write {\(name)} where it belongs; the bot fills it in"
            )
        }
        if key.isForVisitors {
            Wording.checkLength(text, at: leaf.place, findings)
            numbers.checkText(text, at: leaf.place, findings)
            if key.fillsNumbers { checkRemains(text, key, at: leaf.place, findings) }
        }
        if key.needsEmergencyNumber { checkEmergency(text, leaf, key.rawValue, findings) }
    }

    /// When every number in it has lapsed there must still be something to say.
    private static func checkRemains(
        _ text: String,
        _ key: TextKey,
        at place: Place,
        _ findings: Findings
    ) {
        let lines = text.split(whereSeparator: \.isNewline)
        guard !lines.isEmpty, lines.allSatisfy(Wording.mayBeLeftOut) else { return }
        findings.error(
            "nothing is left of \"\(key.rawValue)\" when its number lapses",
            at: place,
            remedy: "keep a line without a number"
        )
    }

    /// The page has words for everything; a bot writes only those that it says otherwise.
    private static func page(
        _ table: Table,
        _ directory: Directory?,
        _ findings: Findings
    ) -> [String: String]? {
        guard let leaf = table.optional("page") else { return [:] }
        guard let fields = leaf.fields("\"page\"", findings) else { return nil }
        let known = PageWord.allCases.map(\.rawValue)
        var page: [String: String] = [:]
        for field in fields {
            guard let word = PageWord(rawValue: field.key) else {
                _ = unknown(field, "word of the page", among: known, findings)
                continue
            }
            let text = field.value.text("\"\(field.key)\"", findings)
            page[field.key] = text
            if let text { check(text, field.value, word, directory, findings) }
        }
        return page
    }

    private static func check(
        _ text: String,
        _ leaf: Leaf,
        _ word: PageWord,
        _ directory: Directory?,
        _ findings: Findings
    ) {
        Wording.check(leaf, filling: word.placeholders, findings)
        Wording.checkLength(text, at: leaf.place, findings)
        Numbers(directory, in: nil, fills: false).checkText(text, at: leaf.place, findings)
        if word.needsEmergencyNumber { checkEmergency(text, leaf, word.rawValue, findings) }
    }

    private static func checkEmergency(
        _ text: String,
        _ leaf: Leaf,
        _ name: String,
        _ findings: Findings
    ) {
        guard !Wording.says(Wording.emergencyNumber, in: text) else { return }
        findings.error(
            "\"\(name)\" does not name the emergency number",
            at: leaf.place,
            remedy: "say in it what to do in danger: \(Wording.emergencyNumber)"
        )
    }

    /// What was probably meant.
    private static func unknown(
        _ field: Leaf.Field,
        _ what: String,
        among known: [String],
        _ findings: Findings
    ) -> Set<String> {
        let nearest = Spelling.nearest(to: field.key, in: known)
        findings.error(
            "unknown \(what) \"\(field.key)\"",
            at: field.place,
            remedy: nearest.map { "did you mean \"\($0)\"?" } ?? "take it out"
        )
        return nearest.map { [$0] } ?? []
    }

    private static func complain(
        about missing: [String],
        _ what: String,
        at place: Place,
        _ findings: Findings
    ) {
        guard !missing.isEmpty else { return }
        findings.error(
            "\(what) are missing: " + missing.joined(separator: ", "),
            at: place,
            remedy: "write each of them"
        )
    }
}
