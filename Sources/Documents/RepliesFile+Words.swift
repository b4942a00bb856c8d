internal import Desk

/// Help that words bring, and what counsellors have ready.
extension RepliesFile {
    func rules(_ table: Table) -> [WordRule] {
        var seen = Seen("rule", findings)
        var written: [Language: Set<[String]>] = [:]
        return table.tables("words", each: "a rule").compactMap { table in
            let id = table.leaf("id").flatMap { seen.id($0) }
            let words = table.leaf("words").flatMap { self.words($0, &written) }
            let mark = table.text("mark")
            let text = table.saying("text", sayings)
            guard let id, let words, let mark, let text else { return nil }
            if let leaf = table.optional("text"), !Wording.namesEmergency(text) {
                findings.error(
                    "\"\(id)\" does not name the emergency number",
                    at: leaf.place,
                    remedy: "say in it what to do in danger: \(Wording.emergencyNumber)"
                )
            }
            return WordRule(id: id, words: words, mark: mark, text: text)
        }
    }

    private func words(
        _ leaf: Leaf,
        _ written: inout [Language: Set<[String]>]
    ) -> [Language: [String]]? {
        guard let fields = leaf.fields("\"words\"", findings) else { return nil }
        let complaintsBefore = findings.complaints.count
        var words: [Language: [String]] = [:]
        for field in fields {
            guard let language = Language(rawValue: field.key) else {
                findings.error(
                    "no language is called \"\(field.key)\"",
                    at: field.place,
                    remedy: Spelling.remedy(for: field.key, in: Words.languages.map(\.0))
                )
                continue
            }
            guard !field.value.isBlank else { continue }
            for item in field.value.items("\"\(field.key)\"", findings) ?? [] {
                guard let text = item.text("a word", findings) else { continue }
                checkWord(text, &written[language, default: []], at: item.place)
                words[language, default: []].append(text)
            }
        }
        if words.isEmpty, findings.complaints.count == complaintsBefore {
            findings.error(
                "no word is written here",
                at: leaf.place,
                remedy: "for example {fr: [\"mourir\"]}"
            )
        }
        return words
    }

    private func checkWord(_ text: String, _ written: inout Set<[String]>, at place: Place) {
        let folded = Folded.words(text).map(String.init)
        if folded.isEmpty {
            findings.error(
                "\"\(text)\" is no word",
                at: place,
                remedy: "signs do not count: write letters or digits"
            )
        } else if !written.insert(folded).inserted {
            findings.error(
                "\"\(text)\" stands here twice",
                at: place,
                remedy: "accents, case and signs do not count; take one out"
            )
        }
    }

    func answers(_ table: Table) -> [ReadyAnswer] {
        var seen = Seen("answer", findings, isTyped: true)
        return table.tables("answers", each: "an answer").compactMap { table in
            let id = table.leaf("id").flatMap { seen.id($0) }
            let text = table.saying("text", sayings)
            guard let id, let text else { return nil }
            return ReadyAnswer(id: id, text: text)
        }
    }
}
