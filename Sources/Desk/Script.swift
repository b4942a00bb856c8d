/// One bot, read and checked: everything it says and decides.
///
/// A script is a value. A conversation is heard following one script; the files behind it may
/// change meanwhile.
public struct Script: Sendable, Hashable {
    /// The folder's name, which is also the page's path.
    public let name: BotName
    /// What visitors speak with this bot.
    public let language: Language
    /// The IANA zone of the hours, such as `Europe/Brussels`.
    ///
    /// The shell turns it into civil time.
    public let zone: String
    /// When the door is open.
    public let hours: Hours
    /// The only name under which a counsellor appears to a visitor.
    public let persona: String
    /// The questions before a visitor waits, in order.
    public let intake: [Question]
    /// Referral replies, by id.
    public let replies: [String: Reply]
    /// The directory: entries that may be spoken to a visitor today.
    public let referrals: [Referral]
    /// Provinces by postal code.
    public let provinces: [String: String]
    /// Every sentence.
    public let texts: Texts
    /// Numbers of this bot.
    public let limits: ScriptLimits
    /// Where the quick exit leads: a dull page that is nobody's own.
    public let exitAddress: String

    /// A bot from its parts; `Documents` makes it from a folder.
    public init(
        name: BotName,
        language: Language,
        zone: String,
        hours: Hours,
        persona: String,
        intake: [Question],
        replies: [String: Reply],
        referrals: [Referral],
        provinces: [String: String],
        texts: Texts,
        limits: ScriptLimits,
        exitAddress: String
    ) {
        (self.name, self.language, self.zone) = (name, language, zone)
        (self.hours, self.persona, self.intake) = (hours, persona, intake)
        (self.replies, self.referrals, self.provinces) = (replies, referrals, provinces)
        (self.texts, self.limits, self.exitAddress) = (texts, limits, exitAddress)
    }
}

/// The numbers of one bot.
public struct ScriptLimits: Sendable, Hashable {
    /// So many visitors may wait at once; the next one is told the truth.
    public let waitingCountMax: Int
    /// A line longer than this is refused before it is accepted.
    public let lineCharactersMax: Int
    /// So many lines may be left while nobody has answered yet.
    public let unheardLineCountMax: Int
    /// Words are forgotten this long after the end.
    public let forgetAfterHours: Int

    /// The numbers as a file states them.
    public init(
        waitingCountMax: Int = 100,
        lineCharactersMax: Int = 2_000,
        unheardLineCountMax: Int = 200,
        forgetAfterHours: Int = 24
    ) {
        (self.waitingCountMax, self.lineCharactersMax) = (waitingCountMax, lineCharactersMax)
        self.unheardLineCountMax = unheardLineCountMax
        self.forgetAfterHours = forgetAfterHours
    }
}
