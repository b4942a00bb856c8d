internal import Desk

/// Reads what people will read: in every language of the bot, and perhaps by age.
struct Sayings {
    /// The languages of the bot; nothing where `bot.yaml` does not tell them.
    let languages: [Language]?
    let findings: Findings
    /// Looks at one wording where it stands.
    let check: (String, Leaf) -> Void

    /// A text for every language, or a table with one for each of them.
    func read(_ leaf: Leaf, _ what: String) -> Saying? {
        guard let fields = leaf.tableFields else {
            return text(leaf, what).map { saidToAll($0, leaf, what) }
        }
        let ages = [Words.usual] + Words.bands.map(\.0)
        guard !fields.contains(where: { ages.contains($0.key) }) else {
            return byAge(leaf, in: languages ?? Language.allCases, what).map { Saying($0) }
        }
        var variants: [Audience: String] = [:]
        for field in fields {
            guard let language = language(field) else { continue }
            variants.merge(byAge(field.value, in: [language], what) ?? [:]) { first, _ in first }
        }
        let written = fields.compactMap { Language(rawValue: $0.key) }
        for language in languages ?? [] where !written.contains(language) {
            findings.error(
                "\(what) is missing in \"\(language.rawValue)\"",
                at: leaf.place,
                remedy: "bot.yaml says that the bot speaks it: add \(language.rawValue): …"
            )
        }
        return Saying(variants)
    }

    /// The same words in every language: right for a name or a number, seldom for a sentence.
    private func saidToAll(_ text: String, _ leaf: Leaf, _ what: String) -> Saying {
        let words = text.split(whereSeparator: \.isWhitespace).filter {
            $0.contains(where: \.isLetter)
        }
        if let languages, languages.count > 1, words.count >= Self.sentenceWordsMin {
            let all = languages.map { "\($0.rawValue): …" }.joined(separator: ", ")
            findings.warning(
                "\(what) is said in the same words in every language",
                at: leaf.place,
                remedy: "write {\(all)}"
            )
        }
        return Saying(text)
    }

    private static let sentenceWordsMin = 4

    /// A text in one language, or one for each age.
    func byAge(
        _ leaf: Leaf,
        in languages: [Language],
        _ what: String
    ) -> [Audience: String]? {
        guard let fields = leaf.tableFields else {
            guard let text = text(leaf, what) else { return nil }
            return spread(text, nil, languages)
        }
        var variants: [Audience: String] = [:]
        let known = [Words.usual] + Words.bands.map(\.0)
        for field in fields {
            guard known.contains(field.key) else {
                findings.error(
                    "no age is called \"\(field.key)\"",
                    at: field.place,
                    remedy: Spelling.remedy(for: field.key, in: known)
                )
                continue
            }
            guard let text = text(field.value, what) else { continue }
            let band = AgeBand(rawValue: field.key)
            variants.merge(spread(text, band, languages)) { first, _ in first }
        }
        if !fields.contains(where: { $0.key == Words.usual }) {
            findings.error(
                "\(what) has no words for somebody whose age is not known",
                at: leaf.place,
                remedy: "add \(Words.usual): \"…\""
            )
        }
        return variants
    }

    private func spread(
        _ text: String,
        _ band: AgeBand?,
        _ languages: [Language]
    ) -> [Audience: String] {
        Dictionary(uniqueKeysWithValues: languages.map { (Audience($0, band: band), text) })
    }

    private func text(_ leaf: Leaf, _ what: String) -> String? {
        guard let text = leaf.text(what, findings) else { return nil }
        check(text, leaf)
        return text
    }

    private func language(_ field: Leaf.Field) -> Language? {
        let known = (languages ?? Language.allCases).map(\.rawValue)
        guard known.contains(field.key), let language = Language(rawValue: field.key) else {
            findings.error(
                "the bot does not speak \"\(field.key)\"",
                at: field.place,
                remedy: Spelling.remedy(for: field.key, in: known)
            )
            return nil
        }
        return language
    }
}

extension Table {
    /// What people read, for a key of this table.
    func saying(_ name: String, _ sayings: Sayings) -> Saying? {
        leaf(name).flatMap { sayings.read($0, "\"\(name)\"") }
    }
}
