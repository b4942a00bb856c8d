import Desk
import Store
import Support
import Testing

@testable import Relay

/// What happens when nobody knows whether something arrived.
@Suite(.timeLimit(.minutes(1))) struct PumpStockTests {
    @Test func `stock is taken before anything is tried again`() async throws {
        let office = try Office()
        let outlet = PlayedOutlet { attempt, number in
            attempt.words == "lea 0" && number == 1 ? .failure(.unsure(after: nil)) : .success(nil)
        }
        try await office.open(with: [office.pump(outlet)]) {
            _ = try await office.talk("lea", lineCount: 2)
            await office.clock.untilSleeping(for: .milliseconds(500))
            let triesBefore = outlet.book.value.tries.count
            office.advance(by: 500)
            await outlet.book.until { $0.arrived.contains { $0.words == "lea 1" } }
            #expect(outlet.book.value.stockTakings == [triesBefore])
        }
        let words = outlet.book.value.tries.compactMap(\.words)
        #expect(words == ["lea 0", "lea 0", "lea 1"])
    }

    @Test func `what the stock finds to have arrived is not sent again`() async throws {
        let office = try Office()
        let outlet = PlayedOutlet(
            { attempt, _ in
                attempt.words == "lea 0" ? .failure(.unsure(after: .seconds(1))) : .success(nil)
            },
            stock: { tries in
                guard let line = tries.first(where: { $0.words == "lea 0" }) else { return false }
                return (try? await office.echo(line.id)) != nil
            }
        )
        try await office.open(with: [office.pump(outlet)]) {
            _ = try await office.talk("lea", lineCount: 2)
            await office.clock.untilSleeping(for: .seconds(1))
            office.advance(by: 1_000)
            await outlet.book.until { $0.arrived.contains { $0.words == "lea 1" } }
        }
        #expect(outlet.book.value.tries.compactMap(\.words) == ["lea 0", "lea 1"])
    }

    @Test func `while stock cannot be taken nothing is sent`() async throws {
        let office = try Office()
        let works = Watched(false)
        let outlet = PlayedOutlet(
            { attempt, number in
                attempt.words == nil || number > 1 ? .success(nil) : .failure(.unsure(after: nil))
            },
            stock: { _ in works.value }
        )
        try await office.open(with: [office.pump(outlet)]) {
            _ = try await office.talk("lea", lineCount: 1)
            await office.clock.untilSleeping(for: .milliseconds(500))
            office.advance(by: 500)
            await office.clock.untilSleeping(for: .seconds(3))
            #expect(outlet.book.value.tries.filter { $0.words != nil }.count == 1)
            works.change { $0 = true }
            office.advance(by: 3_000)
            await outlet.book.until { $0.arrived.contains { $0.words == "lea 0" } }
        }
    }
}
