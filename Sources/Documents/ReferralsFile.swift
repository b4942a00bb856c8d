internal import Desk

/// The directory as read: what may be spoken today, and every id there is.
struct Directory: Sendable {
    let spoken: [Referral]
    let ids: Set<String>

    func speaks(_ id: String) -> Bool {
        spoken.contains { $0.id == id }
    }
}

/// `referrals.yaml`: the services a visitor can turn to.
///
/// Facts reach a young person only from here.
enum ReferralsFile {
    static let known = [
        "id", "name", "about", "phone", "link", "open", "source", "verifiedOn", "verifiedBy",
        "checkBy",
    ]

    static func read(
        _ file: SourceFile,
        on today: CivilDate,
        _ findings: Findings
    ) -> Directory? {
        guard let table = Table.whole(file, knowing: ["referrals"], findings) else { return nil }
        var seen = Seen("referral", findings)
        var spoken: [Referral] = []
        var ids: Set<String> = []
        for item in table.requiredList("referrals", example: "[]") {
            guard let table = Table(item, knowing: known, "a referral", findings) else { continue }
            let id = table.required("id", example: "\"103\"").flatMap { seen.id($0) }
            let isSigned = SignOff.holds(table, id ?? "?", on: today, findings)
            let referral = readEntry(table, id ?? "?", findings)
            guard let id else { continue }
            ids.insert(id)
            if isSigned, let referral { spoken.append(referral) }
        }
        return Directory(spoken: spoken, ids: ids)
    }

    private static func readEntry(
        _ table: Table,
        _ id: String,
        _ findings: Findings
    ) -> Referral? {
        let name = table.text("name", example: "\"Écoute-Enfants\"")
        let about = table.text("about", example: "\"Pour les jeunes. Gratuit et anonyme.\"")
        for key in ["name", "about"] {
            if let leaf = table.optional(key) { Wording.checkSpoken(leaf, findings) }
        }
        let phone = table.optional("phone").flatMap { readPhone($0, findings) }
        let link = table.optional("link")?
            .address("\"link\"", schemes: ["https"], example: "\"https://103ecoute.be\"", findings)
        if table.optional("phone") == nil, table.optional("link") == nil {
            findings.error(
                "nobody can reach \"\(id)\"",
                at: table.place,
                remedy: "add a phone or a link"
            )
        }
        guard let name, let about, phone != nil || link != nil else { return nil }
        let hours = table.optional("open").flatMap { readOpen($0, findings) }
        return Referral(id: id, name: name, about: about, phone: phone, link: link, hours: hours)
    }

    /// Only what is certain can be said: a service that answers day and night.
    private static func readOpen(_ leaf: Leaf, _ findings: Findings) -> OpeningHours? {
        guard let word = leaf.text("\"open\"", findings) else { return nil }
        guard word == "always" else {
            findings.error(
                "\"\(word)\" cannot be said of a service",
                at: leaf.place,
                remedy: "open: always, or leave the line out"
            )
            return nil
        }
        let wholeDay = [OpeningHours.Slot(start: 0, end: 1_440)]
        let week = Weekday.allCases.map { ($0, wholeDay) }
        return OpeningHours(weekly: Dictionary(uniqueKeysWithValues: week), holidays: .open)
    }

    /// YAML reads a bare 0800 as a number; other programs that open the file would lose the zeros.
    private static func readPhone(_ leaf: Leaf, _ findings: Findings) -> String? {
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
        guard isDialled, phone.contains(where: \.isNumber) else {
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
