/// One inbound thing, as an inbox hands it to the switchboard.
///
/// Repeating it is harmless.
public struct Delivery: Sendable, Hashable {
    /// The same each time it is repeated.
    public let id: DeliveryID
    /// The bot it concerns.
    public let bot: BotName
    /// Which conversation it concerns.
    public let address: Address
    /// What happened.
    public let event: Event

    /// One inbound thing.
    public init(id: DeliveryID, bot: BotName, address: Address, event: Event) {
        (self.id, self.bot, self.address, self.event) = (id, bot, address, event)
    }
}

/// How an inbox names a conversation.
///
/// The ledger finds it inside the recording transaction.
public enum Address: Sendable, Hashable {
    /// The visitor who holds this secret, at this door. `arrived` opens a conversation if there is
    /// none.
    case visitor(VisitorKey, Door)
    /// The conversation that is talked about in this counselling room.
    case room(RoomKey)
    /// The conversation whose visitor has this room of her own on the chat network.
    case direct(RoomKey)
    /// The conversation whose notice has this receipt.
    case notice(Receipt)
    /// The conversation with this number.
    case number(ConversationNumber)
    /// No conversation: the bot's staff room itself.
    case staffRoom
}

/// What became of a delivery, once it is written down.
public enum Outcome: Sendable, Hashable {
    /// Heard and recorded, now or at an earlier repetition.
    case recorded(ConversationNumber?)
    /// There is no such conversation (any more).
    case unknown
    /// The desk did not accept it; nothing was recorded.
    case refused(Refusal)
    /// What had been written down about this conversation cannot be read; nothing was recorded.
    case damaged
}

/// Why the desk did not accept something.
public enum Refusal: String, Sendable, Hashable, Codable {
    /// The talk is over.
    case over
    /// The line is longer than the bot allows.
    case tooLong
    /// Too many lines wait for a counsellor already.
    case tooMany
    /// An answer to a question that is not being asked.
    case notAsked
}
