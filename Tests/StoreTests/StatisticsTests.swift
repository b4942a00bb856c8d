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
