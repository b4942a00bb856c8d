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
        let used = try await shelf.used().compactMap(\.room)
        for room in try await office.bot.joinedRooms() {
            let isUsed = used.contains(RoomKey(room.rawValue))
            let isLost = try await isUnknown(room)
            if isUsed || isLost { try await giveUp(room) }
        }
        try await switchboard.tellRestored()
    }

    /// A counselling room of this very bridge that the ledger does not know.
    private func isUnknown(_ room: RoomID) async throws -> Bool {
        guard staffRooms.bot(of: room) == nil,
            try await shelf.bot(of: RoomKey(room.rawValue)) == nil
        else { return false }
        let alias = try await office.bot.state(of: room, type: "m.room.canonical_alias")
        let prefix = "#passerelle_room_\(shelf.bridge)_"
        return alias?["alias"]?.string?.hasPrefix(prefix) ?? false
    }

    /// Nobody may go on writing into the void: it is said there, and everybody is let go.
    private func giveUp(_ room: RoomID) async throws {
        let members = try await office.bot.members(of: room).filter { $1.membership == "join" }
        let isListenedTo = members.keys.contains { !office.isOurs($0) }
        if isListenedTo, let script = scripts.names.first.flatMap({ scripts[$0] }) {
            let text = OutgoingText(script.texts.say(.roomLost, to: script.audience))
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
