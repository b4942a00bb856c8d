internal import Desk
internal import Matrix
internal import Synchronization

/// Which room is whose: the staff rooms, or the lobbies.
///
/// Known once the room keeper has found or made them.
final class BotRooms: Sendable {
    private let rooms = Mutex<[BotName: RoomID]>([:])

    func set(_ room: RoomID, of bot: BotName) {
        rooms.withLock { $0[bot] = room }
    }

    /// The room is that bot's no more: nothing is said or heard there.
    func lose(of bot: BotName) {
        rooms.withLock { $0[bot] = nil }
    }

    func room(of bot: BotName) -> RoomID? {
        rooms.withLock { $0[bot] }
    }

    func bot(of room: RoomID) -> BotName? {
        rooms.withLock { rooms in rooms.first { $0.value == room }?.key }
    }

    /// The bots that have one, in order.
    var bots: [BotName] {
        rooms.withLock { $0.keys.sorted { $0.rawValue < $1.rawValue } }
    }
}
