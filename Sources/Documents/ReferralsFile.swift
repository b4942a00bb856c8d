internal import Desk

/// `referrals.yaml`: the services a visitor can turn to.
///
/// Facts reach a young person only from here.
struct ReferralsFile {
    static let definition: Definition = [
        .required("referrals", .list(.table(entry)), "The directory.", example: "[]")
    ]

    private static let entry: Definition = [
        .required("id", .id, "The entry's name for the bot.", example: "\"103\""),
        .required("name", .text, "What the service is called.", example: "\"Écoute-Enfants\""),
        .required(
            "about",
            .saying,
            "For whom it is and what it costs, in a short sentence.",
            example: "\"Pour les jeunes. Gratuit et anonyme.\""
        ),
        .optional("phone", .quoted, "The number, in quotes."),
        .optional("link", .address(["https"]), "The whole address, with https://."),
        .optional(
            "open",
            .either([.word([always]), HoursFile.week]),
            "When somebody answers, where that is certain: always, or slots by day."
        ),
        .optional("languages", .list(.among(Words.languages)), "Left out: any."),
        .optional("for", .list(.among(Words.bands)), "For which ages; left out: any."),
        .optional("area", .list(.among(Words.provinces)), "Left out: the whole country."),
        .optional("needs", .list(.text), "What it helps with, for replies that choose."),
        .required("source", .text, "Where the fact was read.", example: "\"103ecoute.be\""),
        .optional("verifiedOn", .date, "When somebody checked it last."),
        .optional("verifiedBy", .text, "Who vouches for it; without a name it is not spoken."),
        .optional("checkBy", .date, "When it must be checked again; after it it is not spoken."),
    ]

    private static let always = "always"

    let languages: [Language]?
    let today: CivilDate
    let findings: Findings

    static func read(
        _ file: SourceFile,
        on today: CivilDate,
        speaking languages: [Language]?,
        _ findings: Findings
    ) -> Directory? {
        guard let table = Table.whole(file, definition, findings) else { return nil }
        let reader = ReferralsFile(languages: languages, today: today, findings: findings)
        var seen = Seen("referral", findings, isTyped: true)
        let tables = table.tables("referrals", each: "a referral")
        let entries = tables.compactMap { table in
            let id = table.leaf("id").flatMap { seen.id($0) }
            let checkBy = SignOff.read(table, id ?? "?", on: today, findings)
            let referral = reader.entry(table, id ?? "?", checkBy)
            return id == nil ? nil : referral
        }
        reader.checkNeeds(tables)
        guard table.hasList("referrals") else { return nil }
        return Directory(entries, ids: seen.written, isWhole: !findings.hasErrors, on: today)
    }

    private func sayings(beside phone: String?) -> Sayings {
        Sayings(languages: languages, findings: findings) { text, leaf in
            Wording.check(leaf, filling: [], findings)
            Wording.checkLength(text, at: leaf.place, findings)
            Numbers.checkName(text, but: phone, at: leaf.place, findings)
        }
    }

    private func entry(_ table: Table, _ id: String, _ checkBy: CivilDate?) -> Referral? {
        let phone = table.optional("phone").flatMap { self.phone($0) }
        let name = table.text("name")
        if let leaf = table.optional("name"), let name {
            Wording.check(leaf, filling: [], findings)
            Wording.checkLength(name, at: leaf.place, findings)
            Numbers.checkName(name, but: phone, at: leaf.place, findings)
        }
        let about = table.saying("about", sayings(beside: phone))
        let link = table.address("link")
        if table.isLeftOut("phone"), table.isLeftOut("link") {
            findings.error(
                "nobody can reach \"\(id)\"",
                at: table.place,
                remedy: "add a phone or a link"
            )
        }
        let hours = table.optional("open").flatMap { self.open($0) }
        let reach = self.reach(table)
        guard let name, let about, phone != nil || link != nil else { return nil }
        return Referral(
            id: id,
            name: name,
            about: about,
            phone: phone,
            link: link,
            hours: hours,
            reach: reach,
            checkBy: checkBy
        )
    }

    private func reach(_ table: Table) -> Referral.Reach {
        Referral.Reach(
            languages: words(table, "languages", Words.languages),
            bands: words(table, "for", Words.bands),
            provinces: words(table, "area", Words.provinces),
            needs: table.texts("needs")
        )
    }

    private func words<Value>(
        _ table: Table,
        _ key: String,
        _ words: [(String, Value)]
    ) -> [Value] {
        table.list(key).compactMap { $0.word("an entry of \"\(key)\"", among: words, findings) }
    }

    /// Only what is certain can be said: day and night, or slots that somebody verified.
    private func open(_ leaf: Leaf) -> OpeningHours? {
        guard leaf.tableFields == nil else {
            let complaintsBefore = findings.complaints.count
            guard let week = HoursFile.readWeek(leaf, "\"open\"", findings) else { return nil }
            if week.values.allSatisfy(\.isEmpty), findings.complaints.count == complaintsBefore {
                findings.error(
                    "nobody ever answers there",
                    at: leaf.place,
                    remedy: "write slots by day, or leave the line out"
                )
            }
            return OpeningHours(weekly: week, holidays: .closed)
        }
        guard case .text(let word) = leaf.content, word.string == Self.always else {
            findings.error(
                "\"open\" is neither \(Self.always) nor a table of days",
                at: leaf.place,
                remedy: "open: always, or open: {monday: [\"18:00-21:00\"]}, or leave the line out"
            )
            return nil
        }
        let wholeDay = [OpeningHours.Slot(start: 0, end: 1_440)]
        let week = Weekday.allCases.map { ($0, wholeDay) }
        return OpeningHours(weekly: Dictionary(uniqueKeysWithValues: week), holidays: .open)
    }

    /// From 112 to the longest number that the world's networks know (E.164).
    private static let phoneDigits = 3...15

    /// YAML reads a bare 0800 as a number; other programs that open the file would lose the zeros.
    private func phone(_ leaf: Leaf) -> String? {
        if case .text(let text) = leaf.content, text.isBare {
            findings.error(
                "this phone number is not a text",
                at: leaf.place,
                remedy: "put the number in quotes: \"\(text.string)\""
            )
            return nil
        }
        guard let phone = leaf.text("\"phone\"", findings) else { return nil }
        let isDialled = phone.unicodeScalars.allSatisfy {
            "0123456789 +".unicodeScalars.contains($0)
        }
        let digitCount = phone.count(where: \.isNumber)
        guard isDialled, Self.phoneDigits.contains(digitCount) else {
            findings.error(
                "\"\(phone)\" is no phone number",
                at: leaf.place,
                remedy: "digits and spaces, for example \"0800 32 123\""
            )
            return nil
        }
        return phone
    }
}
