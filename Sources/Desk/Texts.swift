/// Every sentence of a bot, complete, and the page's own words.
public struct Texts: Sendable, Hashable {
    private let sentences: [TextKey: Saying]
    private let page: [Language: [String: String]]

    /// The sentences; a key that is missing is spoken as nothing, so `Documents` refuses gaps.
    public init(_ sentences: [TextKey: Saying], page: [Language: [String: String]] = [:]) {
        (self.sentences, self.page) = (sentences, page)
    }

    /// A sentence with its placeholders filled.
    public func say(
        _ key: TextKey,
        _ values: [String: String] = [:],
        to audience: Audience
    ) -> String {
        Self.fill(sentences[key]?.said(to: audience) ?? "") { values[$0] }
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
