internal import Desk
internal import Logging
internal import Matrix
internal import Relay
internal import Synchronization

/// What becomes of a room once everybody was let go.
///
/// Leaving and forgetting take it away from us, not from the homeserver's database. With an admin's
/// token it is removed there too, with all that was uploaded into it: first the uploads, which
/// nobody could name once the room is gone, then the room, which takes the homeserver its time.
/// Without one, what was said is at least redacted before we leave, and the nightly report says
/// how many rooms are still there.
extension RoomKeeper {
    /// Goes on with every removing, one step each.
    func removeCleared() async throws {
        guard let administration = office.administration else { return }
        for room in try await shelf.unremoved() {
            _ = try await tolerating { try await remove(room, administration) }
        }
    }

    private func remove(_ room: RemovableRoom, _ administration: Administration) async throws {
        let id = RoomID(rawValue: room.room.rawValue)
        guard let name = room.removal else {
            for media in try await administration.media(in: id) {
                try await administration.delete(media)
            }
            let name = try await administration.remove(id)
            return try await shelf.note(removal: name, serial: room.serial)
        }
        switch try await administration.removal(name) {
        case .underWay: break
        case .gone: try await shelf.noteRemoved(serial: room.serial)
        case .failed: try await shelf.note(removal: nil, serial: room.serial)
        case .unknown:
            // Forgotten by a homeserver that was started anew: the room itself tells.
            if try await administration.knows(id) {
                try await shelf.note(removal: nil, serial: room.serial)
            } else {
                try await shelf.noteRemoved(serial: room.serial)
            }
        }
    }

    /// Takes back all that was said in a room, while we may; whether nothing is left to take.
    ///
    /// So much at one look that nobody waits long for a room meanwhile. Whoever was killed after
    /// the leaving cannot look into the room again, and had done it.
    func redactAll(in room: RoomID) async throws -> Bool {
        guard office.administration == nil else { return true }
        do throws(Homeserver.Failure) {
            return try await redactPages(of: room)
        } catch .refused {
            return isPastRedacting(room)
        }
    }

    /// What was refused may only be a place that the homeserver does not know any more: then the
    /// next look begins anew.
    private func isPastRedacting(_ room: RoomID) -> Bool {
        guard emptying.withLock({ $0.removeValue(forKey: room) }) == nil else { return false }
        logger.info("a room could not be redacted any more")
        return true
    }

    /// Each look goes on where the last one stopped.
    ///
    /// To walk through all that is taken back already would make every look longer than the one
    /// before. Whoever walked in pieces walks once more from the newest, for something may have
    /// been said behind the first piece.
    private func redactPages(of room: RoomID) async throws(Homeserver.Failure) -> Bool {
        var count = 0
        let begun = emptying.withLock { $0[room] }
        var from = begun
        while true {
            let page = try await office.bot.messages(in: room, from: from, filter: Self.all)
            for event in page.chunk where event.isWorthRedacting {
                guard count < limits.redactionsAtOnceMax else {
                    emptying.withLock { $0[room] = from }
                    return false
                }
                if try await takeBack(event.id, in: room) { count += 1 }
            }
            guard let end = page.end, !page.chunk.isEmpty else { break }
            from = end
        }
        emptying.withLock { $0[room] = nil }
        return begun == nil
    }

    /// What takes back is nothing to take back, and there is one of it for each line.
    private static let all = JSON.object(["not_types": ["m.room.redaction"]]).text

    /// Whether it is taken back; one that the homeserver refuses keeps no other.
    func takeBack(
        _ event: EventID,
        in room: RoomID,
        marked mark: [String: JSON] = [:]
    ) async throws(Homeserver.Failure) -> Bool {
        let id = OutgoingID.transactionID(
            bridge: shelf.bridge,
            room: room,
            type: "m.room.redaction",
            effect: "wipe-" + event.rawValue
        )
        do throws(Homeserver.Failure) {
            _ = try await office.bot.redact(event, in: room, transactionID: id, extra: mark)
            return true
        } catch .refused {
            logger.warning("something that was said could not be taken back")
            return false
        }
    }
}

extension Matrix.Event {
    /// It holds words or signs of people, or a name that a visitor chose, and they are still there.
    fileprivate var isWorthRedacting: Bool {
        guard !isRedacted, type != "m.room.redaction" else { return false }
        return !isState || type == "m.room.name" || content["displayname"] != nil
    }
}
