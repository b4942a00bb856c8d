import Desk
import Store
import Support
import Testing

@testable import Relay

/// What happens when the house is left in the middle, and when the network says more than its
/// answers.
@Suite(.timeLimit(.minutes(1))) struct PumpReturnTests {
    @Test func `after a crash the next pump goes on where the last one stood`() async throws {
        let folder = try Folder()
        let before = try await deliverSome(in: folder)
        let office = try Office(folder)
        let outlet = PlayedOutlet()
        try await office.open(with: [office.pump(outlet)]) {
            await outlet.book.until { $0.arrived.contains { $0.words == "lea 9" } }
        }
        let after = outlet.book.value.arrived
        // Only what was under way at the crash comes twice, and then with the same id.
        let settled = before.filter { $0.words != "lea 1" }
        #expect(Set(settled).isDisjoint(with: after))
        #expect(after.compactMap(\.words) == (1...9).map { "lea \($0)" })
        let underWay = before.first { $0.words == "lea 1" }
        #expect(after.first { $0.words == "lea 1" }?.id == underWay?.id)
    }

    @Test func `a wall clock that is set back by an hour makes nobody wait for that hour`()
        async throws
    {
        let office = try Office()
        let outlet = PlayedOutlet { attempt, number in
            attempt.words == "lea 0" && number == 1
                ? .failure(.nothingWorks(after: .seconds(9))) : .success(nil)
        }
        try await office.open(with: [office.pump(outlet)]) {
            _ = try await office.talk("lea", lineCount: 1)
            await office.clock.untilSleeping(for: .seconds(9))
            office.setWall(backBy: 3_600_000)
            office.clock.advance(by: .seconds(9))
            await outlet.book.until { $0.arrived.contains { $0.words == "lea 0" } }
        }
        #expect(outlet.book.value.tries.count { $0.words == "lea 0" } == 2)
    }

    @Test func `when the homeserver is back, nobody goes on being patient`() async throws {
        let lifeline = Lifeline()
        let office = try Office(lifeline: lifeline)
        let outlet = PlayedOutlet { attempt, number in
            attempt.words == "lea 0" && number < 8 ? .failure(.later(after: nil)) : .success(nil)
        }
        lifeline.worked()
        try await office.open(with: [office.pump(outlet)]) {
            _ = try await office.talk("lea", lineCount: 1)
            for number in 1..<7 {
                await outlet.book.until { $0.tries.count { $0.words == "lea 0" } == number }
                await office.clock.untilSleeping(for: .milliseconds(250 << (number - 1)))
                office.advance(by: 250 << (number - 1))
            }
            await outlet.book.until { $0.tries.count { $0.words == "lea 0" } == 7 }
            await office.clock.untilSleeping(for: .seconds(16))
            lifeline.failed()
            // No clock is moved.
            lifeline.worked()
            await outlet.book.until { $0.arrived.contains { $0.words == "lea 0" } }
        }
    }

    @Test func `an echo that overtakes the answer settles the errand for good`() async throws {
        let office = try Office()
        let echoed = Watched(false)
        let outlet = PlayedOutlet { attempt, _ in
            guard attempt.words == "lea 0" else { return .success(nil) }
            await echoed.until { $0 }
            return .failure(.later(after: .seconds(9)))
        }
        try await office.open(with: [office.pump(outlet)]) {
            _ = try await office.talk("lea", lineCount: 2)
            let tries = await outlet.book.until { $0.tries.contains { $0.words == "lea 0" } }.tries
            let line = try #require(tries.first { $0.words == "lea 0" })
            try await office.echo(line.id)
            echoed.change { $0 = true }
            // No clock is moved: the second line goes at once.
            await outlet.book.until { $0.arrived.contains { $0.words == "lea 1" } }
        }
        #expect(outlet.book.value.tries.count { $0.words == "lea 0" } == 1)
    }

    @Test func `an echo lets a lane go on that was waiting to try again`() async throws {
        let office = try Office()
        let outlet = PlayedOutlet { attempt, _ in
            attempt.words == "lea 0" ? .failure(.later(after: .seconds(9))) : .success(nil)
        }
        try await office.open(with: [office.pump(outlet)]) {
            _ = try await office.talk("lea", lineCount: 2)
            await office.clock.untilSleeping(for: .seconds(9))
            let tries = outlet.book.value.tries
            try await office.echo(try #require(tries.first { $0.words == "lea 0" }).id)
            await outlet.book.until { $0.arrived.contains { $0.words == "lea 1" } }
        }
    }

    @Test func `what arrived while the house was closing is settled all the same`() async throws {
        let office = try Office()
        try await office.open { _ = try await office.arrive("lea") }
        let goOn = Watched(false)
        let outlet = PlayedOutlet { _, _ in
            await goOn.until { $0 }
            return .success(Receipt("$notice"))
        }
        let pump = office.pump(outlet)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await pump.run() }
            await outlet.tried(1)
            group.cancelAll()
            goOn.change { $0 = true }
            try await group.waitForAll()
        }
        #expect(try await office.ledger.outboxCounts() == ["done": 1, "ready": 1])
    }

    @Test func `a desk that is told twice about a failure tells people once`() async throws {
        let folder = try Folder()
        let number = try await leaveTalk(in: folder, "lea", lineCount: 1)
        for _ in 0..<2 {
            let office = try Office(folder)
            let outlet = PlayedOutlet { attempt, _ in
                attempt.words == nil ? .success(nil) : .failure(.never)
            }
            try await office.open(with: [office.pump(outlet)]) {
                await outlet.book.until { $0.tries.contains { $0.words == "lea 0" } }
                await outlet.book.until {
                    $0.arrived.contains { $0.lane.rawValue == "staff/test-bot" }
                }
                // As if the bridge had died between telling the desk and setting the line aside.
                var lines = try await office.lines(number)
                while !lines.contains(where: { $0.text.reveal() == "lost" }) {
                    await Task.yield()
                    lines = try await office.lines(number)
                }
                #expect(lines.filter { $0.text.reveal() == "lost" }.count == 1)
            }
            try folder.tamper("UPDATE outbox SET state = 'ready' WHERE state <> 'ready'")
        }
    }

    /// Brings the first line over.
    ///
    /// The second one arrives, but its answer never comes: the pump ends.
    private func deliverSome(in folder: Folder) async throws -> [PlayedOutlet.Try] {
        let office = try Office(folder)
        let outlet = PlayedOutlet { attempt, _ in
            attempt.words == "lea 1" ? .failure(.nothingWorks(after: .seconds(99))) : .success(nil)
        }
        try await office.open(with: [office.pump(outlet)]) {
            _ = try await office.talk("lea", lineCount: 10)
            await outlet.book.until { $0.tries.contains { $0.words == "lea 1" } }
            await office.clock.untilSleeping(for: .seconds(99))
        }
        return outlet.book.value.tries
    }
}

extension Office {
    /// The feed brings an effect of ours back.
    func echo(_ id: EffectID) async throws {
        _ = try await switchboard.receive(
            [],
            echoes: [id: Receipt("$echo-" + id.rawValue)],
            token: nil,
            of: "sync"
        )
    }
}
