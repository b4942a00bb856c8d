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
        let (gate, made, turnedAway) = (Gate(), Noted(), Noted())
        let codes = ReturnCodes(try Evening().ledger, waitingMax: 8) { code, _ in
            await gate.pass()
            let child = "4444555566667777"
            made.note(code.hasPrefix("111122223333") ? "guess" : code == child ? "child" : "ours")
            return CodeDigest(code)
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 1...13 {
                group.addTask {
                    let code = "1111 2222 3333 \(1_000 + number)"
                    do {
                        _ = try await codes.digest(ofTyped: code, after: number)
                    } catch is ReturnCodes.Crowded {
                        turnedAway.note("guess")
                    }
                }
            }
            // One is at work, eight wait, four had to go.
            await until { await codes.waitingCount == 8 && turnedAway.count == 4 }
            group.addTask { _ = try await codes.digest(ofTyped: "4444 5555 6666 7777", after: 0) }
            await until { turnedAway.count == 5 }
            group.addTask { _ = try await codes.fresh(.digits, in: .fr) }
            await until { turnedAway.count == 6 }
            gate.open()
            try await group.waitForAll()
        }
        let rest = Array(repeating: "guess", count: 6)
        #expect(made.names == ["guess", "ours", "child"] + rest)
    }

    private func until(_ isSo: () async -> Bool) async {
        while await !isSo(), !Task.isCancelled { await Task.yield() }
    }
}

/// Where digests wait until they may be made.
private final class Gate: Sendable {
    private let (steps, continuation) = AsyncStream.makeStream(of: Void.self)

    /// Comes through when it is open, at once from then on; one waits at a time.
    func pass() async {
        for await _ in steps { break }
    }

    func open() { continuation.finish() }
}

/// What was noted, in order.
private final class Noted: Sendable {
    private let noted = Mutex<[String]>([])

    var names: [String] { noted.withLock(\.self) }
    var count: Int { names.count }

    func note(_ name: String) {
        noted.withLock { $0.append(name) }
    }
}
