import Desk
import Foundation
import Matrix
import Relay
import Synchronization

@testable import Support

/// Some evenings, played from a seed.
final class Simulation: Sendable {
    /// How much happens.
    struct Size: Sendable {
        var youthCount = 6...14
        /// How many of them come in through the lobby, in a thousand.
        var lobbyPermille = 250
        var troubleCount = 3...9
        /// Whether the homeserver is gone for ten minutes in the middle of each evening.
        var hasOutage = false
    }

    /// What came of it.
    struct Report: Sendable {
        let seed: UInt64
        let failures: [String]
        let digest: UInt64
        let transcript: String
        let linesArrived: Int
        let linesShown: Int
        let killCount: Int
        let turnCount: Int
        let loggedCount: Int
        /// How often the bot remarked what about who has whom.
        let remarks: [String: Int]
        /// How long the first line took after each outage, in milliseconds.
        let firstAfterOutage: [Int64]
        /// How many lines were accepted during outages.
        let acceptedInOutage: Int
    }

    private static let minute: Int64 = 60_000
    /// 17:50, when people begin to come; the door opens at 18:00.
    private static let beginMinute = SimulationBot.opens - 10
    private static let lengthMinutes: Int64 = 100

    let seed: UInt64
    let ground: Ground
    let homeserver: HomeserverSide
    let bridge: BridgeSide
    let book: Book
    private let crowd = Crowd()
    private let size: Size
    private let counsellors: [Counsellor]
    private let youths = Mutex<[Youth]>([])
    let outages = Mutex<[Outage]>([])
    private let isNight = Atomic<Bool>(true)
    private let wall = WallClock { 0 }

    init(seed: UInt64, size: Size = Size()) throws {
        (self.seed, self.size) = (seed, size)
        // Days around which the clocks change, an autumn, and a summer.
        let days: [Int64] = [20_534, 20_750, 20_780, 20_630]
        let first = days[Int(seed % 4)] * 86_400_000
        ground = Ground(seed: seed, start: Self.begin(of: first, wall))
        homeserver = HomeserverSide(ground: ground)
        bridge = try BridgeSide(ground, homeserver)
        book = Book(ground)
        var people: [Counsellor] = []
        for bot in SimulationBot.names {
            for user in People.counsellors(of: bot) where user.localpart != "cleo" {
                people.append(Counsellor(user, people.count, for: [bot], homeserver))
            }
        }
        let cleo = UserID(localpart: "cleo", serverName: FakeHomeserver.serverName)
        let forBoth = Counsellor(cleo, people.count, for: SimulationBot.names, homeserver)
        counsellors = people + [forBoth]
        homeserver.neighbours.withLock {
            $0.witness = { [book, crowd] in
                book.witness($0)
                crowd.sees($0)
            }
        }
        bridge.whenGone { [weak self] in self?.bridgeIsGone() }
        for counsellor in counsellors {
            homeserver.world { world in
                world.accounts[counsellor.user.rawValue] = .init(password: "password")
            }
        }
    }

    /// The moment of a day at which its evening begins.
    private static func begin(of day: Int64, _ wall: WallClock) -> Int64 {
        guard let moment = wall.moment(at: day, in: "Europe/Brussels") else { return day }
        return day + Int64(beginMinute - moment.civil.minute) * minute
    }

    /// Plays on a thread of its own, because it never waits.
    static func play(seed: UInt64, days: Int, size: Size = Size()) async throws -> Report {
        let simulation = try Simulation(seed: seed, size: size)
        return await withCheckedContinuation { answer in
            let thread = Thread { answer.resume(returning: simulation.play(days: days)) }
            thread.stackSize = 16 << 20
            thread.start()
        }
    }

    private func play(days: Int) -> Report {
        ground.turns.begin()
        for day in 0..<days where !ground.diary.hasFailed { playEvening(day) }
        if ground.turns.strangerCount > 0 { ground.fail("something ran outside of the simulation") }
        end()
        // What the dead still do while they are cleared away is no part of the story.
        let turnCount = ground.turns.turnCount
        bridge.clearAway()
        let lines = book.state.withLock { $0.lines.values.flatMap(\.values) }
        return Report(
            seed: seed,
            failures: ground.diary.failures,
            digest: ground.diary.digest,
            transcript: ground.diary.text,
            linesArrived: lines.count { $0.arrivedAt != nil },
            linesShown: book.state.withLock(\.shownCount),
            killCount: bridge.killCount,
            turnCount: turnCount,
            loggedCount: ground.overheard.count,
            remarks: book.state.withLock(\.remarks),
            firstAfterOutage: outages.withLock(\.self).filter(\.hasWaiting).compactMap { outage in
                book.state.withLock { $0.arrivals.first { $0 > outage.end } }.map {
                    $0 - outage.end
                }
            },
            acceptedInOutage: outages.withLock(\.self).map(\.acceptedCount).reduce(0, +)
        )
    }

    // MARK: An evening

    private func playEvening(_ day: Int) {
        let evening = Self.begin(of: ground.start + Int64(day) * 86_400_000 - 3_600_000, wall)
        run(until: evening - ground.start)
        ground.note("=== evening \(day)")
        isNight.store(false, ordering: .relaxed)
        bridge.open()
        for counsellor in counsellors {
            ground.agenda.after(ground.chance.within(1...20) * Self.minute) {
                counsellor.beginDuty()
            }
        }
        for _ in 0..<ground.chance.count(size.youthCount) {
            guard !ground.chance.happens(size.lobbyPermille) else {
                letGuestCome()
                continue
            }
            let index = youths.withLock(\.count)
            let bot = ground.chance.one(of: SimulationBot.names)
            let youth = Youth(index, at: bot, bridge, book)
            youths.withLock { $0.append(youth) }
            ground.agenda.after(ground.chance.within(4...74) * Self.minute) { youth.arrives() }
        }
        for _ in 0..<ground.chance.count(size.troubleCount) {
            let trouble = ground.chance.one(of: Trouble.allCases)
            ground.agenda.after(ground.chance.within(3_000...74 * Self.minute)) { [self] in
                self.begin(trouble)
            }
        }
        if size.hasOutage { ground.agenda.after(40 * Self.minute) { self.beginOutage() } }
        run(until: ground.agenda.now + (Self.lengthMinutes - 20) * Self.minute)
        calm()
        run(until: ground.agenda.now + 20 * Self.minute)
        for counsellor in counsellors { counsellor.endDuty() }
        crowd.goesHome()
        run(until: ground.agenda.now + 2 * Self.minute)
        if let life = bridge.life, !ground.diary.hasFailed {
            book.audit(life.ledger, isSettled: true)
        }
        ground.note("=== night")
        isNight.store(true, ordering: .relaxed)
        end()
    }

    /// Somebody comes in through the lobby.
    private func letGuestCome() {
        let bot = ground.chance.one(of: SimulationBot.names)
        let guest = Guest(crowd.count, at: bot, homeserver, book)
        crowd.add(guest)
        ground.agenda.after(ground.chance.within(4...74) * Self.minute) { guest.comes() }
    }

    /// Nothing goes wrong any more.
    private func calm() {
        ground.note("calm")
        crowd.tires()
        ground.weather.change { $0 = Weather.Now() }
        ground.setClock(aheadBy: -ground.clockError)
        bridge.planEnd(nil)
        homeserver.state.withLock { $0.plannedCrash = nil }
        if !homeserver.isUp { homeserver.rise(forgettingTransactions: false) }
        bridge.open()
    }

    private func end() {
        bridge.kill()
        if bridge.mustBury { bridge.bury() }
    }

    private func bridgeIsGone() {
        for youth in youths.withLock(\.self) where !youth.isGone { youth.losesConnection() }
        ground.agenda.after(ground.chance.within(100...15_000)) { [self] in
            if !isNight.load(ordering: .relaxed) { bridge.open() }
        }
    }

    // MARK: Time

    private func run(until end: Int64) {
        var actCount = 0
        while !ground.diary.hasFailed {
            takeTurns()
            guard let act = ground.agenda.take(before: end) else { return }
            act()
            actCount += 1
            if actCount.isMultiple(of: 400), let life = bridge.life {
                book.audit(life.ledger, isSettled: false)
            }
        }
    }

    /// Lets everybody who is ready take turns; now and then something else happens in between.
    private func takeTurns() {
        var count = 0
        if bridge.mustBury { bridge.bury() }
        while ground.turns.takeTurn() {
            count += 1
            if bridge.mustBury { bridge.bury() }
            if count > 60_000 { return ground.fail("the tasks never come to rest") }
            if ground.chance.happens(80) {
                ground.agenda.take(before: ground.agenda.now + 1)?()
                if bridge.mustBury { bridge.bury() }
            }
        }
    }
}
