import Desk
import Foundation
import Matrix
import Relay
import Synchronization

@testable import Support

/// A minute at the lobby in which very many accounts come, and a few people among them.
///
/// Of the accounts some come and go without end, some write without end, and nobody of them ever
/// takes an invitation.
final class Storm: Sendable {
    /// Somebody who wants to be met.
    struct Person: Sendable {
        let account: String
        /// When she comes, in milliseconds since the storm began.
        let comesAt: Int64
        /// Whether she writes a word in the lobby when nothing has happened for two seconds.
        var writes = false
    }

    struct Kind: Sendable {
        /// So many accounts come within a minute.
        var crowdCount = 1_000
        /// How long the homeserver takes to make a room.
        var roomMilliseconds: Int64 = 0
        /// How often it says that this was too fast, in a thousand.
        var limitedPermille = 2
        /// How long it is looked on, in minutes.
        var minutes: Int64 = 25
        var people: [Person] = []
    }

    struct Report: Sendable {
        var failures: [String] = []
        /// How long after her coming, or after her word where she wrote, each person was asked into
        /// a room, in milliseconds.
        var waits: [String: Int64] = [:]
        /// How often each account was asked into a room.
        var invitations: [String: Int] = [:]
        /// How often the team was called because of the crowd.
        var callCount = 0
        /// How often the homeserver said that this was too fast.
        var limitedCount = 0
        /// What the bridge asked for again before the time that it was told to wait.
        var impatient: [String] = []
        /// What was written in the lobby and still stands there.
        var leftStandingCount = 0
        var stillInside: Set<String> = []
        var roomCount = 0
    }

    private struct State {
        var report = Report()
        var wantsSince: [String: Int64] = [:]
        var patience: [String: Int64] = [:]
    }

    static let crowdName = "@nour_troll"
    private static let bot = SimulationBot.names[0]
    private static let minute: Int64 = 60_000
    /// 18:10 on a winter's day; the door closes at 19:00.
    private static let start: Int64 = 20_530 * 86_400_000 + 1_030 * minute

    let ground: Ground
    let homeserver: HomeserverSide
    private let bridge: BridgeSide
    private let kind: Kind
    private let state = Mutex(State())

    private init(seed: UInt64, _ kind: Kind) throws {
        self.kind = kind
        ground = Ground(seed: seed, start: Self.start)
        homeserver = HomeserverSide(ground: ground)
        bridge = try BridgeSide(ground, homeserver)
        homeserver.neighbours.withLock { neighbours in
            neighbours.witness = { [weak self] in self?.sees($0) }
            neighbours.hears = { [weak self] in self?.hears($0, limitedFor: $1) }
        }
        for bot in SimulationBot.names {
            for user in People.counsellors(of: bot) { makeAccount(user.rawValue) }
        }
    }

    /// Plays on a thread of its own, because it never waits.
    static func play(seed: UInt64, _ kind: Kind) async throws -> Report {
        let storm = try Storm(seed: seed, kind)
        return await withCheckedContinuation { answer in
            let thread = Thread { answer.resume(returning: storm.play()) }
            thread.stackSize = 16 << 20
            thread.start()
        }
    }

    private func play() -> Report {
        ground.turns.begin()
        bridge.open()
        run(for: Self.minute)
        letTeamIn()
        run(for: 10_000)
        ground.weather.change { now in
            (now.isBrisk, now.roomMilliseconds) = (true, kind.roomMilliseconds)
            now.limitedHomeserver = kind.limitedPermille
        }
        for index in 0..<kind.crowdCount { plan(index) }
        for person in kind.people { plan(person) }
        run(for: kind.minutes * Self.minute)
        let report = finish()
        bridge.kill()
        if bridge.mustBury { bridge.bury() }
        bridge.clearAway()
        return report
    }

    private func finish() -> Report {
        var report = state.withLock(\.report)
        report.failures = ground.diary.failures
        let lobby = lobby
        let (standing, inside, rooms) = homeserver.world { world in
            let entries = world.entries.filter { $0.room == lobby }
            let standing = entries.count { $0.type == "m.room.message" && $0.redactedBy == nil }
            let inside = world.accounts.keys.filter { account in
                !People.isOurs(account) && world.membership(of: account, in: lobby) == "join"
            }
            return (standing, Set(inside), world.rooms.count)
        }
        (report.leftStandingCount, report.stillInside) = (standing, inside)
        report.roomCount = rooms
        return report
    }

    private func run(for milliseconds: Int64) {
        let end = ground.agenda.now + milliseconds
        while !ground.diary.hasFailed {
            while ground.turns.takeTurn() {}
            guard let act = ground.agenda.take(before: end) else { return }
            act()
        }
    }

    // MARK: Who comes

    private func letTeamIn() {
        let alias = "#passerelle_staff_\(Self.bot.rawValue):" + FakeHomeserver.serverName
        homeserver.world { world in
            guard let room = world.aliases[alias] else { return }
            for user in People.counsellors(of: Self.bot) {
                world.setMembership("join", of: user.rawValue, in: room, by: user.rawValue)
            }
        }
    }

    private func makeAccount(_ account: String) {
        homeserver.world { $0.accounts[account] = .init(password: "password") }
    }

    /// One of the crowd: every tenth comes and goes, every twentieth writes.
    private func plan(_ index: Int) {
        let account = "\(Self.crowdName)\(index):" + FakeHomeserver.serverName
        makeAccount(account)
        let begin = Int64(index) * Self.minute / Int64(kind.crowdCount)
        ground.agenda.after(begin) { self.comes(account) }
        for turn in 1...10 where index % 10 == 0 {
            ground.agenda.after(begin + Int64(turn) * 400) {
                turn.isMultiple(of: 2) ? self.comes(account) : self.goes(account)
            }
        }
        for turn in 1...10 where index % 20 == 1 {
            ground.agenda.after(begin + Int64(turn) * 300) { self.writes(account) }
        }
    }

    private func plan(_ person: Person) {
        makeAccount(person.account)
        ground.agenda.after(person.comesAt) { [self] in
            comes(person.account)
            wants(person.account)
        }
        guard person.writes else { return }
        ground.agenda.after(person.comesAt + 2_000) { [self] in
            guard state.withLock({ $0.report.waits[person.account] == nil }) else { return }
            writes(person.account)
            wants(person.account)
        }
    }

    private func wants(_ account: String) {
        state.withLock { $0.wantsSince[account] = ground.agenda.now }
    }

    private var lobby: String {
        let alias = "#\(SimulationBot.lobby(of: Self.bot)):" + FakeHomeserver.serverName
        return homeserver.world { $0.aliases[alias] } ?? ""
    }

    private func comes(_ account: String) {
        let lobby = lobby
        homeserver.world { $0.setMembership("join", of: account, in: lobby, by: account) }
    }

    private func goes(_ account: String) {
        let lobby = lobby
        homeserver.world { world in
            guard world.membership(of: account, in: lobby) == "join" else { return }
            world.setMembership("leave", of: account, in: lobby, by: account)
        }
    }

    private func writes(_ account: String) {
        let lobby = lobby
        homeserver.world { world in
            guard world.membership(of: account, in: lobby) == "join" else { return }
            let content: JSON = ["msgtype": "m.text", "body": "v 0 allô"]
            world.append("m.room.message", in: lobby, by: account, content: content)
        }
    }

    // MARK: What is seen

    private func sees(_ entry: World.Entry) {
        guard People.isOurs(entry.sender) else { return }
        let now = ground.agenda.now
        if entry.content["body"]?.string?.contains("à l'accueil") == true {
            state.withLock { $0.report.callCount += 1 }
        }
        guard entry.content["membership"] == "invite", let account = entry.stateKey,
            !People.isOurs(account)
        else { return }
        state.withLock { state in
            state.report.invitations[account, default: 0] += 1
            guard let since = state.wantsSince[account], state.report.waits[account] == nil else {
                return
            }
            state.report.waits[account] = now - since
        }
    }

    private func hears(_ call: String, limitedFor milliseconds: Int64?) {
        let now = ground.agenda.now
        state.withLock { state in
            if let until = state.patience[call], now < until {
                state.report.impatient.append(call)
            }
            state.patience[call] = milliseconds.map { now + $0 }
            if milliseconds != nil { state.report.limitedCount += 1 }
        }
    }
}
