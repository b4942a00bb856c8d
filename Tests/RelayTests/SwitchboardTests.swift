import Desk
import GRDB
import Logging
import ServiceLifecycle
import Support
import Testing

@testable import Relay
@testable import Store

@Suite(.timeLimit(.minutes(1))) struct SwitchboardTests {
    @Test func `many senders at once are all answered, and each one's order is kept`() async throws
    {
        let office = try Office()
        let senders = (0..<30).map { "visitor-\($0)" }
        try await office.open {
            var numbers: [String: ConversationNumber] = [:]
            for sender in senders { numbers[sender] = try await office.talk(sender) }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for sender in senders {
                    group.addTask {
                        for index in 0..<10 {
                            try await office.receive(.words(sender, "w\(index)"))
                        }
                    }
                }
                try await group.waitForAll()
            }
            let expected = (0..<10).map { "w\($0)" }
            for sender in senders {
                let lines = try await office.lines(try #require(numbers[sender]))
                #expect(lines.filter { $0.author == .visitor }.map(\.id.rawValue) == expected)
            }
        }
    }

    @Test func `a transaction takes no more than its number, and nothing is left behind`()
        async throws
    {
        var limits = Switchboard.Limits()
        limits.deliveriesAtOnceMax = 7
        let office = try Office(limits: limits)
        let counts = Watched<[Int]>([])
        office.switchboard.whenRecorded { recorded in counts.change { $0.append(recorded.newCount) }
        }
        try await office.open {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for index in 0..<100 {
                    group.addTask { _ = try await office.arrive("visitor-\(index)") }
                }
                try await group.waitForAll()
            }
        }
        // The hundred, and the team that was seated before.
        #expect(counts.value.reduce(0, +) == 101)
        #expect(counts.value.allSatisfy { $0 <= 7 })
    }

    @Test func `when there is no place left to wait, the sender hears it at once`() async throws {
        var limits = Switchboard.Limits()
        limits.waitingCountMax = 0
        let office = try Office(limits: limits)
        await #expect(throws: NotRecorded.self) {
            try await office.switchboard.receive(.arrival("lea"))
        }
    }

    @Test func `a full disk is told to all who are in it, and afterwards all is well`() async throws
    {
        let office = try Office()
        let text = String(repeating: "plein ", count: 300)
        try await office.open {
            let number = try await office.talk("lea")
            let lines = (0..<50).map { Delivery.words("lea", text + "\($0)") }
            try limitPages(of: office.ledger, beyondUse: 3)
            await #expect(throws: NotRecorded.self) {
                try await office.switchboard.receive(lines, echoes: [:], token: "s1", of: "sync")
            }
            let none = try await office.lines(number).filter { $0.author == .visitor }
            #expect(none.isEmpty)
            #expect(try await office.switchboard.token(of: "sync") == nil)
            try limitPages(of: office.ledger, beyondUse: 100_000)
            let outcomes = try await office.switchboard.receive(
                lines,
                echoes: [:],
                token: "s1",
                of: "sync"
            )
            #expect(outcomes == Array(repeating: .recorded(number), count: 50))
            let all = try await office.lines(number).filter { $0.author == .visitor }
            #expect(all.count == 50)
        }
    }

    @Test func `what was received when the house closes is written, and who comes later hears no`()
        async throws
    {
        let folder = try Folder()
        let office = try Office(folder)
        let group = ServiceGroup(
            configuration: .init(services: [office.switchboard], logger: .readAlong)
        )
        let written = try await withThrowingTaskGroup(of: String?.self) { tasks in
            tasks.addTask {
                try await group.run()
                return nil
            }
            for index in 0..<200 {
                tasks.addTask {
                    if index == 100 { await group.triggerGracefulShutdown() }
                    let arrival = try? await office.arrive("visitor-\(index)")
                    return arrival.map { _ in "visitor-\(index)" }
                }
            }
            return try await tasks.reduce(into: [String]()) { written, name in
                if let name { written.append(name) }
            }
        }
        await #expect(throws: NotRecorded.self) {
            try await office.switchboard.receive(.arrival("too late"))
        }
        let reopened = try folder.open()
        for visitor in written {
            let visit = try await reopened.visit(by: VisitorKey(visitor), at: Office.bot)
            #expect(visit != nil, "\(visitor) was told that it is written")
        }
        let count = try await reopened.pool.read {
            try Int.fetchOne($0, sql: "SELECT count(*) FROM conversation")
        }
        #expect(count == written.count, "and nobody else is")
    }

    @Test func `who comes after a switchboard was stopped does not wait for ever`() async throws {
        let office = try Office()
        try await office.open { _ = try await office.arrive("lea") }
        await #expect(throws: NotRecorded.self) {
            try await office.switchboard.receive(.arrival("tom"))
        }
    }

    @Test func `a bot that is not there refuses`() async throws {
        let office = try Office()
        try await office.open {
            let arrival = Delivery.arrival("lea", at: BotName("gone"))
            let outcome = try await office.switchboard.receive(arrival)
            #expect(outcome == .refused(.over))
        }
    }

    private func limitPages(of ledger: Ledger, beyondUse: Int) throws {
        try ledger.pool.writeWithoutTransaction { db in
            let used = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
            try db.execute(sql: "PRAGMA max_page_count = \(used + beyondUse)")
        }
    }
}
