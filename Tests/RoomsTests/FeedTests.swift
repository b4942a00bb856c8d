import Desk
import Matrix
import Relay
import Rooms
import Testing

@testable import Support

/// Two feeds, one inbox: pushes may be anything but punctual.
@Suite struct FeedTests {
    @Test func `lost, doubled and swapped pushes change nothing on the page`() async throws {
        try await Town.play { town in
            let (lou, room) = try await town.talking()
            for turn in 1...12 {
                switch turn % 4 {
                case 0: town.server.loseNextPushes()
                case 1: town.server.doubleNextPushes()
                case 2: town.server.swapNextPushes()
                default: town.server.resetTransactionCounter()
                }
                town.server.counsellorSays(room, town.ana, "ligne \(turn)")
            }
            try await town.until("all twelve") { try await town.heard(lou.number).count >= 12 }
            #expect(try await town.heard(lou.number) == (1...12).map { "ligne \($0)" })
        }
    }

    @Test func `reading what happened is the sign that counsellors can be reached`() async throws {
        let untried = Lifeline()
        #expect(!untried.reach.isShut)
        untried.failed()
        #expect(untried.reach.isShut)
        try await Town.play(isHeardAtOnce: false) { town in
            _ = try await town.talking()
            #expect(try !town.house.lifeline.reach.isShut)
        }
    }

    @Test func `a push that comes back minutes later brings nothing twice`() async throws {
        try await Town.play(.syncOnly) { town in
            let (lou, room) = try await town.talking()
            town.server.counsellorSays(room, town.ana, "un")
            town.server.counsellorSays(room, town.ana, "deux")
            try await town.until("both") { try await town.heard(lou.number) == ["un", "deux"] }
            let late = Transaction(events: town.server.timeline(room).reversed())
            try await town.house.counsel.feed.push(late)
            town.server.counsellorSays(room, town.ana, "trois")
            try await town.until("the third") { try await town.heard(lou.number).count >= 3 }
            #expect(try await town.heard(lou.number) == ["un", "deux", "trois"])
        }
    }

    @Test func `an older line that sync tells goes before the younger one that was pushed`()
        async throws
    {
        try await Town.play(.pushOnly) { town in
            let (lou, room) = try await town.talking()
            town.server.push(to: nil)
            town.server.counsellorSays(room, town.ana, "d'abord")
            town.server.counsellorSays(room, town.ana, "ensuite")
            let youngest = town.server.timeline(room).suffix(1)
            try await town.house.counsel.feed.push(Transaction(events: Array(youngest)))
            #expect(try await town.heard(lou.number) == ["d'abord", "ensuite"])
        }
    }

    @Test func `what only a push tells is heard all the same`() async throws {
        try await Town.play(.syncOnly) { town in
            let (lou, room) = try await town.talking()
            let event = Matrix.Event(
                room: room,
                id: EventID(rawValue: "$only-pushed"),
                type: "m.room.message",
                sender: town.ana,
                content: ["msgtype": "m.text", "body": "vite"]
            )
            try await town.house.counsel.feed.push(Transaction(events: [event]))
            #expect(try await town.heard(lou.number) == ["vite"])
        }
    }

    @Test func `a push is refused when what it rings for cannot be read`() async throws {
        try await Town.play(.pushOnly) { town in
            let (lou, room) = try await town.talking()
            try await town.until("all is pushed") { town.server.pushesAreDone }
            let before = town.server.pushesDelivered
            town.server.fail(.status(502, code: "M_UNKNOWN"), times: 3, path: "/sync")
            town.server.counsellorSays(room, town.ana, "encore")
            try await town.until("the line") { try await town.heard(lou.number) == ["encore"] }
            #expect(town.server.asked.count { $0.path.hasSuffix("/sync") } > 3)
            try await town.until("accepted once") { town.server.pushesDelivered == before + 1 }
        }
    }

    @Test(arguments: [Town.Ways.pushOnly, .syncOnly])
    func `an event that cannot be read holds nothing up`(_ ways: Town.Ways) async throws {
        try await Town.play(ways) { town in
            let (lou, room) = try await town.talking()
            let deep = String(repeating: "[", count: 600) + String(repeating: "]", count: 600)
            town.server.holdPushes()
            town.server.counsellorSays(room, town.ana, "avant")
            town.server.writesPoison(
                room,
                town.ana,
                content: #"{"msgtype":"m.text","body":"x","y":\#(deep)}"#
            )
            town.server.writesPoison(
                room,
                town.ana,
                content: #"{"msgtype":"m.text","body":"\ud800"}"#
            )
            town.server.counsellorSays(room, town.ana, "après")
            town.server.releasePushes()
            try await town.until("what can be read") {
                try await town.heard(lou.number) == ["avant", "après"]
            }
        }
    }

    @Test func `250 lines written while the bridge was away arrive in order`() async throws {
        try await Town.play(.syncOnly) { town in
            let (lou, room) = try await town.talking()
            await town.kill()
            for turn in 1...250 { town.server.counsellorSays(room, town.ana, "ligne \(turn)") }
            town.server.counsellorSays(try town.staffRoom, town.bea, "bavardage")
            try await town.open()
            // Known as soon as the house is open: nothing is sent before the past was read.
            #expect(try await town.heard(lou.number) == (1...250).map { "ligne \($0)" })
            let asked = town.server.asked.count { $0.path.hasSuffix("/messages") }
            #expect(asked >= 2)
        }
    }

    @Test func `a room whose past may not be read does not make the bridge deaf`() async throws {
        try await Town.play(.syncOnly) { town in
            let (lou, first) = try await town.talking("Lou")
            let (max, second) = try await town.talking("Max")
            await town.kill()
            town.server.limitTimelines(to: 1)
            town.server.fail(
                .status(403, code: "M_FORBIDDEN"),
                times: 1_000,
                path: first.rawValue + "/messages"
            )
            for turn in 1...3 {
                town.server.counsellorSays(first, town.ana, "lou \(turn)")
                town.server.counsellorSays(second, town.ana, "max \(turn)")
            }
            try await town.open()
            #expect(try await town.heard(max.number) == ["max 1", "max 2", "max 3"])
            #expect(try await town.heard(lou.number) == ["lou 3"])
        }
    }
}

extension Transaction {
    /// A transaction as a homeserver might push it.
    fileprivate init(events: [Matrix.Event]) {
        let texts = events.map { event -> String in
            let json: JSON = [
                "type": .string(event.type), "event_id": .string(event.id.rawValue),
                "room_id": .string(event.room.rawValue), "sender": .string(event.sender.rawValue),
                "origin_server_ts": 1, "content": .object(event.content),
            ]
            return json.text
        }
        let body = #"{"events":["# + texts.joined(separator: ",") + "]}"
        do {
            self = try Transaction.parse(Array(body.utf8))
        } catch {
            preconditionFailure("the test wrote a broken transaction")
        }
    }
}
