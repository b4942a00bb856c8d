internal import Desk
internal import Logging
internal import Matrix
internal import Relay

/// After a ledger was restored from a backup: there may be rooms in which a counsellor still writes
/// and that lead nowhere any more.
extension RoomKeeper {
    func tellIfRestored() async throws {
        guard try await switchboard.isRestored() else { return }
        logger.warning("the ledger was restored from a backup")
        // What stood ready at the time of the backup may have been used since: it is given up too.
        let used = try await shelf.used()
        for room in try await office.bot.joinedRooms() {
            if let known = used.first(where: { $0.room == RoomKey(room.rawValue) }) {
                try await giveUp(room, known.kind)
            } else if let kind = try await lost(room) {
                try await giveUp(room, kind)
            }
        }
        try await switchboard.tellRestored()
    }

    /// What a room of this very bridge was for that the ledger does not know.
    private func lost(_ room: RoomID) async throws -> ShelfRoom.Kind? {
        guard staffRooms.bot(of: room) == nil,
            try await shelf.shelfRoom(RoomKey(room.rawValue)) == nil
        else { return nil }
        let state = try await office.bot.state(of: room, type: "m.room.canonical_alias")
        let alias = state?["alias"]?.string ?? ""
        if alias.hasPrefix("#passerelle_room_\(shelf.bridge)_") { return .counselling }
        return alias.hasPrefix("#passerelle_direct_\(shelf.bridge)_") ? .direct : nil
    }

    /// Nobody may go on writing into the void: it is said there, and everybody is let go.
    private func giveUp(_ room: RoomID, _ kind: ShelfRoom.Kind) async throws {
        let members = try await office.bot.members(of: room).filter { $1.membership == "join" }
        let isListenedTo = members.keys.contains { !office.isOurs($0) }
        if isListenedTo, let script = scripts.names.first.flatMap({ scripts[$0] }) {
            let key = kind == .direct ? TextKey.lobbyOver : .roomLost
            let text = OutgoingText(script.texts.say(key, to: script.audience))
            let id = OutgoingID.transactionID(
                bridge: shelf.bridge,
                room: room,
                type: "m.room.message",
                effect: "lost"
            )
            _ = try await office.bot.send(to: room, transactionID: id, content: text.content)
        }
        try await sendAllAway(from: room)
        for ghost in members.keys where office.isOurs(ghost) && ghost != office.botUser {
            try await leave(
                room,
                as: office.homeserver.acting(as: .bridge(user: ghost, device: nil))
            )
        }
        try await leave(room, as: office.bot)
    }
}
