import Desk
import Store
import Support
import Testing

@testable import Relay

@Suite(.timeLimit(.minutes(1))) struct TimekeeperTests {
    private static let hour: Int64 = 3_600_000

    @Test func `who still waits when the door closes is told so, at that minute`() async throws {
        let office = try Office()
        try await office.open(with: [office.timekeeper()]) {
            let number = try await office.arrive("lea")
            await office.clock.untilSleeping(for: .seconds(6 * 3_600))
            office.advance(by: 6 * Self.hour - 1)
            let before = try await office.lines(number).map { $0.text.reveal() }
            #expect(!before.contains("nobody"))
            office.advance(by: 1)
            await office.untilEnded(number)
            #expect(try await office.lines(number).last?.text.reveal() == "nobody")
        }
    }

    @Test func `an ended talk is forgotten at its time, even when the house was closed then`()
        async throws
    {
        let folder = try Folder()
        let before = try Office(folder)
        try await before.open {
            _ = try await before.talk("lea", lineCount: 1)
            try await before.receive(.goodbye("lea"))
        }
        let office = try Office(folder, at: Office.noon + 40 * Self.hour)
        try await office.open(with: [office.timekeeper()]) {
            await office.clock.untilSleeping(for: Self.longest)
            let conversation = try await office.ledger.conversation(1)
            #expect(conversation == nil)
            #expect(try await office.ledger.nextReminder() == nil)
        }
    }

    @Test func `after a start what happened meanwhile is heard before the time that went by`()
        async throws
    {
        let lifeline = Lifeline()
        let office = try Office(lifeline: lifeline)
        try await office.open {
            let number = try await office.arrive("lea")
            office.advance(by: 6 * Self.hour)
            await office.timekeeper().wakeDue()
            #expect(try await office.ledger.conversation(number)?.stage.name == .waiting)
            lifeline.caughtUp()
            await office.timekeeper().wakeDue()
            #expect(try await office.ledger.conversation(number)?.stage == .ended(.nobodyFree))
        }
    }

    @Test func `where nothing can be heard time goes on all the same`() async throws {
        let lifeline = Lifeline()
        let office = try Office(lifeline: lifeline)
        try await office.open {
            let number = try await office.arrive("lea")
            lifeline.failed()
            office.advance(by: 6 * Self.hour)
            await office.timekeeper().wakeDue()
            #expect(try await office.ledger.conversation(number)?.stage == .ended(.nobodyFree))
        }
    }

    @Test func `more than fit into one transaction are woken at once`() async throws {
        let office = try Office()
        var limits = Timekeeper.Limits()
        limits.dueAtOnceMax = 3
        try await office.open {
            var numbers: [ConversationNumber] = []
            for index in 0..<20 { numbers.append(try await office.arrive("visitor-\(index)")) }
            office.advance(by: 6 * Self.hour)
            await office.timekeeper(limits).wakeDue()
            for number in numbers {
                let stage = try await office.ledger.conversation(number)?.stage
                #expect(stage == .ended(.nobodyFree))
            }
        }
    }

    @Test func `a bot that is gone stops nobody else's waking, and is forgotten all the same`()
        async throws
    {
        let folder = try Folder()
        let gone = BotName("gone-bot")
        let before = try Office(folder, bots: [Office.bot, gone])
        try await before.open {
            for index in 0..<5 {
                _ = try await before.arrive("gone-\(index)", at: gone)
                try await before.receive(.goodbye("gone-\(index)", at: gone))
            }
            _ = try await before.arrive("lea")
            try await before.receive(.goodbye("lea"))
        }
        var limits = Timekeeper.Limits()
        limits.dueAtOnceMax = 2
        let office = try Office(folder, at: Office.noon + 40 * Self.hour)
        try await office.open {
            await office.timekeeper(limits).wakeDue()
            for number in 1...6 as ClosedRange<Int64> {
                let conversation = try await office.ledger.conversation(number)
                #expect(conversation == nil)
            }
            #expect(try await office.ledger.nextReminder() == nil)
        }
    }

    @Test func `who waits at a bot that is gone is looked at again later`() async throws {
        let folder = try Folder()
        let gone = BotName("gone-bot")
        let before = try Office(folder, bots: [gone])
        try await before.open { _ = try await before.arrive("lea", at: gone) }
        let evening = Office.noon + 7 * Self.hour
        let office = try Office(folder, at: evening)
        try await office.open {
            await office.timekeeper().wakeDue()
            let next = try await office.ledger.nextReminder()
            #expect(next == evening + Self.hour)
        }
        // The folder is back.
        let later = try Office(folder, bots: [gone], at: evening + Self.hour)
        try await later.open {
            await later.timekeeper().wakeDue()
            let stage = try await later.ledger.conversation(1)?.stage
            #expect(stage == .ended(.nobodyFree))
        }
    }

    static let longest = Duration.seconds(86_400)
}

extension Office {
    func timekeeper(_ given: Timekeeper.Limits? = nil) -> Timekeeper {
        var limits = given ?? Timekeeper.Limits()
        limits.lookEveryMilliseconds = 86_400_000
        return Timekeeper(
            switchboard: switchboard,
            wallClock: wall,
            clock: clock,
            limits: limits,
            logger: .readAlong
        )
    }

    /// Returns when a conversation has ended.
    func untilEnded(_ number: ConversationNumber) async {
        while (try? await ledger.conversation(number)?.stage.name) != .ended { await Task.yield() }
    }
}
