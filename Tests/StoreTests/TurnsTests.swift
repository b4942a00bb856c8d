import Desk
import Synchronization
import Testing

@testable import Store

/// Slow work that is done one after the other, and who comes first.
@Suite(.timeLimit(.minutes(1))) struct TurnsTests {
    @Test func `whoever has tried least comes first, and then whoever came last`() {
        var turns = Turns<String>(countMax: 10)
        for (name, tries) in [("ana", 2), ("bea", 0), ("cleo", 1), ("dina", 0), ("ours", -1)] {
            #expect(turns.join(name, after: tries) == nil)
        }
        var order: [String] = []
        while let next = turns.next() { order.append(next) }
        #expect(order == ["ours", "dina", "bea", "cleo", "ana"])
    }

    @Test func `when too many wait, whoever tried most goes, and of those whoever waits longest`() {
        var turns = Turns<String>(countMax: 2)
        #expect(turns.join("ana", after: 3) == nil)
        #expect(turns.join("bea", after: 1) == nil)
        #expect(turns.join("child", after: 0) == "ana")
        #expect(turns.join("cleo", after: 1) == "bea")
        #expect(turns.join("dina", after: 2) == "dina")
        #expect(turns.count == 2)
    }

    @Test func `a flood of guesses holds up neither the team's codes nor a child's only one`()
        async throws
    {
        let codes = ReturnCodes(try Evening().ledger, waitingMax: 8)
        let done = Finished()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 1...12 {
                group.addTask {
                    let code = "1111 2222 3333 \(1_000 + number)"
                    do {
                        _ = try await codes.digest(ofTyped: code, after: number)
                        done.note("guess")
                    } catch is ReturnCodes.Crowded {
                        done.note("too many")
                    }
                }
            }
            while await codes.waitingCount < 8 { await Task.yield() }
            group.addTask {
                _ = try await codes.digest(ofTyped: "4444 5555 6666 7777", after: 0)
                done.note("child")
            }
            while await codes.waitingCount < 8 { await Task.yield() }
            group.addTask {
                _ = try await codes.fresh(.digits, in: .fr)
                done.note("ours")
            }
            try await group.waitForAll()
        }
        let order = done.order
        let made = order.filter { $0 != "too many" }
        #expect(made.prefix(4).contains("ours") && made.prefix(5).contains("child"))
        #expect(order.contains("too many"))
        #expect(made.filter { $0 == "guess" }.count >= 7)
    }
}

/// In which order things were finished.
private final class Finished: Sendable {
    private let names = Mutex<[String]>([])

    var order: [String] { names.withLock(\.self) }

    func note(_ name: String) {
        names.withLock { $0.append(name) }
    }
}
