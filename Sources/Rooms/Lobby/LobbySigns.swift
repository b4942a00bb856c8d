internal import Desk
internal import Matrix
internal import Relay

/// Shows visitors in their own rooms that a counsellor is typing, under the persona.
struct LobbySigns: Sendable {
    let office: Office
    let shelf: RoomShelf

    func show(_ sign: Sign) async {
        guard let key = try? await shelf.room(of: sign.conversation, .direct)?.room else { return }
        let ghost = LobbyOutlet.persona
        try? await office.ghost(ghost).typing(
            office.ghostUser(ghost),
            in: RoomID(rawValue: key.rawValue),
            sign.isTyping,
            timeoutMilliseconds: CounselSigns.typingMilliseconds
        )
    }
}
