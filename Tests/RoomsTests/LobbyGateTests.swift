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
