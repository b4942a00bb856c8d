import Desk
import Store
import Testing

@Suite struct HearingOnceTests {
    @Test func `a line repeated inside one batch is heard once`() async throws {
        let evening = try Evening()
        let number = try await evening.talk("lea")
        let line = Delivery.words("lea", "l1", "bonjour")
        let outcomes = try await evening.record(line, line, line)
        #expect(outcomes == Array(repeating: .recorded(number), count: 3))
        #expect(try await visitorLines(evening.ledger, number) == ["bonjour"])
    }

    @Test func `a line repeated later is heard once, and answered as before`() async throws {
        let evening = try Evening()
        let number = try await evening.talk("lea")
        let line = Delivery.words("lea", "l1", "bonjour")
        let first = try await evening.record(line)
        #expect(try await evening.record(line) == first)
        #expect(try await visitorLines(evening.ledger, number) == ["bonjour"])
    }

    @Test func `a line repeated after the house was opened anew is heard once`() async throws {
        let cabinet = try Cabinet()
        let line = Delivery.words("lea", "l1", "bonjour")
        // The first ledger is dropped without a word, as kill -9 would.
        let number = try await beginTalk(in: cabinet, saying: line)
        let evening = try Evening(cabinet)
        #expect(try await evening.record(line) == [.recorded(number)])
        #expect(try await visitorLines(evening.ledger, number) == ["bonjour"])
        let lane = try await evening.first(in: "talk/\(number)")
        guard case .open = lane.effect else { return #expect(Bool(false), "the room comes first") }
    }

    @Test func `what was refused is not remembered, so it can be tried again`() async throws {
        let evening = try Evening()
        let number = try await evening.arrive("lea")
        let touch = Delivery.from(
            "lea",
            "touch",
            .visitorSaid(LineID("t"), .skip(question: "nothing"))
        )
        #expect(try await evening.record(touch) == [.refused(.notAsked)])
        let sql = "SELECT count(*) FROM delivery"
        #expect(try evening.cabinet.value(Int.self, sql) == 1)
        // The same id with acceptable words is heard.
        let words = Delivery.from(
            "lea",
            "touch",
            .visitorSaid(LineID("t"), .text(Confidential("ok")))
        )
        #expect(try await evening.record(words) == [.recorded(number)])
        #expect(try await visitorLines(evening.ledger, number) == ["ok"])
    }

    @Test func `whoever is turned away as she arrives leaves nothing, and keeps nobody out`()
        async throws
    {
        let evening = try Evening()
        let tom = Delivery.arrival("tom")
        let hearing = evening.hearing
        let recorded = try await evening.ledger.record(
            Recording([.arrival("lea"), tom, .arrival("zoe")]),
            at: Evening.noon
        ) { delivery, conversation, around in
            guard delivery.id != tom.id else {
                return Heard(effects: [.refuse(.over)], day: CivilDate(daysSince1970: 20_833))
            }
            return hearing(delivery, &conversation, &around)
        }
        #expect(recorded.outcomes[1] == .refused(.over))
        #expect(recorded.newCount == 2)
        let names = "SELECT group_concat(number) FROM conversation"
        #expect(try evening.cabinet.value(String.self, names) == "1,2")
        #expect(try evening.cabinet.value(Int.self, "SELECT count(*) FROM delivery") == 2)
    }

    @Test func `nobody's line is unknown and leaves nothing`() async throws {
        let evening = try Evening()
        #expect(try await evening.record(.words("nobody", "l1", "hé ho")) == [.unknown])
        #expect(try evening.cabinet.value(Int.self, "SELECT count(*) FROM delivery") == 0)
    }

    @Test func `the same secret at two doors is two visitors`() async throws {
        let evening = try Evening()
        let here = try await evening.arrive("lea")
        let there = Delivery(
            id: DeliveryID("arrived/lea/other"),
            bot: BotName("other-bot"),
            address: .visitor(VisitorKey("lea"), .web),
            event: .arrived
        )
        let outcome = try await evening.record(there).first
        guard case .recorded(let number?) = outcome else {
            return #expect(Bool(false), "\(String(describing: outcome))")
        }
        #expect(number != here)
    }

    private func beginTalk(in cabinet: Cabinet, saying line: Delivery) async throws
        -> ConversationNumber
    {
        let evening = try Evening(cabinet)
        let number = try await evening.talk("lea")
        try await evening.record(line)
        return number
    }
}

/// What a visitor wrote, as her side shows it.
func visitorLines(_ ledger: Ledger, _ number: ConversationNumber) async throws -> [String] {
    try await ledger.lines(of: number, after: 0, limit: 1_000)
        .filter { $0.line.author == .visitor }.map { $0.line.text.reveal() }
}
