public import Desk
internal import Matrix

/// Looks afterwards whether what was to be forgotten is gone from the homeserver.
public struct ForgettingInspection: Sendable {
    private let office: Office

    /// An inspection of one office.
    public init(_ office: Office) {
        self.office = office
    }

    /// Notices in a staff room that still tell of somebody who is forgotten, what the team has
    /// noted on notices that are taken back, and what has stayed there for too long.
    ///
    /// `isForgotten` knows of a number whether its talk is. What was said before `instant`, in
    /// milliseconds since 1970, should be gone.
    public func notices(
        of bot: BotName,
        saidBefore instant: Int64 = 0,
        isForgotten: (ConversationNumber) async throws -> Bool
    ) async throws -> Finding {
        guard let room = try await office.bot.resolve(office.staffAlias(of: bot)) else {
            return .fine("\(bot): there is no staff room")
        }
        var left = Leftovers()
        var from: String?
        repeat {
            guard let page = try await page(of: room, from: from) else {
                let what = "\(bot): the staff room cannot be looked into: the bot is not in it"
                return .fault(what, "see doctor")
            }
            // Newest first: an answer is met before what it answers.
            for event in page.chunk {
                left.look(at: event, isOurs: office.isOurs(event.sender), before: instant)
                guard let number = OwnFields.conversation(of: event),
                    event.sender == office.botUser, try await isForgotten(number)
                else { continue }
                left.forgotten.insert(number)
            }
            from = page.chunk.isEmpty ? nil : page.end
        } while from != nil
        return left.finding(of: bot)
    }

    /// Nothing where the bot is not in the room.
    private func page(
        of room: RoomID,
        from: String?
    ) async throws(Homeserver.Failure) -> MessagesPage? {
        do throws(Homeserver.Failure) {
            return try await office.bot.messages(in: room, from: from)
        } catch .refused(403, _) {
            return nil
        }
    }

    /// Whether rooms that were left are gone.
    public func rooms(_ left: [RemovableRoom]) async throws -> [Finding] {
        let joined = try await Set(office.bot.joinedRooms())
        let inside = left.filter { joined.contains(RoomID(rawValue: $0.room.rawValue)) }
        var found: [Finding] = []
        if !inside.isEmpty {
            found.append(
                .fault(
                    "the bot is still in \(inside.count) rooms that it should have left",
                    "start the bridge: it goes on with leaving"
                )
            )
        }
        guard let administration = office.administration else {
            guard !left.isEmpty else { return found + [.fine("no room waits to be removed")] }
            return found + [
                .advice(
                    "\(left.count) rooms were left, but with their uploads the homeserver has them",
                    "name a file with an admin's token under homeserver.admin_token"
                )
            ]
        }
        var known = 0
        for room in left where try await administration.knows(RoomID(rawValue: room.room.rawValue))
        {
            known += 1
        }
        guard known > 0 else {
            return found + [.fine("the homeserver has no room of an ended talk")]
        }
        return found + [
            .advice("the homeserver is still removing \(known) rooms", "look again in a minute")
        ]
    }
}
