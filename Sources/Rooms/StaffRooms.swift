internal import Desk
internal import Matrix
internal import Synchronization

/// Which room is whose staff room.
///
/// Known once the room keeper has found or made them.
final class StaffRooms: Sendable {
    private let rooms = Mutex<[BotName: RoomID]>([:])

    func set(_ room: RoomID, of bot: BotName) {
        rooms.withLock { $0[bot] = room }
    }

    func room(of bot: BotName) -> RoomID? {
        rooms.withLock { $0[bot] }
    }

    func bot(of room: RoomID) -> BotName? {
        rooms.withLock { rooms in rooms.first { $0.value == room }?.key }
    }
}
