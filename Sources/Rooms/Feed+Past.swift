internal import Logging
internal import Matrix

/// Everything that an answer to `/sync` tells, in the order in which it happened.
extension Feed {
    /// What happened in all rooms since a token, oldest first.
    func happened(in answer: SyncResponse, since: String?) async throws -> [Matrix.Event] {
        // A room may have been left just after something of ours arrived in it. What counsellors
        // said there concerns nobody, unless this ledger is older than the leaving.
        let left = Dictionary(grouping: answer.lastEvents, by: \.room)
        var rooms = answer.left.compactMap { left[$0] }
        if let since {
            for joined in answer.joined {
                let missed = try await missed(in: joined, since: since)
                rooms.append(missed + joined.state + joined.timeline)
            }
        }
        return Self.inOrder(rooms)
    }

    /// One talk may go on in two rooms, when the first had to be given up: each room keeps its own
    /// order, and the homeserver's clock stands between rooms.
    static func inOrder(_ rooms: [[Matrix.Event]]) -> [Matrix.Event] {
        var dated: [(at: Int64, event: Matrix.Event)] = []
        for room in rooms {
            var latest = Int64.min
            for event in room {
                latest = max(latest, event.originServerMilliseconds)
                dated.append((latest, event))
            }
        }
        return dated.enumerated()
            .sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }
            .map(\.element.event)
    }

    /// What lies between the token and a timeline that did not reach back to it, oldest first.
    private func missed(
        in joined: SyncResponse.Joined,
        since: String
    ) async throws -> [Matrix.Event] {
        guard joined.limited, let start = joined.prevBatch else { return [] }
        var newestFirst: [Matrix.Event] = []
        var from: String? = start
        for _ in 0..<limits.pagesBackMax {
            guard let place = from else { break }
            guard let page = try await pageBack(in: joined.room, from: place, to: since) else {
                break
            }
            count(page.unreadable)
            newestFirst += page.chunk
            from = page.chunk.isEmpty ? nil : page.end
        }
        if from != nil { logger.error("a room's past could not be read as far back as needed") }
        return newestFirst.reversed()
    }

    /// Nothing when we may not read there: the room keeper may have left the room a moment ago, and
    /// one room may not make us deaf for all others.
    private func pageBack(
        in room: RoomID,
        from place: String,
        to since: String
    ) async throws(Homeserver.Failure) -> MessagesPage? {
        do throws(Homeserver.Failure) {
            return try await office.bot.messages(
                in: room,
                from: place,
                to: since,
                direction: .back,
                limit: limits.timelineEventsMax
            )
        } catch .refused(403, _), .refused(404, _) {
            return nil
        }
    }
}
