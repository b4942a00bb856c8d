/// A place in a reply that is filled when it is spoken: `{nom}`, `{prochaine_ouverture}`,
/// `{référence:103}`, `{numéro:103}`.
public enum Blank: Sendable, Hashable {
    /// The name that the visitor chose; nothing where she chose none.
    case visitorName
    /// The next opening, in words.
    case nextOpening
    /// What counsellors are called here.
    case persona
    /// An entry of the directory, by its id.
    case referral(String)
    /// The number of such an entry alone, inside a sentence.
    case phone(String)

    /// Reads what stands between the braces; admins write it in their own language.
    ///
    /// - Returns: Nothing where no such blank exists.
    public static func read(_ words: some StringProtocol) -> Blank? {
        let parts = words.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let word = Folded.text(String(parts[0]))
        guard parts.count == 2 else { return simple.first { $0.0 == word }?.1 }
        let id = parts[1].drop { $0 == " " }
        guard !id.isEmpty else { return nil }
        if phoneWords.values.contains(where: { Folded.text($0) == word }) {
            return .phone(String(id))
        }
        return referralWords.contains(word) ? .referral(String(id)) : nil
    }

    /// The spellings to suggest to an admin.
    public static func spellings(in language: Language) -> [String] {
        switch language {
        case .fr: ["nom", "prochaine_ouverture", "intervenante", "référence:103", "numéro:103"]
        case .nl: ["naam", "volgende_opening", "hulpverlener", "verwijzing:103", "nummer:103"]
        case .en: ["name", "next_opening", "persona", "referral:103", "number:103"]
        case .de: ["name", "nächste_öffnung", "fachkraft", "verweis:103", "nummer:103"]
        }
    }

    /// How an entry's number is written, such as `numéro:103`.
    public static func phone(_ id: String, in language: Language) -> String {
        "\(phoneWords[language] ?? "number"):\(id)"
    }

    private static let phoneWords: [Language: String] = [
        .fr: "numéro", .nl: "nummer", .en: "number", .de: "nummer",
    ]

    /// As `Folded` writes them: small letters without accents.
    private static let simple: [(String, Blank)] = [
        ("nom", .visitorName), ("naam", .visitorName), ("name", .visitorName),
        ("prochaine_ouverture", .nextOpening), ("volgende_opening", .nextOpening),
        ("next_opening", .nextOpening), ("nachste_offnung", .nextOpening),
        ("intervenante", .persona), ("hulpverlener", .persona), ("persona", .persona),
        ("fachkraft", .persona),
    ]

    private static let referralWords = ["reference", "verwijzing", "referral", "verweis"]
}
