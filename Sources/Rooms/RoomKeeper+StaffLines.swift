internal import Desk
internal import Matrix
internal import Relay

/// What was said in a staff room does not stay there for ever.
///
/// What is noted on somebody's notice goes with her talk. Of all other words nobody can tell whom
/// they are about, so they have an end of their own.
extension RoomKeeper {
    func forgetStaffLines() async throws {
        for bot in scripts.names {
            guard let days = scripts[bot]?.limits.staffRoomDays, let room = staffRooms.room(of: bot)
            else { continue }
            let instant = wallClock.milliseconds - Int64(days) * 86_400_000
            _ = try await tolerating { try await forgetLines(in: room, before: instant) }
        }
    }

    /// Goes forward from where everything is gone, one stretch at a look.
    private func forgetLines(in room: RoomID, before instant: Int64) async throws {
        let walk = "staff-room/" + room.rawValue
        let page = try await office.bot.messages(
            in: room,
            from: try await switchboard.token(of: walk),
            direction: .forward,
            limit: limits.redactionsAtOnceMax
        )
        let old = page.chunk.filter { $0.originServerMilliseconds < instant }
        for event in old where try await hasHadItsTime(event) {
            _ = try await takeBack(event.id, in: room)
        }
        guard !old.isEmpty, old.count == page.chunk.count, let end = page.end else { return }
        _ = try await switchboard.receive([], echoes: [:], token: end, of: walk)
    }

    /// A notice stands as long as its talk.
    private func hasHadItsTime(_ event: Matrix.Event) async throws -> Bool {
        guard event.isSaid else { return false }
        guard let number = OwnFields.conversation(of: event), event.sender == office.botUser
        else { return true }
        return try await !shelf.isLiving(number)
    }
}
