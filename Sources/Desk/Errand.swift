/// One effect to be carried out on the other network: who takes it must settle it.
public struct Errand: Sendable {
    /// The row in the ledger, for settling.
    public let row: Int64
    /// The effect's id; the same at every try.
    public let id: EffectID
    /// Errands of one lane are done strictly in order.
    public let lane: Lane
    /// The bot it is for.
    public let bot: BotName
    /// The conversation it belongs to, if any.
    public let conversation: ConversationNumber?
    /// What shall be done.
    public let effect: Effect
    /// For `relay` and `tell`: the line that is brought across.
    public let line: Line?
    /// How often it was tried before.
    public let attempts: Int

    /// An errand as it is written down.
    public init(
        row: Int64,
        id: EffectID,
        lane: Lane,
        bot: BotName,
        conversation: ConversationNumber?,
        effect: Effect,
        line: Line?,
        attempts: Int
    ) {
        (self.row, self.id, self.lane, self.bot) = (row, id, lane, bot)
        (self.conversation, self.effect) = (conversation, effect)
        (self.line, self.attempts) = (line, attempts)
    }

    /// The words of its line.
    public var words: Confidential<String>? { line?.text }
}

/// A row of errands that must stay in order.
public struct Lane: Identifier {
    /// The lane's name.
    public let rawValue: String
    /// Wraps a name.
    public init(rawValue: String) { self.rawValue = rawValue }
    /// Wraps a name.
    public init(_ text: String) { rawValue = text }
}
