/// What lies around one event while it is heard, beside the conversation itself.
public struct Surroundings: Sendable, Hashable {
    /// The number by which the event named a conversation, whether there is one or not.
    public let number: ConversationNumber?
    /// Who waits at this bot.
    public let waitingRoom: WaitingRoom
    /// What the return code in the event is good for; nothing where it is good for nothing.
    public let pass: Pass?
    /// The bot's people; changed in place.
    public var team: Team
    /// Whether counsellors can be reached at all.
    public var reach: Reach

    /// What lies around an event.
    public init(
        number: ConversationNumber? = nil,
        waitingRoom: WaitingRoom = WaitingRoom(),
        pass: Pass? = nil,
        team: Team,
        reach: Reach = .usual
    ) {
        (self.number, self.waitingRoom, self.pass) = (number, waitingRoom, pass)
        (self.team, self.reach) = (team, reach)
    }
}
