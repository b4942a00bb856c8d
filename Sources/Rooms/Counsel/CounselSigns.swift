internal import Desk
internal import Matrix
public import Relay

/// Shows counsellors that a visitor is typing, through her ghost, and visitors who came through the
/// lobby that a counsellor is.
///
/// Signs may be dropped; lines never are.
public struct CounselSigns: LongRunning {
    /// So many signs wait at most; older ones are out of date by then.
    private static let waitingCountMax = 64
    /// The homeserver forgets the typing after this, should the end of it be lost.
    static let typingMilliseconds = 15_000

    private let office: Office
    private let shelf: RoomShelf
    private let signs: AsyncStream<Sign>

    init(office: Office, shelf: RoomShelf, switchboard: Switchboard) {
        (self.office, self.shelf) = (office, shelf)
        let (signs, source) = AsyncStream.makeStream(
            of: Sign.self,
            bufferingPolicy: .bufferingNewest(Self.waitingCountMax)
        )
        self.signs = signs
        switchboard.whenSigned { source.yield($0) }
    }

    /// Shows signs until the process shuts down.
    public func run() async throws {
        try await untilShutdown {
            for await sign in signs { await show(sign) }
        }
    }

    private func show(_ sign: Sign) async {
        guard sign.from == .visitor else {
            return await LobbySigns(office: office, shelf: shelf).show(sign)
        }
        guard let shelfRoom = try? await shelf.room(of: sign.conversation, .counselling),
            let room = shelfRoom.room
        else { return }
        try? await office.ghost(shelfRoom.ghost).typing(
            office.ghostUser(shelfRoom.ghost),
            in: RoomID(rawValue: room.rawValue),
            sign.isTyping,
            timeoutMilliseconds: Self.typingMilliseconds
        )
    }
}
