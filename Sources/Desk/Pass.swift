/// What a return code is good for: the way back to the same counsellor, or to a letter's answer.
///
/// It holds nothing that was said.
public struct Pass: Sendable, Hashable, Codable {
    /// The bot that gave it.
    public let bot: BotName
    /// The counsellor she talked with.
    public let owner: CounsellorID?
    /// The name she had chosen.
    public let name: Confidential<String>?
    /// How often she has talked with somebody here.
    public let contactCount: Int
    /// The conversation in which the answer to her letter lies.
    public let letter: ConversationNumber?
    /// Until when, in milliseconds since 1970.
    public let expires: Int64
}

/// The slow digest of a return code; the code itself is never kept.
public struct CodeDigest: Identifier {
    /// Hexadecimal digits.
    public let rawValue: String
    /// Wraps a digest.
    public init(rawValue: String) { self.rawValue = rawValue }
    /// Wraps a digest.
    public init(_ text: String) { rawValue = text }
}

/// A return code that was made just now, with its digest.
///
/// Chance comes in with the event that needs it: the desk makes none.
public struct FreshCode: Sendable, Hashable {
    /// The code, as she will read it.
    public let code: Confidential<String>
    /// Its digest.
    public let digest: CodeDigest

    /// A code with its digest.
    public init(code: Confidential<String>, digest: CodeDigest) {
        (self.code, self.digest) = (code, digest)
    }
}
