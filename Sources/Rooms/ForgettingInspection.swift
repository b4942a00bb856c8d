public import Desk
internal import Matrix

/// Looks afterwards whether what was to be forgotten is gone from the homeserver.
public struct ForgettingInspection: Sendable {
    private let office: Office

    /// An inspection of one office.
    public init(_ office: Office) {
        self.office = office
    }

    /// Notices in a staff room that still tell of somebody who is forgotten, and what the team has
    /// noted under notices that are taken back.
    ///
    /// `isForgotten` knows of a number whether its talk is.
    public func notices(
        of bot: BotName,
        isForgotten: (ConversationNumber) async throws -> Bool
    ) async throws -> Finding {
        guard let room = try await office.bot.resolve(office.staffAlias(of: bot)) else {
            return .fine("\(bot): there is no staff room")
        }
        var left: Set<ConversationNumber> = []
        var notes: [EventID: Int] = [:]
        var noteCount = 0
        var from: String?
        repeat {
            let page = try await office.bot.messages(in: room, from: from)
            // Newest first: a note is met before the notice that it stands under.
            for event in page.chunk {
                guard event.sender == office.botUser else {
                    if let root = Self.notice(over: event) { notes[root, default: 0] += 1 }
                    continue
                }
                if event.isRedacted { noteCount += notes[event.id] ?? 0 }
                guard let number = OwnFields.conversation(of: event) else { continue }
                if try await isForgotten(number) { left.insert(number) }
            }
            from = page.chunk.isEmpty ? nil : page.end
        } while from != nil
        guard !left.isEmpty else { return Self.judge(noteCount, of: bot) }
        let numbers = left.sorted().map { "#\($0)" }.joined(separator: ", ")
        return .fault(
            "\(bot): notices of forgotten talks are still readable in the staff room: \(numbers)",
            "delete them there by hand"
        )
    }

    /// The notice under which somebody has noted what can still be read.
    private static func notice(over event: Matrix.Event) -> EventID? {
        guard !event.isRedacted, case .thread(let root)? = event.relation else { return nil }
        return root
    }

    private static func judge(_ noteCount: Int, of bot: BotName) -> Finding {
        guard noteCount > 0 else {
            return .fine("\(bot): nothing in the staff room tells of somebody who is forgotten")
        }
        return .fault(
            "\(bot): \(noteCount) notes under notices of forgotten talks are still readable",
            "delete them in the staff room by hand"
        )
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
                    "\(left.count) rooms were left but are still on the homeserver",
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
