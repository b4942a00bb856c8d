/// A room on the shelf, made before anybody needs it.
public struct ShelfRoom: Sendable, Hashable {
    /// Who talks in it.
    public enum Kind: String, Sendable, Hashable {
        /// A counsellor and the visitor's ghost.
        case counselling
        /// The bot and a visitor who came in through the lobby.
        case direct
    }

    /// Its number on the shelf, never used twice; part of its alias.
    public let serial: Int64
    /// The bot it is for.
    public let bot: BotName
    /// Who talks in it.
    public let kind: Kind
    /// Which ghost of the pool speaks in it; 0 where none does.
    public let ghost: Int
    /// The room on the chat network; nothing while it is only planned.
    public let room: RoomKey?
    /// Whether the counsellor was already brought in.
    public let isOpened: Bool

    /// A room as it is written down.
    public init(
        serial: Int64,
        bot: BotName,
        kind: Kind,
        ghost: Int,
        room: RoomKey?,
        isOpened: Bool
    ) {
        (self.serial, self.bot, self.kind, self.ghost) = (serial, bot, kind, ghost)
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
