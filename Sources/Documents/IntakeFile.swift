internal import Desk

/// `intake.yaml`: the questions before a visitor waits, and where each answer leads.
enum IntakeFile {
    static func read(
        _ file: SourceFile,
        replies: [String: Reply]?,
        _ findings: Findings
    ) -> [Question]? {
        guard let table = Table.whole(file, knowing: ["questions"], findings) else { return nil }
        var seen = Seen("question", findings)
        // Answering a referral is a question too, with a name of its own.
        seen.reserve(VisitorView.back)
        return table.requiredList("questions", example: "[]").compactMap { item in
            readQuestion(item, replies, &seen, findings)
        }
    }

    private static func readQuestion(
        _ item: Leaf,
        _ replies: [String: Reply]?,
        _ seen: inout Seen,
        _ findings: Findings
    ) -> Question? {
        let known = ["id", "kind", "text", "choices"]
        guard let table = Table(item, knowing: known, "a question", findings) else { return nil }
        let id = table.required("id", example: "age").flatMap { seen.id($0) }
        let kinds = Question.Kind.allCases.map { ($0.rawValue, $0) }
        let kind = table.required("kind", example: "choice")?
            .word("\"kind\"", among: kinds, findings)
        let text = table.text("text", example: "\"Quel âge as-tu ?\"")
        if let leaf = table.optional("text") { Wording.checkSpoken(leaf, findings) }
        let choices = readChoices(table.list("choices"), replies, findings)
        guard let id, let kind, let text else { return nil }
        if kind == .choice, choices.isEmpty {
            findings.error(
                "the question \"\(id)\" has no choices",
                at: table.place,
                remedy: "add choices, or ask for kind: text"
            )
        }
        return Question(id: id, kind: kind, text: text, choices: choices)
    }

    private static func readChoices(
        _ items: [Leaf],
        _ replies: [String: Reply]?,
        _ findings: Findings
    ) -> [Choice] {
        var seen = Seen("choice", findings)
        var labels: Set<String> = []
        return items.compactMap { item in
            let known = ["id", "label", "then"]
            guard let table = Table(item, knowing: known, "a choice", findings) else { return nil }
            let id = table.required("id", example: "adult").flatMap { seen.id($0) }
            let label = table.text("label", example: "\"18 ans ou plus\"")
            let next = table.optional("then").map { readNext($0, replies, findings) } ?? .onward
            guard let id, let label, let next else { return nil }
            if !labels.insert(label.lowercased()).inserted {
                findings.error(
                    "two choices are called \"\(label)\"",
                    at: table.place,
                    remedy: "give each its own label"
                )
            }
            return Choice(id: id, label: label, next: next)
        }
    }

    private static func readNext(
        _ leaf: Leaf,
        _ replies: [String: Reply]?,
        _ findings: Findings
    ) -> Choice.Next? {
        guard let table = Table(leaf, knowing: ["refer"], "\"then\"", findings),
            let target = table.required("refer", example: "adult"),
            let reply = target.text("\"refer\"", findings)
        else { return nil }
        // Where the replies could not be read at all, their own complaints are enough.
        if let replies, replies[reply] == nil {
            findings.error(
                "no reply is called \"\(reply)\"",
                at: target.place,
                remedy: Spelling.remedy(for: reply, in: replies.keys.sorted())
            )
        }
        return .refer(reply)
    }
}
