import Desk
import Relay
import Testing
import Web

@Suite(.timeLimit(.minutes(1))) struct CrowdTests {
    @Test func `three hundred streams at once, and each shows its own lines only`() async throws {
        var limits = WebLimits()
        limits.arrivals = Allowance(atOnce: 300, perMinute: 120)
        limits.workLevelMax = 0
        try await WebHouse.open(limits) { house in
            let crowd = try await withThrowingTaskGroup(of: (Visitor, Watcher, Int64).self) {
                group in
                for _ in 0..<300 {
                    group.addTask {
                        let (visitor, number) = try await Visitor.talking(in: house)
                        return (visitor, try await Watcher.opened(visitor), number)
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(house.streamCount == 300)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for (visitor, watcher, number) in crowd {
                    group.addTask {
                        try await visitor.say("question \(number)")
                        try await house.answer("réponse \(number)", to: number)
                        try await watcher.untilLine("réponse \(number)")
                    }
                }
                try await group.waitForAll()
            }
            for (_, watcher, number) in crowd {
                let said = watcher.seen.value.lines.filter { $0.from != "bot" }.map(\.text)
                #expect(said == ["question \(number)", "réponse \(number)"])
            }
            await house.close()
            for (_, watcher, _) in crowd { #expect(try await watcher.end() == 200) }
            #expect(house.streamCount == 0)
        }
    }
}
