import Desk
import Synchronization

/// Something that goes wrong for a while.
enum Trouble: String, Sendable, CaseIterable {
    case kill, killAtStep, killTorn, homeserverCrash, homeserverForgets, parted
    case roughHomeserver, roughWeb, diskFull, diskFailing, clockSet
}

extension Simulation {
    func begin(_ trouble: Trouble) {
        ground.note("trouble: \(trouble)")
        let chance = ground.chance
        switch trouble {
        case .kill:
            bridge.kill()
        case .killAtStep:
            let step = chance.one(of: Step.allCases)
            bridge.planEnd(.init(step: step, passesLeft: chance.count(1...12), isTorn: false))
        case .killTorn:
            bridge.planEnd(.init(step: .committed, passesLeft: chance.count(1...20), isTorn: true))
        case .homeserverCrash: crash(forgettingTransactions: false)
        case .homeserverForgets: crash(forgettingTransactions: true)
        case .parted:
            change(for: 1_000...600_000) {
                $0.isParted = true
            } back: {
                $0.isParted = false
            }
        case .roughHomeserver:
            let permille = chance.count(30...500)
            change(for: 10_000...600_000) {
                $0.roughHomeserver = permille
            } back: {
                $0.roughHomeserver = 0
            }
        case .roughWeb:
            let permille = chance.count(50...600)
            change(for: 10_000...600_000) {
                $0.roughWeb = permille
            } back: {
                $0.roughWeb = 0
            }
        case .diskFull:
            change(for: 1_000...120_000) {
                $0.disk = .full
            } back: {
                $0.disk = .fine
            }
        case .diskFailing:
            change(for: 10_000...300_000) {
                $0.disk = .failing
            } back: {
                $0.disk = .fine
            }
        case .clockSet:
            let range: ClosedRange<Int64> =
                chance.happens(200) ? -3_600_000...3_600_000 : -90_000...90_000
            ground.setClock(aheadBy: chance.within(range))
        }
    }

    /// The homeserver is gone for ten minutes while people talk.
    func beginOutage() {
        ground.note("the outage begins")
        homeserver.die()
        let before = book.acceptedCount
        ground.agenda.after(600_000) { [self] in
            let count = book.acceptedCount - before
            let waiting = (try? bridge.life?.ledger.readyCount()) ?? 0
            outages.withLock {
                let end = ground.agenda.now
                $0.append(.init(end: end, acceptedCount: count, hasWaiting: waiting > 0))
            }
            homeserver.rise(forgettingTransactions: ground.chance.happens(500))
        }
    }

    /// The homeserver was gone.
    struct Outage: Sendable {
        let end: Int64
        let acceptedCount: Int
        /// Whether there was anything to bring when it came back.
        let hasWaiting: Bool
    }

    /// At any time, or just after something of ours was carried out and before that is answered.
    private func crash(forgettingTransactions: Bool) {
        if ground.chance.happens(500) {
            homeserver.crash(forgettingTransactions: forgettingTransactions)
        } else {
            homeserver.state.withLock { $0.plannedCrash = forgettingTransactions }
        }
    }

    private func change(
        for time: ClosedRange<Int64>,
        _ begin: (inout Weather.Now) -> Void,
        back end: @escaping @Sendable (inout Weather.Now) -> Void
    ) {
        ground.weather.change(begin)
        ground.agenda.after(ground.chance.within(time)) { [self] in
            ground.weather.change(end)
            ground.note("that is over")
        }
    }
}
