import Desk
import Matrix
import Testing

@testable import passerelle

/// Ana's evening, as the homeserver tells it.
struct Evening {
    static let ana: UserID = UserID(rawValue: "@ana:h")
    static let staff = "!staff:h"

    var shift = Shift(me: ana, botLocalpart: "passerelle", knowing: french)
    /// As a bot's file states them.
    static let french = CommandWords([
        .claim: ["prendre"], .list: ["file"], .help: ["aide"], .close: ["clôre"],
    ])
    private var eventCount = 0

    /// What one room tells.
    struct Room {
        let id: String
        var state: [JSON] = []
        var timeline: [JSON] = []
    }

    /// One answer to `/sync`.
    mutating func hears(
        _ rooms: [Room] = [],
        invited: [String: String] = [:],
        left: [String] = []
    ) throws -> [Shift.Step] {
        let joined = rooms.map { room in
            let told: JSON = [
                "state": ["events": .array(room.state)],
                "timeline": ["events": .array(room.timeline)],
            ]
            return (room.id, told)
        }
        let invitations = invited.map { room, sender in
            let member: JSON = [
                "type": "m.room.member", "sender": .string(sender), "state_key": "@ana:h",
                "content": ["membership": "invite"],
            ]
            return (room, JSON.object(["invite_state": ["events": [member]]]))
        }
        let answer: JSON = [
            "next_batch": "t",
            "rooms": [
                "join": .object(Dictionary(uniqueKeysWithValues: joined)),
                "invite": .object(Dictionary(uniqueKeysWithValues: invitations)),
                "leave": .object(Dictionary(uniqueKeysWithValues: left.map { ($0, [:]) })),
            ],
        ]
        let news = News(answer: try SyncResponse.parse(answer.encoded()), missed: [:])
        return shift.hear(news)
    }

    /// What she is shown at that.
    static func shown(_ steps: [Shift.Step]) -> String {
        steps.compactMap { step in
            switch step {
            case .show(let text): text
            case .join, .say, .quit: nil
            }
        }.joined(separator: "\n")
    }

    mutating func staffRoom(_ timeline: [JSON] = []) -> Room {
        let alias = event(
            "m.room.canonical_alias",
            key: "",
            ["alias": "#passerelle_staff_mjp:h"]
        )
        return Room(id: Self.staff, state: [alias], timeline: timeline)
    }

    mutating func talk(
        _ id: String,
        _ name: String,
        by sender: String = "@passerelle:h",
        _ timeline: [JSON] = []
    ) -> Room {
        let named = event("m.room.name", key: "", by: sender, ["name": .string(name)])
        return Room(id: id, state: [named], timeline: timeline)
    }

    mutating func said(
        _ body: String,
        by sender: String = "@passerelle:h",
        id: String? = nil,
        replacing original: String? = nil
    ) -> JSON {
        var content: [String: JSON] = ["msgtype": "m.text", "body": .string(body)]
        if let original {
            content["m.new_content"] = ["msgtype": "m.text", "body": .string(body)]
            content["m.relates_to"] = ["rel_type": "m.replace", "event_id": .string(original)]
        }
        return event("m.room.message", by: sender, id: id, .object(content))
    }

    private mutating func event(
        _ type: String,
        key: String? = nil,
        by sender: String = "@passerelle:h",
        id: String? = nil,
        _ content: JSON
    ) -> JSON {
        eventCount += 1
        var fields: [String: JSON] = [
            "type": .string(type), "sender": .string(sender), "content": content,
            "event_id": .string(id ?? "$\(eventCount)"), "origin_server_ts": 1,
        ]
        fields["state_key"] = key.map(JSON.string)
        return .object(fields)
    }
}
