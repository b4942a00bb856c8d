/// One question before a visitor waits.
///
/// Each may be skipped.
public struct Question: Sendable, Hashable {
    /// What an answer means.
    public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        /// The real or made-up name that counsellors will see.
        case name
        /// One of the choices.
        case choice
        /// A few words.
        case text
        /// Four digits, of which only the province is kept.
        case postal
    }

    /// The question's name in its file.
    public let id: String
    /// What an answer means.
    public let kind: Kind
    /// The question in the bot's words.
    public let text: String
    /// Answers to touch.
    ///
    /// Every kind may have some; `choice` has only these.
    public let choices: [Choice]

    /// A question as a file states it.
    public init(id: String, kind: Kind, text: String, choices: [Choice]) {
        (self.id, self.kind, self.text, self.choices) = (id, kind, text, choices)
    }
}

/// One answer to touch.
public struct Choice: Sendable, Hashable {
    /// Where an answer leads.
    public enum Next: Sendable, Hashable {
        /// To the next question, or to the waiting room.
        case onward
        /// To a referral reply, by its id.
        case refer(String)
    }

    /// The choice's name in its file.
    public let id: String
    /// What stands on the button.
    public let label: String
    /// Where it leads.
    public let next: Next

    /// A choice as a file states it.
    public init(id: String, label: String, next: Next) {
        (self.id, self.label, self.next) = (id, label, next)
    }
}

/// What a visitor answered, as counsellors see it.
public struct Answer: Sendable, Hashable, Codable {
    /// The question's id.
    public let question: String
    /// The answer in words; for a postal code the province.
    public let words: Confidential<String>
}
