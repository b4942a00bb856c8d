internal import Desk

/// `intake.yaml`: the questions before a visitor waits, and where each answer leads.
struct IntakeFile {
    static let definition: Definition = [
        .required("questions", .list(.table(question)), "In the order of asking.", example: "[]")
    ]

    private static let question: Definition = [
        .required("id", .id, "The question's name for the bot.", example: "age"),
        .required("kind", .among(Words.kinds), "What an answer means.", example: "choice"),
        .required("text", .saying, "The question.", example: "\"Quel âge as-tu ?\""),
        .optional("choices", .list(.table(choice)), "Answers to touch."),
        .optional("from", .count(0...10), "A scale's first number."),
        .optional("to", .count(0...10), "A scale's last number."),
        .optional("yes", .table(Definition(consequences)), "What follows from a yes."),
        .optional("no", .table(Definition(consequences)), "What follows from a no."),
        .optional("then", .table(next), "Where every other answer leads, and skipping too."),
    ]

    private static let choice = Definition(
        [
            .required("id", .id, "The choice's name for the bot.", example: "adult"),
            .required(
                "label",
                .saying,
                "What stands on the button.",
                example: "\"18 ans ou plus\""
            ),
        ] + consequences
    )

    private static let consequences: [Key] = [
        .optional("words", .list(.text), "Other ways to type it."),
        .optional("band", .among(Words.bands), "What it tells about her age."),
        .optional("language", .among(Words.languages), "The talk goes on in this language."),
        .optional("mark", .text, "What counsellors see beside her name."),
        .optional("ahead", .count(0...240), "So many minutes she goes ahead of others who wait."),
        .optional("says", .id, "A reply that is spoken at once."),
        .optional("then", .table(next), "Where it leads."),
    ]

    private static let next: Definition = [
        .optional("ask", .id, "To this question."),
        .optional("wait", .among(Words.yes), "To the waiting room."),
        .optional("refer", .id, "To this referral reply."),
    ]

    /// What the questions lean on; nothing where it could not be read, and then its own complaints
    /// are enough.
    struct Ground {
        let languages: [Language]?
        let replies: Replies?
        /// Every reply that stands there, also those that are wrong otherwise.
        let replyIDs: Set<String>?
        let directory: Directory?
        let yesAndNo: (yes: Saying, no: Saying)?
    }

    let ground: Ground
    let findings: Findings

    static func read(
        _ file: SourceFile,
        on ground: Ground,
        _ findings: Findings
    ) -> [Question]? {
        guard let table = Table.whole(file, definition, findings) else { return nil }
        let reader = IntakeFile(ground: ground, findings: findings)
        var seen = Seen("question", findings)
        // The house's own questions have names too.
        seen.reserve(VisitorView.back)
        seen.reserve(VisitorView.here)
        seen.reserve(VisitorView.carry)
        let tables = table.tables("questions", each: "a question")
        let placed = tables.compactMap { table in
            reader.question(table, &seen).map { IntakePaths.Step(question: $0, place: table.place) }
        }
        // One that is missing would make the others look unreachable.
        if placed.count == tables.count { IntakePaths(placed, findings).check() }
        let questions = placed.map(\.question)
        if !findings.hasErrors { reader.checkAsksDanger(questions, at: table.place) }
        return questions
    }

    private var sayings: Sayings {
        Sayings(languages: ground.languages, findings: findings) { text, leaf in
            Wording.check(leaf, filling: [], findings)
            Wording.checkLength(text, at: leaf.place, findings)
            let numbers = Numbers(ground.directory, in: ground.languages?.first, fills: false)
            numbers.checkText(text, at: leaf.place, findings)
        }
    }

    private func question(_ table: Table, _ seen: inout Seen) -> Question? {
        let id = table.leaf("id").flatMap { seen.id($0) }
        let kind = table.word("kind", among: Words.kinds)
        let text = table.saying("text", sayings)
        let next = self.next(table) ?? .onward
        // Where the kind is not known, what would follow it is looked through all the same.
        let choices = kind.map { self.choices(table, $0) } ?? written(table)
        guard let id, let kind, let text else { return nil }
        if kind == .choice, table.isLeftOut("choices") {
            findings.error(
                "the question \"\(id)\" has no choices",
                at: table.place,
                remedy: "add choices, or ask for kind: text"
            )
        }
        return Question(id: id, kind: kind, text: text, choices: choices, next: next)
    }

    private func choices(_ table: Table, _ kind: Question.Kind) -> [Choice] {
        let own: [String]
        let choices: [Choice]
        switch kind {
        case .name, .choice, .text, .postal:
            (own, choices) = (["choices"], written(table))
        case .scale:
            (own, choices) = (["from", "to"], scale(table))
        case .yesNo:
            (own, choices) = (["yes", "no"], yesOrNo(table))
        }
        for key in ["choices", "from", "to", "yes", "no"] where !own.contains(key) {
            guard let leaf = table.optional(key) else { continue }
            findings.error(
                "\"\(key)\" means nothing for kind: \(kind.rawValue)",
                at: leaf.place,
                remedy: "take it out, or change the kind"
            )
        }
        return choices
    }

    private func written(_ table: Table) -> [Choice] {
        var seen = Seen("choice", findings)
        var typed = TypedOnce(languages: ground.languages ?? [], findings: findings)
        return table.tables("choices", each: "a choice").compactMap { table in
            let id = table.leaf("id").flatMap { seen.id($0) }
            let label = table.saying("label", sayings)
            guard let id, let label else { return nil }
            let choice = choice(id, label, table)
            typed.add(choice, at: table.place)
            return choice
        }
    }

    private func yesOrNo(_ table: Table) -> [Choice] {
        let labels = ground.yesAndNo ?? (Saying("yes"), Saying("no"))
        var typed = TypedOnce(languages: ground.languages ?? [], findings: findings)
        return [("yes", labels.yes), ("no", labels.no)].map { id, label in
            let choice = table.table(id).map { self.choice(id, label, $0) }
            typed.add(
                choice ?? Choice(id: id, label: label),
                at: table.optional(id)?.place ?? table.place
            )
            return choice ?? Choice(id: id, label: label)
        }
    }

    private func scale(_ table: Table) -> [Choice] {
        guard table.optional("from") != nil, table.optional("to") != nil else {
            guard !table.isMisspelt("from"), !table.isMisspelt("to") else { return [] }
            findings.error(
                "a scale needs its two ends",
                at: table.place,
                remedy: "add for example: from: 1 and to: 5"
            )
            return []
        }
        guard let from = table.count("from"), let to = table.count("to") else { return [] }
        guard from < to else {
            findings.error(
                "a scale cannot go from \(from) to \(to)",
                at: table.place,
                remedy: "the first number is smaller than the last"
            )
            return []
        }
        return (from...to).map { Choice(id: "\($0)", label: Saying("\($0)")) }
    }

    private func choice(_ id: String, _ label: Saying, _ table: Table) -> Choice {
        let mark = table.text("mark")
        let ahead = table.count("ahead", otherwise: 0)
        let says = table.optional("says").flatMap { reply($0, "\"says\"") }
        let next = next(table)
        if mark != nil || ahead > 0 {
            checkDanger(says, ahead: ahead, table)
            checkDangerLeads(next, at: table.optional("then"))
        }
        let band = table.word("band", among: Words.bands)
        checkStays(band, next, table)
        return Choice(
            id: id,
            label: label,
            words: table.texts("words"),
            band: band,
            language: language(table),
            mark: mark,
            headStartMinutes: ahead,
            says: says,
            next: next
        )
    }

    private func language(_ table: Table) -> Language? {
        let known = ground.languages ?? Language.allCases
        return table.word("language", among: known.map { ($0.rawValue, $0) })
    }

    private func next(_ table: Table) -> Next? {
        guard let leaf = table.optional("then"), let then = table.table("then") else { return nil }
        let targets = ["ask", "wait", "refer"]
        guard targets.filter({ then.optional($0) != nil }).count == 1 else {
            guard !targets.contains(where: then.isMisspelt) else { return nil }
            findings.error(
                "\"then\" leads to one place",
                at: leaf.place,
                remedy: "write one of {ask: a-question}, {wait: true}, {refer: a-reply}"
            )
            return nil
        }
        if let target = then.optional("ask") {
            // Whether there is such a question is seen once all are read.
            return target.text("\"ask\"", findings).map { .ask($0) }
        }
        if then.optional("wait") != nil {
            return then.word("wait", among: Words.yes).map { _ in .wait }
        }
        guard let target = then.optional("refer"), let id = reply(target, "\"refer\"") else {
            return nil
        }
        if let reply = ground.replies?[id], !reply.leadsOn {
            findings.error(
                "\"\(id)\" refers to nobody",
                at: target.place,
                remedy: "give that reply referrals, choose or bot"
            )
        }
        return .refer(id)
    }

    private func reply(_ leaf: Leaf, _ what: String) -> String? {
        guard let id = leaf.text(what, findings) else { return nil }
        if let ids = ground.replyIDs, !ids.contains(id) {
            findings.error(
                "no reply is called \"\(id)\"",
                at: leaf.place,
                remedy: Spelling.remedy(for: id, in: ids.sorted())
            )
        }
        return id
    }
}
