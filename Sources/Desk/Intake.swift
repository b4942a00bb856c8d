/// One question before a visitor waits.
///
/// Each may be skipped. A question that is being asked is kept with its conversation, so that a
/// changed file never takes the ground away under an answer.
public struct Question: Sendable, Hashable, Codable {
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
        /// A number on a scale; its numbers are the choices.
        case scale
        /// Yes or no; both are choices.
        case yesNo = "yesno"
    }

    /// The question's name in its file.
    public let id: String
    /// What an answer means.
    public let kind: Kind
    /// The question in the bot's words.
    public let text: Saying
    /// Answers to touch.
    ///
    /// Every kind may have some; `choice`, `scale` and `yesNo` have only these.
    public let choices: [Choice]
    /// Where every other answer leads, and skipping too.
    public let next: Next

    /// A question as a file states it.
    public init(
        id: String,
        kind: Kind,
        text: Saying,
        choices: [Choice] = [],
        next: Next = .onward
    ) {
        (self.id, self.kind, self.text, self.choices) = (id, kind, text, choices)
        self.next = next
    }
}

/// Where an answer leads.
public enum Next: Sendable, Hashable, Codable {
    /// To the next question in the file, or to the waiting room.
    case onward
    /// To another question, by its id.
    case ask(String)
    /// To the waiting room.
    case wait
    /// To a referral reply, by its id.
    case refer(String)
}

/// One answer to touch.
public struct Choice: Sendable, Hashable, Codable {
    /// The choice's name in its file.
    public let id: String
    /// What stands on the button.
    public let label: Saying
    /// Other ways to type it.
    public let words: [String]
    /// What the answer tells about her age.
    public let band: AgeBand?
    /// The talk goes on in this language.
    public let language: Language?
    /// What counsellors see beside her name: her own answer, never the bot's judgement.
    public let mark: String?
    /// So many minutes she goes ahead of others who wait, by this answer.
    public let headStartMinutes: Int
    /// A reply that is spoken at once, by its id.
    public let says: String?
    /// Where it leads; nothing where it leads as the question does.
    public let next: Next?

    /// A choice as a file states it.
    public init(
        id: String,
        label: Saying,
        words: [String] = [],
        band: AgeBand? = nil,
        language: Language? = nil,
        mark: String? = nil,
        headStartMinutes: Int = 0,
        says: String? = nil,
        next: Next? = nil
    ) {
        (self.id, self.label, self.words, self.band) = (id, label, words, band)
        (self.language, self.mark, self.says, self.next) = (language, mark, says, next)
        self.headStartMinutes = headStartMinutes
    }
}

/// What a visitor answered, as counsellors see it.
public struct Answer: Sendable, Hashable, Codable {
    /// The question's id.
    public let question: String
    /// The answer in words; for a postal code the province.
    public let words: Confidential<String>
}
