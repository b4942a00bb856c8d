import Desk
import Store
import Testing

@Suite struct StatisticsTests {
    private static let bot = BotName("b")

    @Test func `few are not told, none and many are`() {
        let told = Self.statistics(["offered": 12, "left": 4, "province/namur": 1])
        #expect(told["offered"] == .some(12))
        #expect(told["left"] == .some(nil))
        #expect(told["answered"] == .some(0))
        #expect(told["province/namur"] == .some(nil))
    }

    @Test func `a small hour cannot be reckoned from the others and their sum`() {
        let told = Self.statistics([
            "offered": 43, "hour/18": 20, "hour/19": 12, "hour/20": 8, "hour/21": 3,
            "weekday/1": 40, "weekday/2": 1, "weekday/3": 2, "band/child": 2, "band/teen": 30,
        ])
        #expect(told["offered"] == .some(43))
        #expect(told["hour/21"] == .some(nil) && told["hour/20"] == .some(nil))
        #expect(told["hour/18"] == .some(20) && told["hour/19"] == .some(12))
        // Two are held back, but together they are three: the third goes too.
        #expect(["weekday/1", "weekday/2", "weekday/3"].allSatisfy { told[$0] == .some(nil) })
        // Who told no age is in no band, so bands add up to nothing that is told.
        #expect(told["band/child"] == .some(nil) && told["band/teen"] == .some(30))
        let many = Self.statistics(["offered": 30, "hour/18": 20, "hour/19": 10])
        #expect(many["hour/18"] == .some(20) && many["hour/19"] == .some(10))
    }

    @Test func `numbers stay when the talks behind them are forgotten`() async throws {
        let evening = try Evening()
        let names = (1...6).map { "v\($0)" }
        for name in names {
            let number = try await evening.talk(name)
            try await evening.record(.words(name, "l" + name, "bonjour"), .goodbye(name))
            try await evening.record(.due(number, .forget))
        }
        try await evening.ledger.sweep()
        let living = "SELECT count(*) FROM conversation WHERE key IS NOT NULL"
        #expect(try evening.cabinet.value(Int.self, living) == 0)
        let day = CivilDate(daysSince1970: 20_833)
        let rows = try await evening.ledger.tally(from: day, to: day)
        let told = Statistics(rows).lines.first { $0.name == "offered" }
        #expect(told?.value == names.count)
        // A number names a bot, a day and what was counted, and nobody.
        let columns = "SELECT group_concat(name) FROM pragma_table_info('tally')"
        #expect(try evening.cabinet.value(String.self, columns) == "bot,day,what,count")
    }

    @Test func `waits are told by their middle and by what nine of ten had less than`() {
        let told = Self.statistics(["wait/1": 5, "wait/3": 4, "wait/30": 1])
        #expect(told["wait-median-minutes"] == .some(1))
        #expect(told["wait-p90-minutes"] == .some(3))
        let few = Self.statistics(["wait/1": 2, "wait/3": 2])
        #expect(few["wait-median-minutes"] == .some(nil))
    }

    @Test func `an evening is counted once, whoever talks again`() {
        let arriving = Conversation(number: 1, bot: Self.bot, door: .web)
        let moment = Moment(
            milliseconds: 0,
            civil: CivilTime(date: CivilDate(daysSince1970: 20_833), minute: 1_100)
        )
        #expect(arriving.counts(since: arriving, at: moment).isEmpty)
    }

    private static func statistics(_ counts: [String: Int]) -> [String: Int?] {
        let rows = counts.map { TallyRow(bot: bot, day: "2027-01-01", what: $0, count: $1) }
        let pairs = Statistics(rows).lines.map { ($0.name, $0.value) }
        return Dictionary(uniqueKeysWithValues: pairs)
    }
}
