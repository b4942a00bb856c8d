import Foundation
import Synchronization

/// Runs the tasks of a simulation one step at a time, on one thread; chance says whose turn it is.
final class Turns: Sendable {
    private struct Ready: Sendable {
        let job: UnownedJob
        let household: Household
    }

    private struct State {
        var ready: [Ready] = []
        var driver: ObjectIdentifier?
        var strangerCount = 0
        var turnCount = 0
    }

    private let chance: Chance
    private let state = Mutex(State())

    init(chance: Chance) {
        self.chance = chance
    }

    fileprivate func add(_ job: UnownedJob, of household: Household) {
        let thread = ObjectIdentifier(Thread.current)
        state.withLock { state in
            if let driver = state.driver, driver != thread { state.strangerCount += 1 }
            state.ready.append(Ready(job: job, household: household))
        }
    }

    fileprivate func remove(all household: Household) -> [UnownedJob] {
        state.withLock { state in
            let removed = state.ready.filter { $0.household === household }
            state.ready.removeAll { $0.household === household }
            return removed.map(\.job)
        }
    }

    /// From now on only this thread may make a task ready: anything else would be chance of another
    /// kind.
    func begin() {
        let thread = ObjectIdentifier(Thread.current)
        state.withLock { $0.driver = thread }
    }

    /// Lets one task take a step; false when none is ready.
    func takeTurn() -> Bool {
        let next = state.withLock { state -> Ready? in
            guard !state.ready.isEmpty else { return nil }
            state.turnCount += 1
            let place = state.ready.count == 1 ? 0 : Int(chance.bits() % UInt64(state.ready.count))
            return state.ready.remove(at: place)
        }
        guard let next else { return false }
        unsafe next.job.runSynchronously(on: next.household.asUnownedTaskExecutor())
        return true
    }

    /// How often a task was made ready from outside.
    var strangerCount: Int { state.withLock(\.strangerCount) }

    var turnCount: Int { state.withLock(\.turnCount) }
}

/// The tasks that live and die together.
///
/// The dead take no turn any more, in the middle of whatever they were: as when a process is
/// killed. What is left of them is cleared away when the simulation is over.
final class Household: TaskExecutor {
    private enum Fate {
        case living
        case dead([UnownedJob])
    }

    private let turns: Turns
    private let fate = Mutex(Fate.living)
    private let tasks = Mutex<[Task<Void, Never>]>([])
    private let livingCount = Atomic<Int>(0)

    init(_ turns: Turns) {
        self.turns = turns
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let isLiving = fate.withLock { fate in
            switch fate {
            case .living: return true
            case .dead(let jobs):
                fate = .dead(jobs + [job])
                return false
            }
        }
        if isLiving { turns.add(job, of: self) }
    }

    /// Begins a task that takes its turns with all others.
    func begin(_ work: @escaping @Sendable () async -> Void) {
        livingCount.add(1, ordering: .relaxed)
        let task = Task(executorPreference: self) { [self] in
            await work()
            livingCount.subtract(1, ordering: .relaxed)
        }
        tasks.withLock { $0.append(task) }
    }

    func die() {
        let jobs = turns.remove(all: self)
        fate.withLock { $0 = .dead(jobs) }
    }

    /// Lets the tasks of the dead come to their end, which changes nothing any more.
    func clearAway() {
        let jobs = fate.withLock { fate -> [UnownedJob] in
            defer { fate = .living }
            guard case .dead(let jobs) = fate else { return [] }
            return jobs
        }
        for job in jobs { turns.add(job, of: self) }
        for task in tasks.withLock(\.self) { task.cancel() }
        var patience = 2_000
        while livingCount.load(ordering: .relaxed) > 0, patience > 0 {
            guard !turns.takeTurn() else { continue }
            // Some of the lifecycle's own tasks run elsewhere.
            usleep(1_000)
            patience -= 1
        }
    }
}
