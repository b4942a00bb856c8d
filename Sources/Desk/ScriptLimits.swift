/// What a return code is made of.
public enum CodeForm: String, Sendable, Hashable, CaseIterable {
    /// Sixteen digits.
    case digits
    /// Four plain words in the bot's main language; digits where that language has no list.
    case words

    /// The languages that have a list of plain words.
    public static let wordLanguages: Set<Language> = [.fr, .nl]
}

/// The numbers of one bot.
public struct ScriptLimits: Sendable, Hashable {
    /// So many visitors may wait at once; the next one is told the truth.
    public var waitingCountMax: Int
    /// A line longer than this is refused before it is accepted.
    public let lineCharactersMax: Int
    /// So many lines may be left while nobody has answered yet.
    public var unheardLineCountMax: Int
    /// Words are forgotten this long after the end.
    public let forgetAfterHours: Int
    /// Her name and her answers are forgotten this long after the end; nothing: with the words.
    public let forgetAnswersAfterHours: Int?
    /// The counselling room is given up this long after the end; nothing: with the words.
    public let leaveRoomAfterHours: Int?
    /// Statistics are kept for so long.
    public let keepStatisticsDays: Int
    /// Counsellors are told gently when a talk has lasted so many minutes.
    public let talkNoticeMinutes: [Int]
    /// So many talks with the same counsellor.
    public let contactCountMax: Int
    /// Whether only those on duty may take visitors.
    public var dutyIsRequired = false
    /// So many talks one counsellor may have at once; nothing: as many as she likes.
    public var talksAtOnceMax: Int?
    /// How much a heavy talk counts among them.
    public var heavyWeight = 2
    /// Who is not written to so many minutes after the claim waits again; 0: never.
    public var unclaimAfterMinutes = 5
    /// How long a quiet hold lasts.
    public var holdMinutes = 60
    /// So many days a letter waits for its answer; 0: no letters are taken.
    public var letterDays = 0
    /// So many days a return code is good.
    public var codeDays = 60
    /// So many days what is said in the staff room stays there.
    public var staffRoomDays = 30
    /// So many kilobytes (of 1,000 bytes) an image of a counsellor may have as it is shown; 0: none
    /// goes to a visitor.
    public var imageKilobytesMax = 0
    /// What a return code is made of.
    public var codeForm = CodeForm.digits

    /// The numbers as a file states them.
    public init(
        waitingCountMax: Int = 100,
        lineCharactersMax: Int = 2_000,
        unheardLineCountMax: Int = 200,
        forgetAfterHours: Int = 24,
        forgetAnswersAfterHours: Int? = nil,
        leaveRoomAfterHours: Int? = nil,
        keepStatisticsDays: Int = 1_100,
        talkNoticeMinutes: [Int] = [45, 55],
        contactCountMax: Int = 10
    ) {
        (self.waitingCountMax, self.lineCharactersMax) = (waitingCountMax, lineCharactersMax)
        self.unheardLineCountMax = unheardLineCountMax
        self.forgetAfterHours = forgetAfterHours
        self.forgetAnswersAfterHours = forgetAnswersAfterHours
        self.leaveRoomAfterHours = leaveRoomAfterHours
        self.keepStatisticsDays = keepStatisticsDays
        (self.talkNoticeMinutes, self.contactCountMax) = (talkNoticeMinutes, contactCountMax)
    }
}
