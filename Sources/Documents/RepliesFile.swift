internal import Desk

/// `replies.yaml`: what the bot says by itself, and what counsellors have ready.
struct RepliesFile {
    static let definition: Definition = [
        .required("replies", .list(.table(reply)), "Replies to lead to.", example: "[]"),
        .optional("waiting", steps, "Said while she waits."),
        .optional("counsellor_silent", steps, "Said while a line of hers is not answered."),
        .optional("visitor_silent", steps, "Said while she does not answer."),
        .optional("words", .list(.table(rule)), "Help that certain words bring."),
        .optional("answers", .list(.table(answer)), "Counsellors' ready answers."),
    ]

    private static let reply: Definition = [
        .required("id", .id, "The reply's name for the bot.", example: "adult"),
        .required(
            "text",
            .saying,
            "What is said first.",
            example: "\"Ce chat est pour les jeunes.\""
        ),
        .optional("referrals", .list(.id), "The services that follow, by their ids."),
        .optional("choose", .table(choice), "Or: the services that suit her best."),
        .optional("bot", .id, "The other bot to whose door it leads."),
    ]

    private static let choice: Definition = [
        .optional("need", .text, "What she needs, as the directory calls it."),
        .required("at_most", .count(1...10), "So many services.", example: "3"),
    ]

    private static let steps = Shape.list(.table(step))

    private static let step: Definition = [
        .required("after", .count(1...600), "Minutes since it began.", example: "5"),
        .optional("every", .count(1...600), "Said again each time so many minutes go by."),
        .required("text", .saying, "What is said.", example: "\"Tu n'es pas oublié·e.\""),
    ]

    private static let rule: Definition = [
        .required("id", .id, "The rule's name for the bot.", example: "suicide"),
        .required(
            "words",
            .each(Words.languages.map(\.0), .list(.text)),
            "Words and short phrases, by language.",
            example: "{fr: [\"mourir\"]}"
        ),
        .required("mark", .text, "What counsellors see.", example: "\"parle de mourir\""),
        .required("text", .saying, "The help.", example: "\"En danger ? Appelle le 112.\""),
    ]

    private static let answer: Definition = [
        .required("id", .id, "What is typed after !réponse.", example: "bonjour"),
        .required("text", .saying, "What the visitor reads.", example: "\"Bonjour {nom}.\""),
    ]

    let languages: [Language]?
    let directory: Directory?
    let neighbours: Neighbours
    let findings: Findings

    /// The replies, and every id that stands there, also of those that are wrong otherwise.
    func read(_ file: SourceFile) -> (replies: Replies, ids: Set<String>)? {
        guard let table = Table.whole(file, Self.definition, findings) else { return nil }
        let (byID, ids) = replies(table)
        let answers = self.answers(table)
        let waiting = steps(table, "waiting")
        let replies = Replies(
            byID,
            waiting: waiting,
            counsellorSilent: steps(table, "counsellor_silent"),
            visitorSilent: steps(table, "visitor_silent"),
            words: rules(table),
            answers: answers
        )
        if !findings.hasErrors { checkWaiting(waiting, at: table.place) }
        return table.hasList("replies") ? (replies, ids) : nil
    }

    /// A reply may have blanks, which the bot fills when it speaks.
    var sayings: Sayings {
        Sayings(languages: languages, findings: findings) { text, leaf in
            let numbers = Numbers(directory, in: languages?.first)
            Wording.checkBlanks(leaf, numbers, findings)
            Wording.checkLength(text, at: leaf.place, findings)
            numbers.checkText(text, at: leaf.place, findings)
        }
    }

    // MARK: Replies to lead to

    private func replies(_ table: Table) -> (byID: [String: Reply], ids: Set<String>) {
        var seen = Seen("reply", findings)
        var replies: [String: Reply] = [:]
        for table in table.tables("replies", each: "a reply") {
            let id = table.leaf("id").flatMap { seen.id($0) }
            let text = table.saying("text", sayings)
            let services = self.services(table)
            let bot = table.optional("bot").flatMap { self.bot($0) }
            if id == Script.helplinesReply { checkHelplines(table) }
            guard let id, let text else { continue }
            replies[id] = Reply(text: text, services: services, bot: bot)
        }
        if table.hasList("replies"), !seen.written.contains(Script.helplinesReply) {
            findings.error(
                "no reply is called \"\(Script.helplinesReply)\"",
                at: table.place,
                remedy: "add it: its services are what the page shows on every screen"
            )
        }
        return (replies, seen.written)
    }

    /// The page shows them on every screen, so there must be some, and always the same.
    private func checkHelplines(_ table: Table) {
        guard table.isLeftOut("referrals") || table.optional("choose") != nil else { return }
        findings.error(
            "\"\(Script.helplinesReply)\" must list its services",
            at: table.place,
            remedy: "add referrals: [\"112\", …]; the page shows them on every screen"
        )
    }

    private func services(_ table: Table) -> Reply.Services {
        guard table.optional("choose") != nil else { return .listed(listed(table)) }
        if let listed = table.optional("referrals") {
            findings.error(
                "a reply either lists its services or chooses them",
                at: listed.place,
                remedy: "take out \"referrals\" or \"choose\""
            )
        }
        guard let part = table.table("choose") else { return .listed([]) }
        let need = part.text("need")
        let countMax = part.count("at_most") ?? 1
        if let need, let leaf = part.optional("need"), let directory, directory.isWhole,
            !directory.helps(with: need)
        {
            findings.error(
                "no service helps with \"\(need)\"",
                at: leaf.place,
                remedy: Spelling.remedy(for: need, in: directory.needs.sorted())
            )
        }
        return .chosen(need: need, countMax: countMax)
    }

    private func listed(_ table: Table) -> [String] {
        var written: Set<String> = []
        let referrals: [String] = table.list("referrals").compactMap { item in
            guard let id = item.text("an entry of \"referrals\"", findings) else { return nil }
            // Where the directory could not be read at all, its own complaints are enough.
            if let directory, !directory.ids.contains(id) {
                findings.error(
                    "no referral is called \"\(id)\"",
                    at: item.place,
                    remedy: Spelling.remedy(for: id, in: directory.ids.sorted())
                )
            } else if !written.insert(id).inserted {
                findings.error(
                    "\"\(id)\" stands here twice",
                    at: item.place,
                    remedy: "take one out"
                )
            }
            return id
        }
        let exist = referrals.allSatisfy { directory?.ids.contains($0) ?? false }
        if let directory, directory.isWhole, exist, !referrals.isEmpty,
            !referrals.contains(where: directory.speaks)
        {
            findings.warning(
                "none of these services may be spoken today",
                at: table.place,
                remedy: "see the complaints about referrals.yaml"
            )
        }
        return referrals
    }

    private func bot(_ leaf: Leaf) -> BotName? {
        guard let name = leaf.text("\"bot\"", findings) else { return nil }
        let known = neighbours.names.filter { $0 != neighbours.own }.map(\.rawValue)
        if !neighbours.names.isEmpty, !known.contains(name) {
            findings.error(
                "no other bot is called \"\(name)\"",
                at: leaf.place,
                remedy: known.isEmpty
                    ? "the settings name no other bot" : Spelling.remedy(for: name, in: known)
            )
        }
        return BotName(name)
    }

    // MARK: Said when time goes by

    /// Who waits long may be in danger meanwhile.
    private func checkWaiting(_ steps: [TimedReply], at place: Place) {
        guard let directory, directory.isWhole,
            !steps.contains(where: { Wording.namesEmergency($0.text) })
        else { return }
        findings.warning(
            "no step of \"waiting\" names the emergency number",
            at: place,
            remedy: "say in one of them what to do in danger: \(Wording.emergencyNumber)"
        )
    }

    private func steps(_ table: Table, _ key: String) -> [TimedReply] {
        let tables = table.tables(key, each: "a step")
        var minutesBefore = 0
        return tables.enumerated().compactMap { index, step in
            let minutes = step.count("after")
            let every = step.optional("every") == nil ? nil : step.count("every")
            let text = step.saying("text", sayings)
            if let leaf = step.optional("every"), index < tables.count - 1 {
                findings.error(
                    "only the last step can be said again and again",
                    at: leaf.place,
                    remedy: "move \"every\" to the last step"
                )
            }
            guard let minutes, let text else { return nil }
            Rising.check(minutes, after: &minutesBefore, at: step.place, findings)
            return TimedReply(minutes: minutes, everyMinutes: every, text: text)
        }
    }
}
