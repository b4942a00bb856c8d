import Desk
import Foundation
import Store
import Testing

@Suite struct StatisticsTests {
    private static let bot = BotName("b")

    @Test func `each number is told as the nearest multiple of five, for itself`() {
        let told = Self.statistics(["offered": 13, "left": 4, "province/namur": 2])
        #expect(told["offered"] == .some(15) && told["left"] == .some(5))
        #expect(told["answered"] == .some(0))
        // A line of its own would tell that somebody was there.
        #expect(told["province/namur"] == nil)
    }

    /// Whoever knows the rule and every number that is told still cannot tell a small one from its
    /// neighbours: not by the sum and the other parts, not by what came of others.
    @Test(arguments: ["hour/21", "answered"])
    func `a small number cannot be reckoned from the others`(_ hidden: String) {
        let counts = [
            "offered": 43, "answered": 41, "hour/18": 20, "hour/19": 12, "hour/20": 8, "hour/21": 3,
        ]
        let told = Self.statistics(counts)
        let possible = (1...43).filter { number in
            var other = counts
            other[hidden] = number
            // The sums that hold of every month.
            let hours = other.filter { $0.key.hasPrefix("hour/") }.values.reduce(0, +)
            other["offered"] = hours
            guard other["answered", default: 0] <= hours else { return false }
            return Self.statistics(other) == told
        }
        #expect(possible.count >= 2, "\(hidden) can only be \(possible)")
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
        let months = try await evening.ledger.tally()
        #expect(months.map(\.month) == ["2027-01"] && months.first?.bot == Evening.bot)
        #expect(months.first?.counts["offered"] == names.count)
    }

    @Test func `nobody reads in the file how few came`() async throws {
        let evening = try Evening()
        _ = try await evening.talk("lea")
        let plain = "SELECT count(*) FROM tally"
        #expect(try evening.cabinet.value(Int.self, plain) == 0)
        // A row names a bot and a month; how much was counted, and what, is sealed.
        let columns = "SELECT group_concat(name) FROM pragma_table_info('counts')"
        #expect(try evening.cabinet.value(String.self, columns) == "bot,month,body")
        let body = try #require(try evening.cabinet.value(Data.self, "SELECT body FROM counts"))
        #expect(body.range(of: Data("offered".utf8)) == nil)
        try evening.cabinet.tamper("UPDATE counts SET month = '2027-02'")
        #expect(try await evening.ledger.tally().isEmpty)
        let lost = try await evening.ledger.unreadableMonths()
        #expect(lost.map(\.month) == ["2027-02"] && lost.map(\.bot) == [Evening.bot])
    }

    /// No number may keep a child out.
    @Test func `a month that is damaged is begun anew`() async throws {
        let evening = try Evening()
        _ = try await evening.talk("lea")
        try evening.cabinet.tamper("UPDATE counts SET body = x'00'")
        _ = try await evening.talk("tom")
        #expect(try await evening.ledger.tally().first?.counts["offered"] == 1)
    }

    @Test func `what an older Passerelle counted in the clear is sealed at the first opening`()
        async throws
    {
        let evening = try Evening()
        _ = try await evening.talk("lea")
        try evening.cabinet.tamper(
            """
            INSERT INTO tally VALUES ('b', '2026-12-30', 'offered', 2),
                ('b', '2026-12-31', 'offered', 3), ('b', '2026-12-01', 'band/teen', 1)
            """
        )
        let ledger = try evening.cabinet.open()
        let december = try await ledger.tally().first { $0.month == "2026-12" }
        #expect(december?.counts == ["offered": 5, "band/teen": 1])
        #expect(try evening.cabinet.value(Int.self, "SELECT count(*) FROM tally") == 0)
    }

    @Test func `waits are told where enough had such and longer ones`() {
        let told = Self.statistics(["wait/1": 25, "wait/3": 20, "wait/30": 5])
        #expect(told["wait-median-minutes"] == .some(1))
        #expect(told["wait-p90-minutes"] == .some(3))
        // Nine of ten of these are all but four.
        let few = Self.statistics(["wait/1": 25, "wait/3": 20, "wait/30": 4])
        #expect(few["wait-median-minutes"] == .some(1) && few["wait-p90-minutes"] == .some(nil))
        #expect(Self.statistics(["wait/1": 4, "wait/3": 5])["wait-median-minutes"] == .some(nil))
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
        let pairs = Statistics(counts).lines.map { ($0.name, $0.value) }
        return Dictionary(uniqueKeysWithValues: pairs)
    }
}
