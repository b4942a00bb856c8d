import Desk
import Rehearsal
import Testing

@Suite struct RandomWalkTests {
    static let seeds: ClosedRange<UInt64> = 1...4_000

    @Test func `whatever happens, the promises are kept`() throws {
        var visited: [Stage.Name: Int] = [:]
        var relayCount = 0
        for seed in Self.seeds {
            var walk = try RandomWalk(seed: seed)
            if let broken = try walk.play() { Issue.record("\(broken)") }
            for stage in walk.visited { visited[stage, default: 0] += 1 }
            relayCount += walk.relayCount
        }
        // Walks that never get anywhere would prove nothing.
        for stage in Stage.Name.allCases where stage != .arriving {
            #expect(visited[stage, default: 0] > 100, "\(stage)")
        }
        #expect(relayCount > 2_000)
    }

    @Test func `the same seed walks the same way`() throws {
        var once = try RandomWalk(seed: 7)
        var twice = try RandomWalk(seed: 7)
        #expect(try once.play() == twice.play())
        #expect(once.visited == twice.visited && once.relayCount == twice.relayCount)
    }

    /// An evening as it should be, and the same evening with one fault in it.
    @Test func `the promises notice a fault`() throws {
        let good = try Self.evening()
        var promises = Promises()
        #expect(good.compactMap { promises.broken(by: $0) } == [])

        let faults: [(index: Int, fault: ([Effect]) -> [Effect], told: String)] = [
            (5, { $0.filter { !$0.isRelay } }, "what waited was not brought in order"),
            (5, { $0 + $0.filter(\.isRelay) }, "a line was relayed twice"),
            (6, { $0.filter { !$0.isRelay } }, "an accepted line was lost"),
            (6, { $0.filter(\.isRelay) }, "an accepted line is not shown to its author"),
            (6, { $0 + good[5].othersOpening }, "two owners"),
            (6, { $0 + good[3].effects.filter(\.isPost) }, "two notices"),
            (7, { $0.filter { $0.destination != .ledger } }, "an end without a time of forgetting"),
            (8, { _ in [good[6].effects[0]] }, "something was shown after the end"),
            (8, { $0 + $0 }, "something follows a refusal"),
        ]
        for (index, fault, told) in faults {
            var promises = Promises()
            let broken = good.enumerated().compactMap { place, hearing in
                promises.broken(by: place == index ? hearing.with(fault(hearing.effects)) : hearing)
            }
            #expect(broken.first == told, "event \(index)")
        }
    }

    private static func evening() throws -> [Hearing] {
        let moment = try TestScript.wall.moment(
            try TestScript.wall.instant("2026-11-23 18:05", now: nil)
        )
        let ana = CounsellorID("@ana:example.org")
        let words = Utterance.text(Confidential("j'ai peur"))
        let events: [Event] = [
            .arrived, .visitorSaid(LineID("1"), .skip(question: "name")),
            .visitorSaid(LineID("2"), .skip(question: "age")),
            .visitorSaid(LineID("3"), .skip(question: "postal")),
            .visitorSaid(LineID("4"), words), .claimed(by: ana), .visitorSaid(LineID("5"), words),
            .visitorEnded(forgetting: false), .visitorSaid(LineID("6"), words),
        ]
        var conversation = Conversation(number: 1, bot: BotName("essai"), door: .web)
        var around = Surroundings(team: Team(members: [ana: .counsellor]))
        return events.map { event in
            let before = conversation
            let effects = conversation.hear(
                event,
                at: moment,
                following: TestScript.script(),
                beside: &around
            )
            return Hearing(event: event, before: before, effects: effects, after: conversation)
        }
    }
}

extension Hearing {
    fileprivate func with(_ effects: [Effect]) -> Hearing {
        Hearing(event: event, before: before, effects: effects, after: after)
    }

    /// The opening of this hearing as if another counsellor had been let in.
    fileprivate var othersOpening: [Effect] {
        let moment = Moment(
            milliseconds: 0,
            civil: CivilTime(date: .init(daysSince1970: 0), minute: 0)
        )
        var conversation = before
        let bea = CounsellorID("@bea:example.org")
        var around = Surroundings(team: Team(members: [bea: .counsellor]))
        let effects = conversation.hear(
            .claimed(by: bea),
            at: moment,
            following: TestScript.script(),
            beside: &around
        )
        return effects.filter { if case .open = $0 { true } else { false } }
    }
}

extension Effect {
    fileprivate var isRelay: Bool {
        if case .relay = self { true } else { false }
    }

    fileprivate var isPost: Bool {
        if case .post = self { true } else { false }
    }
}
