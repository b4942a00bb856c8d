import Desk
import Matrix
import Relay
import Synchronization
import Testing

@testable import Rooms

/// Who stands at the door and may be met.
@Suite struct LobbyGateTests {
    private static let bot = BotName("essai")
    private static let nour = UserID(rawValue: "@nour:fake.test")

    private final class Wall: Sendable {
        let now = Mutex<Int64>(1_000_000)
        var clock: WallClock { WallClock { self.now.withLock(\.self) } }
    }

    private let wall = Wall()
    private let gate: LobbyGate

    init() {
        gate = LobbyGate(wallClock: wall.clock)
    }

    private func comes(_ event: String) {
        gate.note(Self.nour, by: EventID(rawValue: event), at: Self.bot)
    }

    private func isMet() -> Bool { gate.next(at: Self.bot) != nil }

    /// Found by a simulation: the two keepers rang for each other without end.
    @Test func `nobody is waited on who may not be met yet`() {
        for event in ["$1", "$2", "$3"] {
            comes(event)
            #expect(isMet())
        }
        comes("$4")
        #expect(gate.count(at: Self.bot) == 0 && !isMet())
        wall.now.withLock { $0 += 600_000 }
        #expect(gate.count(at: Self.bot) == 1 && isMet())
    }

    /// Found by a simulation: `/sync` and the push that rang tell the same coming.
    @Test func `one coming that is told twice is one`() {
        for event in ["$1", "$2", "$3"] {
            comes(event)
            #expect(isMet())
            comes(event)
            #expect(!isMet())
        }
    }

    private static func user(_ name: String) -> UserID { UserID(rawValue: "@\(name):fake.test") }

    private func comes(_ name: String, _ count: Int) {
        for index in 1...count {
            let event = EventID(rawValue: "$\(name)\(index)")
            gate.note(Self.user("\(name)\(index)"), by: event, at: Self.bot)
        }
    }

    @Test func `a word puts her ahead once, and is no meeting`() {
        comes("$1")
        comes("troll", 3)
        gate.hear(Self.nour, by: EventID(rawValue: "$word"), at: Self.bot)
        comes("late", 1)
        let met = (1...5).compactMap { _ in gate.next(at: Self.bot) }
        #expect(met.map(\.user).prefix(2) == [Self.nour, Self.user("late1")])
        // Her coming itself is what is met: at the next look through the lobby it is known.
        #expect(met[0].delivery == DeliveryID("matrix/$1"))
        gate.hear(Self.nour, by: EventID(rawValue: "$thanks"), at: Self.bot)
        #expect(gate.next(at: Self.bot) == nil)
    }

    @Test func `who writes and writes goes behind whoever wrote a word`() {
        comes("$1")
        comes("troll", 1)
        gate.hear(Self.nour, by: EventID(rawValue: "$word"), at: Self.bot)
        for turn in 1...4 {
            let troll = Self.user("troll1")
            gate.hear(troll, by: EventID(rawValue: "$spam\(turn)"), at: Self.bot)
        }
        let met = (1...2).compactMap { _ in gate.next(at: Self.bot)?.user }
        #expect(met == [Self.nour, Self.user("troll1")])
    }

    @Test func `the last rooms are kept for whoever has just come`() {
        comes("troll", 3)
        wall.now.withLock { $0 += 20_000 }
        #expect(gate.next(at: Self.bot, free: 2) == nil)
        comes("$1")
        #expect(gate.next(at: Self.bot, free: 2)?.user == Self.nour)
        #expect(gate.next(at: Self.bot, free: 1) == nil)
        #expect(gate.next(at: Self.bot, free: 3)?.user == Self.user("troll3"))
        // So there is always one more to come for those who wait.
        #expect(gate.roomsWanted(at: Self.bot, spare: 0) == 4)
    }

    @Test func `a word of whoever was never seen to come stands for her coming`() {
        gate.hear(Self.nour, by: EventID(rawValue: "$word"), at: Self.bot)
        #expect(gate.next(at: Self.bot)?.delivery == DeliveryID("lobby/$word"))
    }

    @Test func `no more wait than the gate holds, and who came first is left to the next look`() {
        var limits = LobbyGate.Limits()
        limits.waitingCountMax = 3
        let small = LobbyGate(limits: limits, wallClock: wall.clock)
        for name in ["a", "b", "c", "d"] {
            small.note(Self.user(name), by: EventID(rawValue: "$" + name), at: Self.bot)
        }
        #expect(small.count(at: Self.bot) == 3)
        small.find(Self.user("a"), by: EventID(rawValue: "$a"), at: Self.bot)
        let met = (1...3).compactMap { _ in small.next(at: Self.bot)?.user }
        #expect(met == ["d", "c", "b"].map(Self.user))
        small.find(Self.user("a"), by: EventID(rawValue: "$a"), at: Self.bot)
        #expect(small.next(at: Self.bot)?.user == Self.user("a"))
    }

    @Test func `rooms of one's own making are looked into a few times, and few of all`() {
        func ask(_ name: String, _ room: String) -> LobbyGate.Answer {
            gate.answer(Self.user(name), asking: RoomID(rawValue: "!\(name)\(room)"))
        }
        #expect((1...3).allSatisfy { ask("nour", "\($0)") == .atOnce })
        #expect(ask("nour", "4") == .none)
        #expect(ask("nour", "3") == .atOnce, "told twice, it is one")
        let answers = (1...40).map { ask("troll\($0)", "1") }
        #expect(answers.count { $0 == .atOnce } == 27)
        #expect(answers.count { $0 == .inLine } == 13)
        wall.now.withLock { $0 += 600_000 }
        #expect(ask("nour", "4") == .atOnce)
    }

    /// Found by a simulation: a full disk made her wait for ten minutes more.
    @Test func `a meeting that could not be written down is none`() throws {
        comes("$1")
        for _ in 1...10 {
            let arrival = try #require(gate.next(at: Self.bot))
            gate.putBack(arrival, at: Self.bot)
        }
        #expect(gate.count(at: Self.bot) == 1)
    }
}
