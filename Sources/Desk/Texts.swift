/// Every sentence of a bot, complete, and the page's own words.
public struct Texts: Sendable, Hashable {
    private let sentences: [TextKey: Saying]
    private let page: [Language: [String: String]]
    /// Sentences with a number of the directory in them.
    private let numbered: Set<TextKey>
    private var numbers: [String: Vouched] = [:]

    /// A number, and the last day on which somebody vouches for it.
    private struct Vouched: Hashable {
        let phone: String
        let until: CivilDate?
    }

    /// The day on which they are said; on no day nobody vouches for a number.
    private var date: CivilDate?

    /// The sentences; a key that is missing is spoken as nothing, so `Documents` refuses gaps.
    public init(_ sentences: [TextKey: Saying], page: [Language: [String: String]] = [:]) {
        (self.sentences, self.page) = (sentences, page)
        let phones = sentences.filter { $0.value.wordings.contains(where: Self.namesPhone) }
        numbered = Set(phones.keys)
    }

    /// A sentence with its placeholders filled.
    ///
    /// A line with a number for which nobody vouches on the day is left out.
    public func say(
        _ key: TextKey,
        _ values: [String: String] = [:],
        to audience: Audience
    ) -> String {
        let text = sentences[key]?.said(to: audience) ?? ""
        guard numbered.contains(key) else { return Self.fill(text) { values[$0] } }
        return WholeLines.of(text) { line in
            var isWhole = true
            let filled = Self.fill(line) { word in
                guard case .phone(let id)? = Blank.read(word) else { return values[word] }
                let phone = phone(id)
                if phone == nil { isWhole = false }
                return phone
            }
            return isWhole ? filled : nil
        }
    }

    /// The same sentences on a day, with the numbers of a directory.
    func vouched(by referrals: [Referral]) -> Texts {
        var texts = self
        guard !numbered.isEmpty else { return texts }
        for referral in referrals {
            guard let phone = referral.phone else { continue }
            texts.numbers[referral.id] = Vouched(phone: phone, until: referral.checkBy)
        }
        return texts
    }

    /// The same sentences as they are said on a day.
    func on(_ date: CivilDate) -> Texts {
        var texts = self
        texts.date = date
        return texts
    }

    private func phone(_ id: String) -> String? {
        guard let date, let number = numbers[id] else { return nil }
        return number.until.map { date <= $0 } ?? true ? number.phone : nil
    }

    private static func namesPhone(_ text: String) -> Bool {
        guard text.contains("{") else { return false }
        return text.split(separator: "{").dropFirst().contains { rest in
            if case .phone? = Blank.read(rest.prefix { $0 != "}" }) { true } else { false }
        }
    }

    /// The words of the visitor's page, by the page's own keys.
    public func page(in language: Language) -> [String: String] {
        page[language] ?? [:]
    }

    /// A text without what stands between braces.
    public static func withoutBlanks(_ text: String) -> String {
        fill(text) { _ in "" }
    }

    /// Fills placeholders with their values; one that nothing fills stays as it stands.
    ///
    /// Values are not looked through again, so nothing that a person wrote can act as a
    /// placeholder.
    static func fill(_ text: String, with value: (String) -> String?) -> String {
        var filled = ""
        var rest = text[...]
        while let open = rest.firstIndex(of: "{") {
            filled += rest[..<open]
            rest = rest[open...]
            guard let close = rest.firstIndex(of: "}") else { break }
            filled += value(String(rest[rest.index(after: open)..<close])) ?? String(rest[...close])
            rest = rest[rest.index(after: close)...]
        }
        return filled + rest
    }
}
