import Desk
import Relay
import Support
import Testing

@testable import Web

/// Her counsellor is told when no page of hers is open any more, and when one is again.
@Suite(.timeLimit(.minutes(1))) struct PresenceTests {
    private static let away = "elle est partie un moment"
    private static let back = "elle est de retour"

    @Test func `a page that is closed without a goodbye is told, and one that is back`()
        async throws
    {
        let clock = HandClock()
        try await WebHouse.open(Self.patient, clock: clock) { house in
            let (visitor, number) = try await Visitor.talking(in: house)
            try await (try await Watcher.opened(visitor)).leaves(house)
            await beat(clock, times: 2)
            #expect(try await house.takeRemarks(about: number) == [])
            await beat(clock, times: 1)
            try await house.tells(Self.away, about: number)
            // Once is enough, however long she stays away.
            await beat(clock, times: 5)
            let watcher = try await Watcher.opened(visitor)
            try await house.tells(Self.back, about: number)
            // And the same again.
            try await watcher.leaves(house)
            await beat(clock, times: 3)
            try await house.tells(Self.away, about: number)
        }
    }

    @Test func `a page that is back within seconds tells nothing`() async throws {
        let clock = HandClock()
        try await WebHouse.open(Self.patient, clock: clock) { house in
            let (visitor, number) = try await Visitor.talking(in: house)
            for _ in 0..<5 {
                try await (try await Watcher.opened(visitor)).leaves(house)
                await beat(clock, times: 2)
            }
            let watcher = try await Watcher.opened(visitor)
            await beat(clock, times: 5)
            #expect(try await house.takeRemarks(about: number) == [])
            try await watcher.leaves(house)
            await beat(clock, times: 3)
            try await house.tells(Self.away, about: number)
        }
    }

    @Test func `of two tabs, the last one counts`() async throws {
        let clock = HandClock()
        try await WebHouse.open(Self.patient, clock: clock) { house in
            let (visitor, number) = try await Visitor.talking(in: house)
            let first = try await Watcher.opened(visitor)
            let second = try await Watcher.opened(visitor)
            await first.leave()
            try await eventually { house.streamCount == 1 }
            await beat(clock, times: 5)
            #expect(try await house.takeRemarks(about: number) == [])
            try await second.leaves(house)
            await beat(clock, times: 3)
            try await house.tells(Self.away, about: number)
        }
    }

    @Test func `who takes somebody whose page is closed is told so at once`() async throws {
        let clock = HandClock()
        try await WebHouse.open(Self.patient, clock: clock) { house in
            let visitor = Visitor(house: house)
            let number = try await visitor.arrive()
            try await (try await Watcher.opened(visitor)).leaves(house)
            await beat(clock, times: 3)
            try await eventually {
                try await house.switchboard.standing(of: visitor.key, at: visitor.bot)?.isAway
                    == true
            }
            #expect(try await house.takeRemarks(about: number) == [])
            try await house.claim(number)
            #expect(try await house.takeRemarks(about: number) == [Self.away])
            let watcher = try await Watcher.opened(visitor)
            try await house.tells(Self.back, about: number)
            await watcher.leave()
        }
    }

    @Test func `who does not come back after a restart of the bridge is missed`() async throws {
        let clock = HandClock()
        try await WebHouse.open(Self.patient, clock: clock) { house in
            // Nobody has ever seen a page of hers here, as after a restart.
            let (_, number) = try await Visitor.talking(in: house)
            await beat(clock, times: 5)
            #expect(try await house.takeRemarks(about: number) == [])
            await house.door.outlet.presence.expectAll()
            await beat(clock, times: 3)
            try await house.tells(Self.away, about: number)
        }
    }

    @Test func `a talk that is over tells nobody who has gone`() async throws {
        let clock = HandClock()
        try await WebHouse.open(Self.patient, clock: clock) { house in
            let (visitor, number) = try await Visitor.talking(in: house)
            let watcher = try await Watcher.opened(visitor)
            try await visitor.leave()
            try await watcher.seen.until { $0.states.last?.stage == "ended" }
            try await watcher.leaves(house)
            _ = try await house.takeRemarks(about: number)
            await beat(clock, times: 5)
            let standing = try await house.switchboard.standing(of: visitor.key, at: visitor.bot)
            #expect(standing?.isAway == false)
        }
    }

    /// The hands move faster here than any reader reads: for slowness nobody is cut.
    private static let patient = {
        var limits = WebLimits()
        limits.heartbeatsMissedMax = 1_000
        return limits
    }()

    /// Moves the clock from heartbeat to heartbeat, through all of their shares.
    private func beat(_ clock: HandClock, times: Int) async {
        let limits = WebLimits()
        for _ in 0..<times * limits.heartbeatShares {
            await clock.untilSleeping(for: limits.betweenHeartbeatShares)
            clock.advance(by: limits.betweenHeartbeatShares)
        }
        // Asleep again: the last beat has been counted.
        await clock.untilSleeping(for: limits.betweenHeartbeatShares)
    }
}

extension Watcher {
    /// Closes the tab, and waits until the door knows.
    fileprivate func leaves(_ house: WebHouse) async throws {
        let before = house.streamCount
        await leave()
        try await eventually { house.streamCount < before }
    }
}

extension WebHouse {
    /// The next thing that is remarked is this.
    fileprivate func tells(_ remark: String, about number: ConversationNumber) async throws {
        var remarks: [String] = []
        try await eventually {
            remarks += try await takeRemarks(about: number)
            return !remarks.isEmpty
        }
        #expect(remarks == [remark])
    }
}
