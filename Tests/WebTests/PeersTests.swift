import Desk
import Relay
import Testing
import Web

/// What went wrong elsewhere, where it is about the page; see "What peers get wrong" in the design
/// and `PeersTests` of the desk.
@Suite(.timeLimit(.minutes(1))) struct PeersTests {
    @Test func `Safe Support: a reload destroys nothing`() async throws {
        try await WebHouse.open { house in
            let (visitor, number) = try await Visitor.talking(in: house)
            try await visitor.say("avant")
            try await house.answer("je lis", to: number)
            for _ in 1...3 { #expect(try await visitor.arrive() == number) }
            let watcher = try await Watcher.opened(visitor)
            try await watcher.untilLine("je lis")
            #expect(watcher.seen.value.texts.contains("avant"))
            #expect(watcher.seen.value.states.last?.stage == "talking")
            await watcher.leave()
        }
    }

    @Test func `Safe Support: the clock of the visitor's phone opens no door`() async throws {
        try await WebHouse.open { house in
            let visitor = Visitor(house: house, bot: TestBots.closed)
            let clock = #"{"now":"2027-01-15T12:00:00Z","hour":12,"isOpen":true}"#
            _ = try await visitor.put("talk", clock)
            let watcher = try await Watcher.opened(visitor)
            try await watcher.seen.until { !$0.states.isEmpty }
            #expect(watcher.seen.value.states.last?.canWrite == false)
            await watcher.leave()
        }
    }

    @Test func `HelpIM: of twenty who come at once no two are in one talk`() async throws {
        try await WebHouse.open { house in
            let visitors = (0..<20).map { _ in Visitor(house: house) }
            let numbers = try await withThrowingTaskGroup(of: ConversationNumber.self) { group in
                for (index, visitor) in visitors.enumerated() {
                    group.addTask {
                        let number = try await visitor.arrive()
                        try await visitor.say("ligne \(index)")
                        return number
                    }
                }
                return try await group.reduce(into: Set()) { $0.insert($1) }
            }
            #expect(numbers.count == visitors.count)
            for (index, visitor) in visitors.enumerated() {
                #expect(try await visitor.ownLines() == ["ligne \(index)"])
            }
        }
    }

    @Test func `HelpIM: nothing rings, shakes or shows itself where the family hears it`()
        async throws
    {
        try await WebHouse.open { house in
            for path in ["essai", "essai/simple"] {
                let page = try await house.ask("GET", path).text.lowercased()
                #expect(page.contains("<body"), "else this would prove nothing")
                for noise in [
                    "<audio", "<video", "new audio", "audiocontext", "speechsynthesis", "vibrate",
                    "notification", "requestpermission", "setappbadge", ".title =",
                ] {
                    #expect(!page.contains(noise), "\(path): \(noise)")
                }
            }
        }
    }
}
