import Desk
import Store
import Testing

@Suite struct ReckoningTests {
    @Test func `every line is in exactly one state, from acceptance to forgetting`() async throws {
        let evening = try Evening()
        let lea = try await evening.talk("lea")
        for index in 0..<4 { try await evening.record(.words("lea", "l\(index)", "ligne")) }
        var lines = try await evening.lines()
        #expect((lines.accepted, lines.waiting, lines.missing) == (4, 4, 0))

        let errands = try await evening.relays()
        try await evening.ledger.settle(errands[0], .done(Receipt("$a")))
        _ = try await evening.record(Recording(echoes: [errands[0].id: Receipt("$a")]))
        try await evening.ledger.settle(errands[1], .done(Receipt("$b")))
        // An echo before the answer counts once.
        _ = try await evening.record(Recording(echoes: [errands[2].id: Receipt("$c")]))
        try await evening.ledger.settle(errands[2], .done(Receipt("$c")))
        try await evening.ledger.settle(errands[3], .parked)
        lines = try await evening.lines()
        #expect((lines.delivered, lines.parked, lines.missing) == (3, 1, 0))
        #expect((lines.sent, lines.confirmed) == (1, 2))

        try await evening.record(.goodbye("lea"), .due(lea, .forget))
        lines = try await evening.lines()
        #expect((lines.accepted, lines.delivered, lines.forgotten) == (4, 3, 1))
        #expect(lines.missing == 0)
    }

    @Test func `a line that vanishes from the outbox is missed`() async throws {
        let evening = try Evening()
        _ = try await evening.talk("lea")
        try await evening.record(.words("lea", "l1", "ligne"))
        try evening.cabinet.tamper("DELETE FROM outbox WHERE kind = 'relay'")
        #expect(try await evening.lines().missing == 1)
    }

    @Test func `what was set aside is tried again when somebody asks, and who asked is told`()
        async throws
    {
        let evening = try Evening()
        _ = try await evening.talk("lea")
        try await evening.record(.words("lea", "l1", "ligne"))
        let line = try #require(try await evening.relays().first)
        try await evening.ledger.settle(line, .parked)
        #expect(try await evening.relays().isEmpty)
        try await evening.record(.retry("1"))
        let again = try #require(try await evening.relays().first)
        #expect(again.id == line.id)
        // A second failure has another name than the first, and is told again.
        #expect(again.attempts == line.attempts + 1)
        #expect(try await evening.staffRoomWasTold() == "again 1")
    }

    @Test func `where nothing was set aside, that is said`() async throws {
        let evening = try Evening()
        try await evening.record(.retry("1"))
        #expect(try await evening.staffRoomWasTold() == "nothing")
    }
}

extension Evening {
    fileprivate func lines() async throws -> Census.Lines {
        try await ledger.census(at: Self.noon).lines
    }

    fileprivate func relays() async throws -> [Errand] {
        try await allErrands().filter { $0.words != nil }
    }

    fileprivate func staffRoomWasTold() async throws -> String? {
        let told = try await allErrands().compactMap { errand -> String? in
            if case .tellStaff(let text, _) = errand.effect { text } else { nil }
        }
        return told.last
    }
}

extension Delivery {
    static func retry(_ id: String) -> Delivery {
        Delivery(
            id: DeliveryID("retry/" + id),
            bot: Evening.bot,
            address: .staffRoom,
            event: .commanded(.retry, LineID("!" + id), by: CounsellorID("@ana:x"))
        )
    }
}
