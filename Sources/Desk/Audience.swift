/// How old a visitor said she is, as far as the bot needs it.
public enum AgeBand: String, Sendable, Hashable, Codable, CaseIterable {
    /// Up to 11 years.
    case child
    /// 12 to 14.
    case teen
    /// 15 to 17.
    case youth
    /// 18 and more.
    case adult
}

/// How a visitor is spoken to: her language and, once she has said it, her age.
public struct Audience: Sendable, Hashable, Codable {
    /// The language of the talk.
    public var language: Language
    /// Nothing as long as she has not said it.
    public var band: AgeBand?

    /// A language, and an age where it is known.
    public init(_ language: Language, band: AgeBand? = nil) {
        (self.language, self.band) = (language, band)
    }
}

/// Something that is said to people, in every audience that the bot has for it.
public struct Saying: Sendable, Hashable, Codable, ExpressibleByStringLiteral {
    private let everywhere: String?
    private let variants: [Audience: String]

    /// The same words in every language and for every age.
    public init(_ words: String) {
        (everywhere, variants) = (words, [:])
    }

    /// Words of their own for each audience.
    ///
    /// An audience without an age serves every age that has no words of its own.
    public init(_ variants: [Audience: String]) {
        (everywhere, self.variants) = (nil, variants)
    }

    /// The same words in every language and for every age.
    public init(stringLiteral words: String) {
        self.init(words)
    }

    /// The words for an audience; empty where a language has none, so `Documents` refuses gaps.
    public func said(to audience: Audience) -> String {
        if let everywhere { return everywhere }
        return variants[audience] ?? variants[Audience(audience.language)] ?? ""
    }

    /// Every wording there is, for whoever looks through them.
    public var wordings: [String] {
        [everywhere].compactMap(\.self) + variants.values.sorted()
    }
}
