/// A counselling room on the shelf, made before anybody needs it.
public struct ShelfRoom: Sendable, Hashable {
    /// Its number on the shelf, never used twice; part of its alias.
    public let serial: Int64
    /// The bot it is for.
    public let bot: BotName
    /// Which ghost of the pool speaks in it.
    public let ghost: Int
    /// The room on the chat network; nothing while it is only planned.
    public let room: RoomKey?
    /// Whether the counsellor was already brought in.
    public let isOpened: Bool

    /// A room as it is written down.
    public init(serial: Int64, bot: BotName, ghost: Int, room: RoomKey?, isOpened: Bool) {
        (self.serial, self.bot, self.ghost) = (serial, bot, ghost)
        (self.room, self.isOpened) = (room, isOpened)
    }
}

/// A room that everybody was let go from, and how far its removing has come.
public struct RemovableRoom: Sendable, Hashable {
    /// Its number on the shelf.
    public let serial: Int64
    /// The room on the chat network.
    public let room: RoomKey
    /// The network's name for the removing; nothing while it has not begun.
    public let removal: String?

    /// A room as it is written down.
    public init(serial: Int64, room: RoomKey, removal: String?) {
        (self.serial, self.room, self.removal) = (serial, room, removal)
    }
}
