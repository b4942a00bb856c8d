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
    /// Counsellors are told gently when a talk has lasted so many minutes.
    public let talkNoticeMinutes: [Int]
    /// So many talks with the same counsellor.
    public let contactCountMax: Int

    /// The numbers as a file states them.
    public init(
        waitingCountMax: Int = 100,
        lineCharactersMax: Int = 2_000,
        unheardLineCountMax: Int = 200,
        forgetAfterHours: Int = 24,
        talkNoticeMinutes: [Int] = [45, 55],
        contactCountMax: Int = 10
    ) {
        (self.waitingCountMax, self.lineCharactersMax) = (waitingCountMax, lineCharactersMax)
        self.unheardLineCountMax = unheardLineCountMax
        self.forgetAfterHours = forgetAfterHours
        (self.talkNoticeMinutes, self.contactCountMax) = (talkNoticeMinutes, contactCountMax)
    }
}
