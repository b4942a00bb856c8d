public import Desk
internal import Store

/// What a transaction changed, for the doors that have to show it.
public struct Change: Sendable, Hashable {
    /// Conversations with a new line or a new stage.
    public let conversations: Set<ConversationNumber>
    /// Bots at which somebody sat down or stood up, so that places changed.
    public let waitingRooms: Set<BotName>
    /// Whether a counselling room can be cleared.
    public let hasUsedRoom: Bool

    init(_ recorded: Recorded) {
        conversations = recorded.touched
        waitingRooms = recorded.waitingRooms
        hasUsedRoom = recorded.usedRoom
    }
}

extension Switchboard {
    /// Calls back after each transaction that changed something a door shows.
    ///
    /// The call must be short.
    public func whenChanged(_ listener: @escaping @Sendable (Change) -> Void) {
        whenRecorded { recorded in
            let change = Change(recorded)
            if !change.conversations.isEmpty || !change.waitingRooms.isEmpty || change.hasUsedRoom {
                listener(change)
            }
        }
    }
}
