public import Desk

/// Something that passes and is never written down: that the other side is typing.
public struct Sign: Sendable, Hashable {
    /// Who gives the sign.
    public enum Side: Sendable, Hashable {
        /// The young person.
        case visitor
        /// A counsellor.
        case counsellor
    }

    /// The conversation.
    public let conversation: ConversationNumber
    /// Who gives the sign.
    public let from: Side
    /// Whether they are typing now.
    public let isTyping: Bool

    /// A sign.
    public init(conversation: ConversationNumber, from: Side, isTyping: Bool) {
        (self.conversation, self.from, self.isTyping) = (conversation, from, isTyping)
    }
}
