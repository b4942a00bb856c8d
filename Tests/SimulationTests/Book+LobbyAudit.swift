import Desk
import Synchronization

@testable import Store

/// The reckoning for those who came in through the lobby.
extension Book {
    func auditLobby(_ ledger: Ledger, _ standings: [Standing], isSettled: Bool) throws {
        for kind in try ledger.parkedAtLobby() { ground.fail("given up at the lobby: \(kind)") }
        for standing in standings {
            guard let room = standing.direct,
                let visit = state.withLock({ $0.lobby.visits[room] })
            else { continue }
            met(visit.index, standing.number)
            let book = state.withLock { $0 }
            try checkLeaving(standing, visit, ledger)
            checkShown(standing, visit, book, isSettled: isSettled)
            try checkSaid(standing, visit, book, ledger, isSettled: isSettled)
        }
        guard isSettled else { return }
        checkDoor(standings)
        try checkLetGo(ledger)
    }

    /// Nobody may be seen in the lobby.
    ///
    /// The clock on the wall may have been wrong when she came: then her time there is not over.
    private func checkDoor(_ standings: [Standing]) {
        let now = ground.milliseconds
        let lateCount = standings.count { ($0.letGoDue ?? 0) > now }
        let inside = state.withLock { state in
            state.lobby.kinds.filter { $0.value == .lobby }.keys
                .flatMap { state.lobby.inside[$0, default: []] }
        }
        let made = state.withLock(\.lobby.made)
        if !made.isEmpty { ground.fail("the bot is still in somebody's own room: \(made)") }
        let unmet = state.withLock { state in
            state.lobby.owed.filter { state.lobby.present[$0, default: []].isEmpty }
        }
        if !unmet.isEmpty { ground.fail("came to the lobby and was never met: \(unmet.sorted())") }
        if inside.count > lateCount {
            ground.fail("still to be seen in the lobby: \(inside.sorted())")
        }
    }

    /// Who has left is not written to, and who wants all forgotten is forgotten soon.
    private func checkLeaving(
        _ standing: Standing,
        _ visit: LobbyPages.Visit,
        _ ledger: Ledger
    ) throws {
        guard let leaving = visit.leaving, try ledger.hasHeard(leaving.event) else { return }
        left(visit.index)
        guard leaving.isErasing else { return }
        // An hour and a minute: the clock on the wall may have been wrong by an hour.
        let latest = ground.milliseconds + 3_660_000
        if standing.forgetDue ?? .max > latest {
            ground.fail("#\(standing.number) wants all forgotten, and must wait for it")
        }
    }

    /// Who wanted all forgotten is not left sitting in her room.
    private func checkLetGo(_ ledger: Ledger) throws {
        let pages = state.withLock(\.lobby)
        for (room, visit) in pages.visits where visit.leaving?.isErasing == true {
            guard let event = visit.leaving?.event, try ledger.hasHeard(event) else { continue }
            if pages.inside[room]?.contains(visit.account) == true {
                ground.fail("\(visit.index) was not let go from her room")
            }
        }
    }

    /// What stands in her room is what was said to her, each line once and in order.
    private func checkShown(
        _ standing: Standing,
        _ visit: LobbyPages.Visit,
        _ book: State,
        isSettled: Bool
    ) {
        let number = standing.number
        let lines = standing.lines.map(\.line).filter { $0.author != .visitor && $0.of == nil }
        var rest = lines[...]
        for shown in visit.shown {
            let place = rest.firstIndex {
                Filler.tellingID($0.id, of: number) == shown.effect
            }
            guard let place else {
                return ground.fail("#\(number) was shown a line out of order, or not hers")
            }
            let skipped = rest[..<place].contains { $0.change != .withdrawn }
            if skipped { return ground.fail("#\(number) was shown a line before its turn") }
            let line = rest[place]
            if People.isGhost(shown.sender) != (line.author == .counsellor) {
                ground.fail("#\(number) was shown a line by the wrong account")
            }
            let isGone = book.lobby.redacted.contains(shown.event)
            if isSettled, line.change == .withdrawn, !isGone, visit.leaving == nil {
                ground.fail("#\(number) still sees what a counsellor took back")
            }
            rest = rest[(place + 1)...]
        }
        // Nothing more is brought to somebody who has left.
        guard isSettled, visit.leaving == nil else { return }
        if let missing = rest.first(where: { $0.change != .withdrawn }) {
            ground.fail("#\(number) was never shown “\(missing.text.reveal())”")
        }
    }

    /// Each of her lines that the homeserver took is in the ledger once, or she was told that
    /// nobody gets it.
    private func checkSaid(
        _ standing: Standing,
        _ visit: LobbyPages.Visit,
        _ book: State,
        _ ledger: Ledger,
        isSettled: Bool
    ) throws {
        let own = standing.lines.map(\.line).filter { $0.author == .visitor && $0.of == nil }
        let known = book.lines[visit.index] ?? [:]
        var unansweredCount = 0
        for (count, line) in known where !line.isTakenBack {
            let copies = own.count { $0.id == line.id }
            if copies == 1 { continue }
            if copies > 1 { return ground.fail("v \(visit.index) \(count) is kept twice") }
            guard try ledger.hasHeard(Self.event(of: line)) else {
                if isSettled, visit.leaving?.isErasing != true {
                    return ground.fail("v \(visit.index) \(count) was never heard")
                }
                continue
            }
            unansweredCount += 1
        }
        let toldCount = standing.lines.count {
            $0.line.author == .bot && $0.line.text.reveal().hasPrefix(SimulationBot.lobbyOver)
        }
        if visit.leaving?.isErasing != true, unansweredCount > toldCount {
            return ground.fail("#\(standing.number): a line vanished, and she was not told")
        }
        checkPlaces(own, standing, visit, book, isSettled: isSettled)
    }

    /// What she wrote in public is kept under the name of her answer.
    private static func event(of line: YouthLine) -> String {
        let id = line.id.rawValue
        return id.hasPrefix("lobby-") ? String(id.dropFirst("lobby-".count)) : id
    }

    private func checkPlaces(
        _ own: [Line],
        _ standing: Standing,
        _ visit: LobbyPages.Visit,
        _ book: State,
        isSettled: Bool
    ) {
        let known = book.lines[visit.index]?.values.map { $0 } ?? []
        var lastPlace = 0
        var isHeldUp = false
        for line in own {
            guard let written = known.first(where: { $0.id == line.id }) else { continue }
            let what = "\(visit.index) \(line.id.rawValue)"
            let relays = standing.relays.filter { $0.line == line.id }.map(\.state)
            let mayBeMissing = line.change == .withdrawn || written.isTakenBack
            if !mayBeMissing,
                let trouble = trouble(relays, written, line.id, standing, book, isSettled)
            {
                return ground.fail("v \(what): \(trouble)")
            }
            guard let place = written.arrivedAt, let event = written.arrivedAs else {
                isHeldUp = isHeldUp || relays == ["ready"]
                continue
            }
            if isHeldUp || place < lastPlace { return ground.fail("v \(what) is out of order") }
            lastPlace = place
            if isSettled { checkChange(line, event, standing, book) }
        }
    }

    /// What she changed or took back is so on the other side.
    private func checkChange(_ line: Line, _ event: String, _ standing: Standing, _ book: State) {
        let what = "#\(standing.number) \(line.id.rawValue)"
        switch line.change {
        case nil: break
        case .withdrawn:
            if !book.lobby.redacted.contains(event) { ground.fail("\(what) was not taken back") }
        case .changed:
            let words = line.text.reveal()
            let isBrought = book.lobby.edits[event] == words || book.lobby.bodies[event] == words
            if !isBrought { ground.fail("\(what) was not changed") }
        }
    }
}
