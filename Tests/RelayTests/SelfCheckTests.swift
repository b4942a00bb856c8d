import Desk
import GRDB
import Testing

@testable import Relay
@testable import Store

@Suite(.timeLimit(.minutes(1))) struct SelfCheckTests {
    private static let minute: Int64 = 60_000

    @Test func `how lines stand is shown in numbers`() async throws {
        let office = try Office()
        let gauges = Gauges()
        try await office.open {
            _ = try await office.talk("lea", lineCount: 3)
            let line = try #require(try await office.line("lea 0"))
            try await office.ledger.settle(line, .done(Receipt("$a")))
            office.advance(by: 2 * Self.minute)
            await office.selfCheck(gauges).look()
        }
        #expect(gauges[.linesAccepted] == 3)
        #expect(gauges[.linesDelivered] == 1)
        #expect(gauges[.linesWaiting] == 2)
        #expect(gauges[.linesMissing] == 0)
        #expect(gauges[.outboxOldest] == 120)
        #expect(gauges.text.contains("\npasserelle_lines_accepted_total 3\n"))
    }

    @Test func `a line that is nowhere is noticed`() async throws {
        let office = try Office()
        let gauges = Gauges()
        try await office.open {
            _ = try await office.talk("lea", lineCount: 3)
            try office.folder.tamper("DELETE FROM outbox WHERE kind = 'relay'")
            await office.selfCheck(gauges).look()
        }
        #expect(gauges[.linesMissing] == 3)
    }

    @Test func `what is on its way for long is told to the staff room, once`() async throws {
        let office = try Office()
        try await office.open {
            let lea = try await office.talk("lea", lineCount: 2)
            let check = office.selfCheck(Gauges())
            office.advance(by: 4 * Self.minute)
            await check.look()
            #expect(try await office.told().isEmpty)
            office.advance(by: 2 * Self.minute)
            await check.look()
            await check.look()
            #expect(try await office.told() == ["late #\(lea)"])
        }
    }

    @Test func `once a night the staff room hears what was forgotten`() async throws {
        let office = try Office()
        try await office.open(with: [office.timekeeper()]) {
            for visitor in ["lea", "tom"] { _ = try await office.talk(visitor) }
            try await office.receive(.goodbye("lea"), .goodbye("tom"))
            let check = office.selfCheck(Gauges())
            // From noon to four in the night after next.
            office.advance(by: 40 * 60 * Self.minute)
            await office.untilForgotten([1, 2])
            await check.look()
            await check.look()
            #expect(try await office.told().filter { $0.hasPrefix("forgot") }.count == 1)
            #expect(try await office.told().contains { $0.hasPrefix("forgot 2 kept 0") })
        }
    }

    @Test func `a door that is open while nobody is there to answer is shown in numbers`()
        async throws
    {
        let office = try Office()
        let gauges = Gauges()
        try await office.open {
            let check = office.selfCheck(gauges)
            await check.look()
            #expect(gauges[.openAndUnattended] == 0)
            let empty = Delivery(
                id: DeliveryID("team/empty"),
                bot: Office.bot,
                address: .staffRoom,
                event: .staffed([:])
            )
            try await office.receive(empty)
            await check.look()
            #expect(gauges[.openAndUnattended] == 1)
            // The door closes at six.
            office.advance(by: 7 * 60 * Self.minute)
            await check.look()
            #expect(gauges[.openAndUnattended] == 0)
        }
        #expect(gauges.text.contains("# TYPE passerelle_open_and_unattended gauge\n"))
    }

    @Test func `a bot whose people cannot be read is shown, and the others are looked at`()
        async throws
    {
        let other = BotName("other-bot")
        let office = try Office(bots: [Office.bot, other])
        let gauges = Gauges()
        try await office.open {
            let check = office.selfCheck(gauges)
            await check.look()
            #expect(gauges[.openAndUnattended] == 0)
            let lea = try await office.talk("lea", lineCount: 1)
            try office.folder.tamper("UPDATE team SET state = x'0011' WHERE bot = 'other-bot'")
            office.advance(by: 6 * Self.minute)
            await check.look()
            #expect(gauges[.openAndUnattended] == 1)
            #expect(try await office.told() == ["late #\(lea)"])
            #expect(
                try await office.ledger.health(at: Office.noon).botsWithDamagedTeam == [other]
            )
        }
    }

    @Test func `at the very first start there is no night to tell of`() async throws {
        // A quarter past four in the night.
        let office = try Office(at: Office.noon - (7 * 60 + 45) * Self.minute)
        try await office.open {
            let check = office.selfCheck(Gauges())
            await check.look()
            office.advance(by: 30 * Self.minute)
            await check.look()
            let first = try await office.told()
            #expect(first == [])
            // The next night is the first.
            office.advance(by: 24 * 60 * Self.minute)
            await check.look()
            let second = try await office.told()
            #expect(second.count { $0.hasPrefix("forgot") } == 1)
        }
    }

    @Test func `names of what cannot come again are let go, those of living talks stay`()
        async throws
    {
        let office = try Office()
        try await office.open {
            _ = try await office.talk("lea", lineCount: 1)
            try await office.receive(.claim(99, by: "@ana:x"))
            try await office.ledger.prune(before: Office.noon + 1, at: Office.noon, statistics: [:])
            #expect(try await office.ledger.hasHeard(Delivery.words("lea", "lea 0").id))
            #expect(try await !office.ledger.hasHeard(Delivery.claim(99, by: "@ana:x").id))
        }
    }
}

extension Office {
    fileprivate func selfCheck(_ gauges: Gauges) -> SelfCheck {
        SelfCheck(
            switchboard: switchboard,
            gauges: gauges,
            wallClock: wall,
            clock: clock,
            logger: .readAlong
        )
    }

    fileprivate func line(_ words: String) async throws -> Errand? {
        var busy: Set<Lane> = []
        while let taken = try await ledger.take(besides: busy, at: wall.milliseconds, limit: 1)
            .first
        {
            busy.insert(taken.lane)
            guard case .errand(var errand) = taken, errand.lane.rawValue.hasPrefix("talk") else {
                continue
            }
            while errand.words?.reveal() != words {
                try await ledger.settle(errand, .done(nil))
                let next = try await ledger.next(in: taken.lane, at: wall.milliseconds)
                guard case .errand(let following)? = next else { return nil }
                errand = following
            }
            return errand
        }
        return nil
    }

    /// What the staff room is told, in order; nothing of it is settled.
    fileprivate func told() async throws -> [String] {
        try await ledger.pool.read { [ledger] db in
            let sql = "SELECT number FROM outbox WHERE kind = 'tellStaff' ORDER BY number"
            return try Int64.fetchAll(db, sql: sql).compactMap { row in
                let reader = Reader(db: db, master: ledger.master)
                guard case .errand(let errand)? = try reader.taken("number = ?", [row]),
                    case .tellStaff(let text, _) = errand.effect
                else { return nil }
                return text
            }
        }
    }

    fileprivate func untilForgotten(_ numbers: [ConversationNumber]) async {
        for number in numbers {
            while (try? await ledger.conversation(number)) != nil { await Task.yield() }
        }
    }
}
