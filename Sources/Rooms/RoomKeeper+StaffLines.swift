internal import Desk
internal import Matrix
internal import Relay
internal import Synchronization

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
    ///
    /// What the homeserver refuses does not hold up the rest; the first of it is marked, and the
    /// walk goes back there when it has come to the end.
    private func forgetLines(in room: RoomID, before instant: Int64) async throws {
        let walk = "staff-room/" + room.rawValue
        let from = try await place(of: walk)
        let page = try await office.bot.messages(
            in: room,
            from: from,
            direction: .forward,
            limit: limits.redactionsAtOnceMax
        )
        let old = page.chunk.filter { $0.originServerMilliseconds < instant }
        var isRefused = false
        for event in old where try await hasHadItsTime(event) {
            let isGone = try await takeBack(event.id, in: room, marked: OwnFields.markAged)
            isRefused = isRefused || !isGone
        }
        if isRefused, try await mark(of: walk) == nil {
            try await keep(from ?? Self.beginning, of: Self.refused + walk)
        }
        guard !old.isEmpty, old.count == page.chunk.count, let end = page.end else {
            return try await tryAgain(walk, in: room)
        }
        try await keep(end, of: walk)
    }

    private func tryAgain(_ walk: String, in room: RoomID) async throws {
        guard let mark = try await mark(of: walk), isTimeToTryAgain(in: room) else { return }
        try await keep(mark, of: walk)
        try await keep("", of: Self.refused + walk)
    }

    private func isTimeToTryAgain(in room: RoomID) -> Bool {
        let now = wallClock.milliseconds
        return triedAgainAt.withLock { times in
            let before = times[room] ?? 0
            guard now < before || now - before >= limits.tryAgainEveryMilliseconds else {
                return false
            }
            times[room] = now
            return true
        }
    }

    private static let refused = "refused/"
    /// A place that has no token.
    private static let beginning = "beginning"

    /// Where the walk stands; nothing at the room's beginning.
    private func place(of walk: String) async throws -> String? {
        let token = try await switchboard.token(of: walk)
        return token == Self.beginning ? nil : token
    }

    /// Where the first thing stands that was refused; nothing where everything is gone.
    private func mark(of walk: String) async throws -> String? {
        let token = try await switchboard.token(of: Self.refused + walk) ?? ""
        return token.isEmpty ? nil : token
    }

    private func keep(_ token: String, of walk: String) async throws {
        _ = try await switchboard.receive([], echoes: [:], token: token, of: walk)
    }

    /// A notice stands as long as its talk.
    private func hasHadItsTime(_ event: Matrix.Event) async throws -> Bool {
        guard event.isSaid else { return false }
        guard let number = OwnFields.conversation(of: event), event.sender == office.botUser
        else { return true }
        return try await !shelf.isLiving(number)
    }
}
