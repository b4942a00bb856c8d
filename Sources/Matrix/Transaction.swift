/// What a homeserver pushes: `PUT /_matrix/app/v1/transactions/{txnId}` (AS, "Pushing events").
///
/// The transaction's own id is not kept: a homeserver may begin to count from 1 again, so only
/// event ids tell what was seen before.
public struct Transaction: Sendable, Hashable {
    /// What happened, in the order sent; order holds within a room only.
    public let events: [Event]
    /// What could not be read, one by one; to be counted and set aside, never to block the others.
    public let unreadable: [Unreadable]
    /// Who is typing where; each entry replaces what was known of its room.
    public let typing: [Typing]

    /// Reads a transaction's body.
    ///
    /// It fails only when the body as a whole is no transaction.
    public static func parse(_ body: [UInt8]) throws(Malformed) -> Transaction {
        let outline = Outline(bytes: body)
        var events = EventPile()
        var typing: [Typing] = []
        for member in try outline.members(in: body.indices) {
            switch member.key {
            case "events":
                try events.read(outline, member.value, in: nil)
            // AS, "Pushing ephemeral data"; the second name is from before it was stable.
            case "ephemeral", "de.sorunome.msc2409.ephemeral":
                typing += try outline.elements(in: member.value).compactMap {
                    outline.typing($0, in: nil)
                }
            default: continue
            }
        }
        return Transaction(events: events.events, unreadable: events.unreadable, typing: typing)
    }
}

/// An event that could not be read, with what little could be learnt of it.
public struct Unreadable: Sendable, Hashable {
    /// The room, if it could be read.
    public let room: RoomID?
    /// The event's id, if it could be read.
    public let id: EventID?
    /// What was wrong with it.
    public let reason: Malformed

    /// Puts one together.
    public init(room: RoomID?, id: EventID?, reason: Malformed) {
        self.room = room
        self.id = id
        self.reason = reason
    }
}

/// Who is typing in a room: the whole set, replacing the one before (CS, "Typing Notifications").
public struct Typing: Sendable, Hashable {
    /// The room.
    public let room: RoomID
    /// Everybody who types there now; empty when nobody does.
    public let users: Set<UserID>

    /// Puts one together.
    public init(room: RoomID, users: Set<UserID>) {
        self.room = room
        self.users = users
    }
}

/// Events read one by one out of a larger body, the unreadable ones beside them.
struct EventPile {
    private(set) var events: [Event] = []
    private(set) var unreadable: [Unreadable] = []

    mutating func read(_ outline: Outline, _ array: Range<Int>, in room: RoomID?)
        throws(Malformed)
    {
        for element in try outline.elements(in: array) {
            do throws(Malformed) {
                let value = try JSON.parse(outline.bytes, in: element)
                events.append(try Event.read(value, in: room))
            } catch {
                let named = outline.value(["room_id"], in: element)?.string
                let id = outline.value(["event_id"], in: element)?.string
                unreadable.append(
                    Unreadable(
                        room: room ?? named.map(RoomID.init(rawValue:)),
                        id: id.map(EventID.init(rawValue:)),
                        reason: error
                    )
                )
            }
        }
    }
}

extension Outline {
    /// One ephemeral event, if it tells who types; anything else, broken ones included, is let go:
    /// it will be out of date in a moment anyway.
    func typing(_ element: Range<Int>, in room: RoomID?) -> Typing? {
        guard let value = try? JSON.parse(bytes, in: element), value["type"] == "m.typing",
            let users = value["content"]?["user_ids"]?.array,
            let room = room ?? value["room_id"]?.string.map(RoomID.init(rawValue:))
        else { return nil }
        return Typing(
            room: room,
            users: Set(users.compactMap(\.string).map(UserID.init(rawValue:)))
        )
    }
}
