internal import Desk
internal import Relay
internal import Synchronization

/// One open stream of one visitor.
///
/// What it has to show lies in the ledger; this is only its doorbell and the few things that are
/// never written down.
final class LiveStream: Sendable {
    /// What came since the last look.
    struct News: Sendable {
        var isTyping: Bool?
        var wantsHeartbeat = false
        /// Whether the ledger may have something new; a heartbeat alone says nothing of it.
        var mustLook = false
    }

    private struct State {
        // Whoever has just come has seen nothing yet.
        var news = News(mustLook: true)
        var isOver = false
        var isWriting = false
        var missedBeatsCount = 0
        /// How many heartbeats have passed since the last look.
        var unlookedBeatsCount = 0
        /// Whether a change of places may concern her; unknown while she is being looked at.
        var mayWait = true
    }

    let conversation: ConversationNumber
    let bot: BotName
    private let limits: WebLimits
    private let hangUp: @Sendable (_ afterSeconds: Int64) -> Void
    private let bell = Bell()
    private let state = Mutex(State())

    init(
        conversation: ConversationNumber,
        bot: BotName,
        limits: WebLimits,
        hangUp: @escaping @Sendable (_ afterSeconds: Int64) -> Void
    ) {
        (self.conversation, self.bot) = (conversation, bot)
        (self.limits, self.hangUp) = (limits, hangUp)
    }

    /// Look again: the ledger has something new.
    func ring() {
        state.withLock { $0.news.mustLook = true }
        bell.ring()
    }

    /// The other side is typing, or has stopped.
    func show(typing isTyping: Bool) {
        state.withLock { $0.news.isTyping = isTyping }
        bell.ring()
    }

    /// Say that the connection is alive; a reader that takes nothing for too long is given up.
    func beat() {
        let isGivenUp = state.withLock { state in
            state.missedBeatsCount += state.isWriting ? 1 : 0
            state.news.wantsHeartbeat = true
            state.unlookedBeatsCount += 1
            // Whoever changes the file beside this process does not ring.
            let isLongAgo = state.unlookedBeatsCount >= limits.heartbeatsUnlookedMax
            state.news.mustLook = state.news.mustLook || isLongAgo
            return state.missedBeatsCount >= limits.heartbeatsMissedMax
        }
        if isGivenUp { hangUp(0) }
        bell.ring()
    }

    /// End: she has gone, or the process ends.
    ///
    /// Her page comes back by the last line's place.
    func end() {
        let wasOver = state.withLock { state in
            defer { state.isOver = true }
            return state.isOver
        }
        guard !wasOver else { return }
        // A reader that has stopped reading would hold up the last words for ever.
        hangUp(limits.farewellSecondsMax)
        bell.ring()
    }

    /// What came since the last call; nothing when it is over.
    func takeNews() -> News? {
        state.withLock { state in
            let news = state.news
            state.news = News()
            if news.mustLook { (state.mayWait, state.unlookedBeatsCount) = (true, 0) }
            return state.isOver ? nil : news
        }
    }

    /// Remembers how she was found standing.
    func note(_ stage: Stage.Name) {
        state.withLock { $0.mayWait = stage == .waiting }
    }

    /// Whether a change of places may concern her.
    var mayWait: Bool { state.withLock(\.mayWait) }

    /// Says that a piece is on its way to the reader; false when it is over and nothing may be.
    func beginWriting() -> Bool {
        state.withLock { state in
            state.isWriting = !state.isOver
            state.missedBeatsCount = 0
            return state.isWriting
        }
    }

    /// Says that the reader has taken it.
    func endWriting() {
        state.withLock { $0.isWriting = false }
    }

    /// Waits until there may be something new.
    func wait() async {
        await bell.wait()
    }
}
