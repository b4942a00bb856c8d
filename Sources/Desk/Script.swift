/// One bot, read and checked: everything it says and decides.
///
/// A script is a value. A conversation is heard following one script; the files behind it may
/// change meanwhile.
public struct Script: Sendable, Hashable {
    /// The folder's name.
    public let name: BotName
    /// What people call it, such as "Maintenant j'en parle".
    public let title: String
    /// The page's path, without the slash.
    public let webPath: String
    /// The languages it speaks; the first one is also spoken to counsellors.
    public let languages: [Language]
    /// The IANA zone of the hours, such as `Europe/Brussels`.
    ///
    /// The shell turns it into civil time.
    public let zone: String
    /// When the door is open.
    public var hours: Hours
    /// The only name under which a counsellor appears to a visitor.
    public let persona: String
    /// The visible name of its staff room.
    public let staffRoomName: String
    /// Who is called when somebody waits long, in rising order.
    public let escalation: [AlertStep]
    /// The questions before a visitor waits, in order.
    public let intake: [Question]
    /// Replies, by situation and by id.
    public let replies: Replies
    /// The directory: every signed entry; which may be spoken depends on the day.
    public let referrals: [Referral]
    /// Provinces by postal code.
    public let provinces: [String: Province]
    /// Every sentence; one with a number in it is said as on the day of `on(_:)`.
    public private(set) var texts: Texts
    /// The words of the commands.
    public var commands: CommandWords
    /// Numbers of this bot.
    public var limits: ScriptLimits
    /// Where the quick exit leads: a dull page that is nobody's own.
    public let exitAddress: String
    /// The public room on the chat network; nothing where nobody comes in there.
    public var lobby: Lobby?
    /// How its page looks, and what it asks.
    public var page: PageSetup

    /// A bot from its parts; `Documents` makes it from a folder.
    public init(
        name: BotName,
        title: String,
        webPath: String? = nil,
        languages: [Language],
        zone: String,
        hours: Hours,
        persona: String,
        staffRoomName: String? = nil,
        escalation: [AlertStep] = [],
        intake: [Question],
        replies: Replies,
        referrals: [Referral],
        provinces: [String: Province],
        texts: Texts,
        commands: CommandWords = CommandWords(),
        limits: ScriptLimits,
        exitAddress: String,
        lobby: Lobby? = nil,
        page: PageSetup = PageSetup()
    ) {
        precondition(!languages.isEmpty, "a bot speaks a language")
        (self.name, self.title, self.webPath) = (name, title, webPath ?? name.rawValue)
        (self.languages, self.zone, self.hours) = (languages, zone, hours)
        (self.persona, self.staffRoomName) = (persona, staffRoomName ?? title)
        (self.escalation, self.intake, self.replies) = (escalation, intake, replies)
        (self.referrals, self.provinces) = (referrals, provinces)
        self.texts = texts.vouched(by: referrals)
        (self.limits, self.exitAddress) = (limits, exitAddress)
        (self.lobby, self.commands, self.page) = (lobby, commands, page)
    }

    /// The bot as it speaks on a day.
    ///
    /// Numbers in its sentences are said only as long as somebody vouches for them, and on no day
    /// where none is given.
    public func on(_ date: CivilDate) -> Script {
        var script = self
        script.texts = texts.on(date)
        return script
    }

    /// The main language: counsellors', and every visitor's until she chooses another.
    public var language: Language { languages[0] }

    /// How counsellors are spoken to, and visitors of whom nothing is known yet.
    public var audience: Audience { Audience(language) }
}

/// One step of the alert ladder while somebody waits.
public struct AlertStep: Sendable, Hashable, Codable {
    /// Who is called.
    public enum Group: String, Sendable, Hashable, Codable, CaseIterable {
        /// Everybody who answers.
        case counsellors
        /// Whoever answers for the service.
        case admins
    }

    /// Minutes since she sat down.
    public let minutes: Int
    /// Who is called; nothing: there is nobody left to call, and she hears the truth.
    public let group: Group?

    /// A step as a file states it.
    public init(minutes: Int, group: Group?) {
        (self.minutes, self.group) = (minutes, group)
    }
}
