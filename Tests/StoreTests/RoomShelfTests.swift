import Desk
import Store
import Testing

@Suite struct RoomShelfTests {
    @Test func `ghosts take the lowest number that no living room has`() async throws {
        let evening = try Evening()
        let ledger = evening.ledger
        let first = try await shelved(ledger, "!a")
        let second = try await shelved(ledger, "!b")
        let third = try await shelved(ledger, "!c")
        #expect([first, second, third].map(\.ghost) == [1, 2, 3])
        try await ledger.markCleared(serial: second.serial)
        #expect(try await ledger.planRoom(for: BotName("other-bot")).ghost == 2)
        #expect(try await ledger.planRoom(for: Evening.bot).ghost == 4)
    }

    @Test func `a room is planned, shelved, taken, opened, used and cleared`() async throws {
        let evening = try Evening()
        let ledger = evening.ledger
        let lea = try await evening.talk("lea")
        let plan = try await ledger.planRoom(for: Evening.bot)
        #expect(try await ledger.plannedRooms() == [plan])
        #expect(try await ledger.takeRoom(for: lea, of: Evening.bot) == nil, "it is not made yet")
        try await ledger.shelve(RoomKey("!a"), serial: plan.serial)
        #expect(try await ledger.plannedRooms().isEmpty)
        let room = try await ledger.takeRoom(for: lea, of: Evening.bot)
        #expect(room?.room == RoomKey("!a"))
        #expect(try await ledger.takeRoom(for: lea, of: Evening.bot) == room, "the same again")
        #expect(try await ledger.conversation(in: RoomKey("!a")) == lea)
        try await ledger.markOpened(serial: plan.serial)
        #expect(try await ledger.room(of: lea)?.isOpened == true)
        try await evening.record(.goodbye("lea"), .due(lea, .forget))
        #expect(try await ledger.room(of: lea) == nil)
        #expect(try await ledger.usedRooms().map(\.serial) == [plan.serial])
        try await ledger.markCleared(serial: plan.serial)
        #expect(try await ledger.usedRooms().isEmpty)
        #expect(try await ledger.shelfRoom(RoomKey("!a"))?.bot == Evening.bot)
    }

    @Test func `a bot takes only rooms that were made for it`() async throws {
        let evening = try Evening()
        let lea = try await evening.talk("lea")
        _ = try await shelved(evening.ledger, "!b", for: BotName("other-bot"))
        #expect(try await evening.ledger.takeRoom(for: lea, of: Evening.bot) == nil)
    }

    @Test func `what is said in a room is not heard for another bot`() async throws {
        let evening = try Evening()
        let lea = try await evening.talk("lea")
        _ = try await shelved(evening.ledger, "!a")
        _ = try await evening.ledger.takeRoom(for: lea, of: Evening.bot)
        let line = Event.counsellorSaid(
            LineID("c"),
            Confidential("oui"),
            by: CounsellorID("@ana:x")
        )
        func said(to bot: BotName) -> Delivery {
            Delivery(
                id: DeliveryID("$" + bot.rawValue),
                bot: bot,
                address: .room(RoomKey("!a")),
                event: line
            )
        }
        #expect(try await evening.record(said(to: BotName("other-bot"))) == [.unknown])
        #expect(try await evening.record(said(to: Evening.bot)) == [.recorded(lea)])
    }

    @Test func `enough rooms are missing for who waits, who was claimed, and some to spare`()
        async throws
    {
        let evening = try Evening()
        let ledger = evening.ledger
        #expect(try await missing(ledger) == 2, "the spare ones")
        let lea = try await evening.arrive("lea")
        _ = try await evening.arrive("tom")
        let zoe = try await evening.arrive("zoe")
        #expect(try await missing(ledger) == 3, "as many as wait")
        try await evening.record(.claim(lea, by: "@ana:x"), .claim(zoe, by: "@bea:x"))
        #expect(try await missing(ledger) == 4, "two to spare and two claimed without a room")
        _ = try await shelved(ledger, "!a")
        #expect(try await missing(ledger) == 3)
        _ = try await ledger.planRoom(for: Evening.bot)
        #expect(try await missing(ledger) == 2, "a planned room counts")
        _ = try await ledger.takeRoom(for: lea, of: Evening.bot)
        #expect(try await missing(ledger) == 2, "one less on the shelf, one less without a room")
        #expect(try await ledger.missingRooms(for: BotName("other-bot"), spare: 2) == 2)
    }

    @Test func `two conversations never get the same room, however they hurry`() async throws {
        let evening = try Evening()
        var numbers: [ConversationNumber] = []
        for index in 0..<20 {
            numbers.append(try await evening.talk("visitor \(index)"))
            _ = try await shelved(evening.ledger, "!room-\(index)")
        }
        let taken = try await withThrowingTaskGroup(of: RoomKey?.self) { group in
            for number in numbers + numbers {
                group.addTask { [ledger = evening.ledger] in
                    try await ledger.takeRoom(for: number, of: Evening.bot)?.room
                }
            }
            return try await group.reduce(into: [RoomKey?]()) { $0.append($1) }
        }
        let rooms = Dictionary(grouping: taken.compactMap(\.self)) { $0 }
        #expect(rooms.count == 20)
        #expect(rooms.values.allSatisfy { $0.count == 2 }, "each asked twice and got the same")
    }

    private func missing(_ ledger: Ledger) async throws -> Int {
        try await ledger.missingRooms(for: Evening.bot, spare: 2)
    }

    private func shelved(
        _ ledger: Ledger,
        _ room: String,
        for bot: BotName = Evening.bot
    ) async throws -> ShelfRoom {
        let plan = try await ledger.planRoom(for: bot)
        try await ledger.shelve(RoomKey(room), serial: plan.serial)
        return plan
    }
}
