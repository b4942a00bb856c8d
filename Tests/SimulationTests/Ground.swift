import Matrix
import Relay
import Support
import Synchronization

/// What everything in a simulation stands on.
final class Ground: Sendable {
    let chance: Chance
    let agenda: Agenda
    let turns: Turns
    let diary = Diary()
    let weather: Weather
    /// What the bridge logs.
    let overheard: Overheard
    /// When the simulation begins, in milliseconds since 1970.
    let start: Int64
    private let shift = Atomic<Int64>(0)

    init(seed: UInt64, start: Int64) {
        let chance = Chance(seed: seed)
        (self.chance, self.start) = (chance, start)
        (agenda, turns) = (Agenda(chance: chance), Turns(chance: chance))
        weather = Weather(chance: chance)
        overheard = Overheard(marks: Self.unloggable) { [diary, agenda] in
            diary.fail($0, at: agenda.now)
        }
    }

    /// What the clock on the wall shows, in milliseconds since 1970.
    var milliseconds: Int64 { start + agenda.now + shift.load(ordering: .relaxed) }

    /// Somebody sets the clock on the wall; time goes on as before.
    func setClock(aheadBy milliseconds: Int64) {
        shift.add(milliseconds, ordering: .relaxed)
        note("the wall clock is set \(milliseconds / 1_000) s ahead")
    }

    /// How far the clock on the wall is wrong.
    var clockError: Int64 { shift.load(ordering: .relaxed) }

    func note(_ what: String) {
        diary.note(what, at: agenda.now)
    }

    func fail(_ what: String) {
        diary.fail(what, at: agenda.now)
    }

    /// How long something is on its way: mostly short.
    func travelTime() -> Int64 {
        guard !weather.now.isBrisk else { return chance.within(1...12) }
        return chance.happens(60) ? chance.within(30...900) : chance.within(1...12)
    }
}

/// All that happened, line by line: the transcript.
final class Diary: Sendable {
    private struct State {
        var lines: [String] = []
        var digest: UInt64 = 0xCBF2_9CE4_8422_2325
        var failures: [String] = []
    }

    private let state = Mutex(State())

    func note(_ what: String, at milliseconds: Int64) {
        let line = Self.clock(milliseconds) + " " + what
        state.withLock { state in
            state.lines.append(line)
            // FNV-1a.
            for byte in line.utf8 {
                state.digest = (state.digest ^ UInt64(byte)) &* 0x100_0000_01B3
            }
        }
    }

    func fail(_ what: String, at milliseconds: Int64) {
        note("!!! " + what, at: milliseconds)
        state.withLock { $0.failures.append(Self.clock(milliseconds) + " " + what) }
    }

    var failures: [String] { state.withLock(\.failures) }
    var hasFailed: Bool { state.withLock { !$0.failures.isEmpty } }
    var digest: UInt64 { state.withLock(\.digest) }
    var text: String { state.withLock { $0.lines.joined(separator: "\n") + "\n" } }

    private static func clock(_ milliseconds: Int64) -> String {
        let (days, rest) = milliseconds.quotientAndRemainder(dividingBy: 86_400_000)
        let (hours, minutes) = (rest / 3_600_000, rest / 60_000 % 60)
        let numbers = [hours, minutes, rest / 1_000 % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
        let rest1000 = rest % 1_000
        let thousandths = String("\(rest1000 + 1_000)".dropFirst())
        return "\(days)d \(numbers.joined(separator: ":")).\(thousandths)"
    }
}

extension Ground {
    /// What may stand in no log: the words and names of everybody, accounts, addresses and secrets.
    ///
    /// All that anybody writes here begins with one letter and a number; `@` is in every account.
    private static let unloggable =
        (0...9).flatMap { ["v \($0)", "c \($0)"] } + Guest.names + People.names
        + [Youth.nameBegin, Youth.secretBegin, Guest.secondCry, "@", "homeserver.test"]
        + [HomeserverSide.appservice.token, HomeserverSide.appservice.homeserverToken]
        .map { $0.reveal() }
}
