import Desk
import Synchronization

@testable import Store

/// The reckoning: accepted = delivered + waiting + set aside and told.
extension Book {
    /// Compares the ledger with what people were promised and what arrived.
    ///
    /// `isSettled` when there has been time enough for everything to arrive.
    func audit(_ ledger: Ledger, isSettled: Bool) {
        do {
            let now = ground.milliseconds
            let standings = try ledger.standings()
            try auditLobby(ledger, standings, isSettled: isSettled)
            for standing in standings {
                check(standing, isSettled: isSettled)
                if isSettled { try checkAnswered(standing, ledger) }
            }
            // The clock on the wall may be wrong by an hour; forgetting goes by it.
            let leftovers = try ledger.leftovers(at: now - 3_600_000)
            if leftovers.rows > 0 { ground.fail("\(leftovers.rows) rows of what was forgotten") }
            if isSettled, leftovers.overdue > 0 { ground.fail("a forgetting is overdue") }
            let missing = try ledger.missingCount()
            if missing != 0 { ground.fail("\(missing) lines are in no state") }
            let ready = try ledger.readyCount()
            if isSettled, ready > 0 { ground.fail("\(ready) errands still wait") }
        } catch {
            ground.fail("the ledger cannot be read: \(error)")
        }
    }

    private func check(_ standing: Standing, isSettled: Bool) {
        let book = state.withLock { $0 }
        let number = standing.number
        if !standing.willBeForgotten { ground.fail("#\(number) will never be forgotten") }
        if standing.stage == .closed, book.noticed.contains(number) {
            ground.fail("#\(number) came while it was closed, and counsellors were told")
        }
        checkOwner(standing, book, isSettled: isSettled)
        checkCounsellorLines(standing, book)
        guard let youth = book.youths[number] else { return }
        guard standing.direct == nil else { return checkSilence(standing, youth) }
        checkYouthLines(standing, youth, book, isSettled: isSettled)
        checkSilence(standing, youth)
        checkOutages(standing, isSettled: isSettled)
    }

    /// An outage is told once and so is its end, and no end stays untold.
    private func checkOutages(_ standing: Standing, isSettled: Bool) {
        let words = [SimulationBot.outageWords.begins, SimulationBot.outageWords.ends]
        let told = standing.lines.filter { $0.line.author == .bot }
            .map { $0.line.text.reveal() }.filter(words.contains)
        let isInTurn = told.enumerated().allSatisfy { $0.element == words[$0.offset % 2] }
        if !isInTurn { ground.fail("#\(standing.number) was told of an outage twice") }
        let isOver = ![.waiting, .held, .talking].contains(standing.stage.name)
        if isSettled, !isOver, told.last == words[0] {
            ground.fail("#\(standing.number) was never told that the outage is over")
        }
        if isSettled, !told.isEmpty { ground.note("#\(standing.number) was told of an outage") }
    }

    private func checkYouthLines(
        _ standing: Standing,
        _ youth: Int,
        _ book: State,
        isSettled: Bool
    ) {
        let known = book.lines[youth] ?? [:]
        let own = standing.lines.filter { $0.line.author == .visitor }.map(\.line)
            .filter { $0.text.reveal().hasPrefix("v ") }
        for (count, line) in known where line.word == .accepted {
            guard own.count(where: { $0.id == line.id }) == 1 else {
                return ground.fail("accepted line v \(youth) \(count) is not in the ledger once")
            }
        }
        var lastPlace = 0
        var isHeldUp = false
        for line in own {
            let words = line.text.reveal()
            guard let count = words.split(separator: " ").last.flatMap({ Int($0) }),
                let written = known[count], written.id == line.id
            else { return ground.fail("#\(standing.number) holds a line that nobody wrote") }
            if written.word == .refused { return ground.fail("\(words): refused, and kept") }
            let relays = standing.relays.filter { $0.line == line.id }.map(\.state)
            if let trouble = trouble(relays, written, line.id, standing, book, isSettled) {
                return ground.fail("\(words): \(trouble)")
            }
            guard let place = written.arrivedAt else {
                isHeldUp = isHeldUp || relays == ["ready"]
                continue
            }
            if isHeldUp || place < lastPlace { return ground.fail("\(words) arrived out of order") }
            lastPlace = place
        }
    }

    /// A line is in exactly one place: arrived, on its way, waiting for a counsellor, or set aside
    /// and told.
    func trouble(
        _ relays: [String],
        _ written: YouthLine,
        _ id: LineID,
        _ standing: Standing,
        _ book: State,
        _ isSettled: Bool
    ) -> String? {
        switch relays {
        case []:
            if written.arrivedAt != nil { return "arrived, and nobody sent it" }
            if standing.unheard.contains(id) { return nil }
            // Given back, she may have waited in vain until the end.
            let isGivenBack = standing.lines.contains { stored in
                stored.line.author == .bot
                    && SimulationBot.waitingOn.contains { stored.line.text.reveal().hasPrefix($0) }
            }
            let mayBeUnread = isGivenBack || book.owners[standing.number] == nil
            return mayBeUnread ? nil : "lost before it was sent"
        case ["done"]: return written.arrivedAt == nil ? "said to have arrived, and did not" : nil
        case ["ready"]: return isSettled ? "still waits" : nil
        case ["parked"]:
            let isTold = standing.lines.contains {
                $0.line.author == .bot && $0.line.text.reveal() == SimulationBot.lineFailed
            }
            return isTold || standing.stage == .ended(.visitor) ? nil : "set aside, and not told"
        default: return "stands \(relays.count) times in the outbox"
        }
    }

    /// Whatever a counsellor typed was shown, or she was told that nobody got it.
    private func checkAnswered(_ standing: Standing, _ ledger: Ledger) throws {
        let (typed, told) = state.withLock { ($0.typed, $0.nobodyGotIt) }
        let shown = Set(standing.lines.map(\.line.id.rawValue))
        var missing: [String: Int] = [:]
        for line in typed where line.number == standing.number && !shown.contains(line.event) {
            if line.isTakenBack { continue }
            guard try ledger.hasHeard(line.event) else {
                return ground.fail("\(line.body) was never heard")
            }
            missing[line.room, default: 0] += 1
        }
        for (room, count) in missing where count > told[room, default: 0] {
            ground.fail("#\(standing.number): \(count) lines reached nobody, and nobody was told")
        }
    }

    /// Nothing is written to who has left.
    private func checkSilence(_ standing: Standing, _ youth: Int) {
        let last = standing.lines.last?.sequence ?? 0
        let wasWritten = state.withLock { state in
            guard let known = state.left[youth] else { return false }
            state.left[youth] = last
            return known != nil && known != last
        }
        if wasWritten { ground.fail("y\(youth) had left, and something was written to her") }
    }
}
