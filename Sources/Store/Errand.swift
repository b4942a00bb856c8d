public import Desk

/// How an errand went.
public enum Settlement: Sendable, Hashable {
    /// It arrived; the receipt is the other network's name for it, where it gave one.
    case done(Receipt?)
    /// Not now. It stays first in its lane.
    case later(at: Int64)
    /// Never. It is set aside, and somebody is told.
    case parked
    /// It has waited for all before it, and nothing has to wait for it: it goes on in that lane.
    case beside(Lane)
}

/// What stands first in a lane.
public enum Taken: Sendable {
    /// It can be carried out.
    case errand(Errand)
    /// What was written down about it cannot be read any more.
    case unreadable(UnreadableErrand)

    /// Its lane.
    public var lane: Lane {
        switch self {
        case .errand(let errand): errand.lane
        case .unreadable(let errand): errand.lane
        }
    }
}

/// An errand whose row was damaged.
///
/// It is parked, so that it does not stop all that come after it.
public struct UnreadableErrand: Sendable {
    /// The row, for parking.
    public let row: Int64
    /// The effect's id.
    public let id: EffectID
    /// Its lane.
    public let lane: Lane
    /// The bot it was for.
    public let bot: BotName
    /// The conversation it belongs to, if any.
    public let conversation: ConversationNumber?
    /// How often it was tried before.
    public let attempts: Int
    /// What the desk must be told; nothing where it was a remark only.
    public let failure: FailedEffect?
}
