internal import Desk

/// `texts.fr.yaml` and its sisters: every sentence of the bot, and the words of the page.
enum TextsFile {
    static func fileName(_ language: Language) -> String {
        "texts.\(language.rawValue).yaml"
    }

    static func read(
        _ file: SourceFile,
        directory: Directory?,
        _ findings: Findings
    ) -> Texts? {
        guard let table = Table.whole(file, knowing: ["texts", "page"], findings) else {
            return nil
        }
        let sentences = readSentences(table, directory, findings)
        let page = readPage(table, findings)
        return sentences.map { Texts($0, page: page) }
    }

    private static func readSentences(
        _ table: Table,
        _ directory: Directory?,
        _ findings: Findings
    ) -> [TextKey: String]? {
        guard let leaf = table.required("texts", example: "{greeting: \"Bonjour\"}"),
            let fields = leaf.fields("\"texts\"", findings)
        else { return nil }
        var sentences: [TextKey: String] = [:]
        var written: Set<TextKey> = []
        for field in fields {
            guard let key = TextKey(rawValue: field.key) else {
                let unwritten = TextKey.allCases.map(\.rawValue)
                findings.error(
                    "unknown text \"\(field.key)\"",
                    at: field.place,
                    remedy: Spelling.nearest(to: field.key, in: unwritten)
                        .map { "did you mean \"\($0)\"?" } ?? "take it out"
                )
                continue
            }
            written.insert(key)
            sentences[key] = readSentence(field.value, key, directory, findings)
        }
        let missing = TextKey.allCases.filter { !written.contains($0) }
        if !missing.isEmpty {
            findings.error(
                "texts are missing: " + missing.map(\.rawValue).joined(separator: ", "),
                at: leaf.place,
                remedy: "write each of them"
            )
        }
        return sentences
    }

    private static func readSentence(
        _ leaf: Leaf,
        _ key: TextKey,
        _ directory: Directory?,
        _ findings: Findings
    ) -> String? {
        guard let text = leaf.text("\"\(key.rawValue)\"", findings) else { return nil }
        Wording.check(leaf, filling: key.placeholders, findings)
        if key.isForVisitors {
            Wording.checkLength(text, at: leaf.place, findings)
            if let directory {
                Wording.checkNumbers(text, vouchedBy: directory, at: leaf.place, findings)
            }
        }
        if key.needsEmergencyNumber, !Wording.says(Wording.emergencyNumber, in: text) {
            findings.error(
                "\"\(key.rawValue)\" does not name the emergency number",
                at: leaf.place,
                remedy: "say in it what to do in danger: \(Wording.emergencyNumber)"
            )
        }
        return text
    }

    /// The page knows its own keys; a bot that has none shows the page's order of things without
    /// words.
    private static func readPage(_ table: Table, _ findings: Findings) -> [String: String] {
        guard let fields = table.optional("page")?.fields("\"page\"", findings) else { return [:] }
        var page: [String: String] = [:]
        for field in fields {
            page[field.key] = field.value.text("\"\(field.key)\"", findings)
            Wording.check(field.value, filling: ["name", "place", "count", "when"], findings)
        }
        return page
    }
}
