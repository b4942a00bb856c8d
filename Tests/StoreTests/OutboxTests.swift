import Desk
import Store
import Testing

@Suite struct OutboxTests {
    @Test func `a lane is taken in order, one after the other`() async throws {
        let evening = try Evening()
        let number = try await evening.arrive("lea")
        try await evening.record(.words("lea", "w1", "un"))
        try await evening.record(.claim(number, by: "@ana:x"))
        try await evening.record(.words("lea", "w2", "deux"), .words("lea", "w3", "trois"))
        var words: [String] = []
        let lane = "talk/\(number)"
        while let errand = try await evening.ledger.next(in: Lane(lane), at: Evening.noon)?.errand {
            words.append(errand.words?.reveal() ?? "-")
            try await evening.ledger.settle(errand, .done(nil))
        }
        // The room, then what she wrote while she waited, then the rest.
        #expect(words == ["-", "un", "deux", "trois"])
    }

    @Test func `the oldest lanes come first, and no more than asked for`() async throws {
        let evening = try Evening()
        let lea = try await evening.talk("lea")
        let tom = try await evening.talk("tom")
        let lanes = try await evening.errands().map(\.lane.rawValue)
        #expect(lanes == ["staff/test-bot", "talk/\(lea)", "talk/\(tom)"])
        #expect(try await evening.errands(limit: 2).map(\.lane.rawValue) == Array(lanes.prefix(2)))
    }

    @Test func `a busy lane is left alone and does not use up the limit`() async throws {
        let evening = try Evening()
        let lea = try await evening.talk("lea")
        let tom = try await evening.talk("tom")
        let busy: Set = [Lane("staff/test-bot"), Lane("talk/\(lea)")]
        let free = try await evening.errands(besides: busy, limit: 1)
        #expect(free.map(\.lane.rawValue) == ["talk/\(tom)"])
    }

    @Test func `what is not due keeps its whole lane waiting, and no other`() async throws {
        let evening = try Evening()
        let lea = try await evening.talk("lea")
        try await evening.record(.words("lea", "w1", "un"))
        let first = try await evening.first(in: "talk/\(lea)")
        let later = Evening.noon + 5_000
        try await evening.ledger.settle(first, .later(at: later))
        #expect(try await evening.errands().map(\.lane.rawValue) == ["staff/test-bot"])
        #expect(try await evening.ledger.next(in: first.lane, at: Evening.noon) == nil)
        #expect(try await evening.ledger.nextErrandDue(after: Evening.noon) == later)
        let again = try await evening.ledger.next(in: first.lane, at: later)?.errand
        #expect(again?.id == first.id)
        #expect(again?.attempts == 1)
    }

    @Test func `what little somebody wrote in public stands behind nobody who writes without end`()
        async throws
    {
        let evening = try Evening()
        for index in 1...9 { try await evening.record(.publicLine("troll", "$t\(index)")) }
        try await evening.record(.publicLine("lea", "$cry"))
        let lane = Lane("lobby-words/test-bot")
        var first: [Effect] = []
        while let errand = try await evening.ledger.next(in: lane, at: Evening.noon)?.errand {
            first.append(errand.effect)
            try await evening.ledger.settle(errand, .done(nil))
        }
        #expect(first == ["$t1", "$t2", "$cry"].map { .hush(Receipt($0)) })
        let rest = try await evening.allErrands().map(\.effect)
        #expect(rest.count { if case .hush = $0 { true } else { false } } == 7)
    }

    @Test func `an echo settles, and a late failure does not undo it`() async throws {
        let evening = try Evening()
        let number = try await evening.arrive("lea")
        let post = try await evening.first(in: "staff/test-bot")
        let echo = Recording(echoes: [post.id: Receipt("$notice")])
        #expect(try await evening.record(echo).filledOutbox, "its lane may go on")
        try await evening.ledger.settle(post, .later(at: Evening.noon + 60_000))
        try await evening.ledger.settle(post, .parked)
        #expect(try await evening.ledger.outboxCounts() == ["done": 1, "ready": 1])
        #expect(try await evening.ledger.noticeReceipt(of: number) == Receipt("$notice"))
        // The second echo is no news, and the first receipt stays.
        let again = Recording(echoes: [post.id: Receipt("$other")])
        #expect(try await !evening.record(again).filledOutbox)
        try await evening.ledger.settle(post, .done(Receipt("$third")))
        #expect(try await evening.ledger.noticeReceipt(of: number) == Receipt("$notice"))
    }

    @Test func `an errand keeps its id when its ledger is opened anew`() async throws {
        let cabinet = try Cabinet()
        let before = try await ids(in: cabinet, arriving: "lea")
        #expect(!before.isEmpty)
        #expect(try await ids(in: cabinet, arriving: nil) == before)
    }

    @Test func `what is parked is out of the way`() async throws {
        let evening = try Evening()
        let number = try await evening.talk("lea")
        try await evening.record(.words("lea", "w1", "un"))
        try await evening.ledger.settle(evening.first(in: "talk/\(number)"), .parked)
        #expect(try await evening.first(in: "talk/\(number)").words?.reveal() == "un")
        #expect(try await evening.ledger.outboxCounts()["parked"] == 1)
    }

    @Test func `a reaction to a notice finds its conversation`() async throws {
        let evening = try Evening()
        let lea = try await evening.arrive("lea")
        let post = try await evening.first(in: "staff/test-bot")
        let claim = Delivery(
            id: DeliveryID("$reaction"),
            bot: Evening.bot,
            address: .notice(Receipt("$notice")),
            event: .claimed(by: CounsellorID("@ana:x"))
        )
        // Echo and reaction may come with the same piece of the feed.
        let piece = Recording([claim], echoes: [post.id: Receipt("$notice")])
        #expect(try await evening.record(piece).outcomes == [.recorded(lea)])
        let stage = try await evening.ledger.conversation(lea)?.stage
        #expect(stage == .talking(owner: CounsellorID("@ana:x")))
    }

    @Test(arguments: [true, false])
    func `an answer to the staff room is dropped once it has arrived`(byEcho: Bool) async throws {
        let evening = try Evening()
        let question = Delivery(
            id: DeliveryID("$q"),
            bot: Evening.bot,
            address: .staffRoom,
            event: .commanded(.list, LineID("$q"), by: CounsellorID("@ana:x"))
        )
        try await evening.record(question)
        let answer = try await evening.first(in: "staff/test-bot")
        if byEcho {
            _ = try await evening.record(Recording(echoes: [answer.id: Receipt("$a")]))
        } else {
            try await evening.ledger.settle(answer, .done(Receipt("$a")))
        }
        #expect(try await evening.ledger.outboxCounts().isEmpty)
        // It is still heard once.
        try await evening.record(question)
        #expect(try await evening.ledger.outboxCounts().isEmpty)
    }

    private func ids(in cabinet: Cabinet, arriving visitor: String?) async throws -> [EffectID] {
        let evening = try Evening(cabinet)
        if let visitor { _ = try await evening.talk(visitor) }
        return try await evening.errands().map(\.id)
    }
}
