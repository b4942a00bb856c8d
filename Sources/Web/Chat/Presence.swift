internal import Desk
internal import Relay
internal import Synchronization

/// Who has a page open, and what of it is told.
///
/// A page that loads anew, changes its network or sleeps for a moment is gone for seconds: only
/// whoever stays away for some heartbeats is away. A phone that vanishes without a word is found
/// out when its connection is, which the network may take minutes for.
final class Presence: Sendable {
    private struct Entry {
        let bot: BotName
        var isOpen = false
        /// For how many heartbeats no page has been open.
        var awayBeatsCount = 0
        var isToldAway = false
        /// Whether her talk is over, so that nobody wants to know any more.
        var isOver = false

        /// What shall be told; nothing where all is told.
        func news(afterBeats beatsMax: Int) -> Bool? {
            if isOver { return nil }
            if isOpen { return isToldAway ? true : nil }
            return !isToldAway && awayBeatsCount >= beatsMax ? false : nil
        }
    }

    private let switchboard: Switchboard
    private let limits: WebLimits
    private let bell = Bell()
    private let entries = Mutex<[ConversationNumber: Entry]>([:])

    init(switchboard: Switchboard, limits: WebLimits) {
        (self.switchboard, self.limits) = (switchboard, limits)
    }

    /// Her first page is open.
    func came(_ number: ConversationNumber, at bot: BotName) {
        let isNews = entries.withLock { entries in
            var entry = entries[number] ?? Entry(bot: bot)
            (entry.isOpen, entry.awayBeatsCount) = (true, 0)
            entries[number] = entry
            return entry.isToldAway
        }
        // Whoever looks for news looks at all: not for each of the many that open after a restart.
        if isNews { bell.ring() }
    }

    /// Her last page is gone.
    func went(_ number: ConversationNumber) {
        entries.withLock { entries in
            entries[number]?.isOpen = false
            if entries[number]?.isOver == true { entries[number] = nil }
        }
    }

    /// What the ledger says of somebody whose page is open: an earlier process may have told that
    /// she is away.
    func note(_ standing: Switchboard.Standing) {
        let isOver = standing.view.stage == .ended || standing.view.stage == .closed
        entries.withLock { entries in
            entries[standing.number]?.isOver = isOver
            if standing.isAway { entries[standing.number]?.isToldAway = true }
        }
        if standing.isAway { bell.ring() }
    }

    /// One heartbeat has passed.
    func beat() {
        entries.withLock { entries in
            for (number, entry) in entries where !entry.isOpen {
                entries[number]?.awayBeatsCount += 1
            }
        }
        // What could not be written down is tried again now.
        bell.ring()
    }

    /// Tells until it is cancelled.
    func tell() async {
        await expectAll()
        while !Task.isCancelled {
            await bell.wait()
            await tellNews()
        }
    }

    /// At a start, whoever was in the middle of something has some heartbeats to come back.
    func expectAll() async {
        guard let expected = try? await switchboard.expectedVisitors() else { return }
        entries.withLock { entries in
            for one in expected where entries[one.number] == nil {
                entries[one.number] = Entry(bot: one.bot)
            }
        }
    }

    private func tellNews() async {
        let beatsMax = limits.heartbeatsAwayMax
        let due = entries.withLock { entries in
            entries.compactMap { number, entry in
                entry.news(afterBeats: beatsMax).map { (number, entry.bot, $0) }
            }
        }
        for (number, bot, isThere) in due {
            do {
                try await switchboard.noteMoved(number, at: bot, isThere: isThere)
            } catch {
                // Not written down: the next heartbeat tries again.
                continue
            }
            let hasMoreNews = entries.withLock { entries in
                entries[number]?.isToldAway = !isThere
                // Whoever is away is remembered by the ledger.
                if entries[number]?.isOpen == false, !isThere { entries[number] = nil }
                return entries[number]?.news(afterBeats: beatsMax) != nil
            }
            if hasMoreNews { bell.ring() }
        }
    }
}
