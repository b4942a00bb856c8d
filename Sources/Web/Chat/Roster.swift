internal import Desk
internal import Relay
internal import Synchronization

/// The streams that are open now, so that each change finds those who have to show it.
final class Roster: Sendable {
    private typealias Streams = [ConversationNumber: [LiveStream]]

    /// The streams in shares, of which each has its heartbeat at a time of its own: ten thousand
    /// at one moment would keep everybody waiting who has something to say.
    private struct Open {
        var shares: [Streams]
        var count = 0
        var isClosed = false

        /// The streams of one conversation; numbers are given in order, so the shares are alike.
        subscript(_ number: ConversationNumber) -> [LiveStream] {
            get { shares[share(of: number)][number] ?? [] }
            set { shares[share(of: number)][number] = newValue.isEmpty ? nil : newValue }
        }

        private func share(of number: ConversationNumber) -> Int {
            Int(number.magnitude % UInt64(shares.count))
        }

        var all: some Sequence<LiveStream> { shares.lazy.flatMap(\.values).joined() }
    }

    private let limits: WebLimits
    private let presence: Presence
    private let open: Mutex<Open>

    init(_ limits: WebLimits, _ presence: Presence) {
        (self.limits, self.presence) = (limits, presence)
        open = Mutex(Open(shares: Array(repeating: [:], count: limits.heartbeatShares)))
    }

    /// Whether one more may open.
    ///
    /// One that takes the place of her own oldest always may.
    func hasRoom(for conversation: ConversationNumber) -> Bool {
        open.withLock { open in
            let ownCount = open[conversation].count
            return open.count < limits.streamsMax || ownCount >= limits.streamsPerVisitorMax
        }
    }

    /// Takes a stream in; her oldest makes room for it where she has too many.
    func register(_ stream: LiveStream) {
        let dropped = open.withLock { open -> LiveStream? in
            guard !open.isClosed else { return stream }
            open[stream.conversation].append(stream)
            open.count += 1
            let own = open[stream.conversation]
            // Within the lock: coming and going are told in their order.
            if own.count == 1 { presence.came(stream.conversation, at: stream.bot) }
            return own.count > limits.streamsPerVisitorMax ? own.first : nil
        }
        guard let dropped else { return }
        unregister(dropped)
        dropped.end()
    }

    /// Lets a stream go; once is enough, twice does no harm.
    func unregister(_ stream: LiveStream) {
        open.withLock { open in
            let index = open[stream.conversation].firstIndex { $0 === stream }
            guard let index else { return }
            open[stream.conversation].remove(at: index)
            if open[stream.conversation].isEmpty { presence.went(stream.conversation) }
            open.count -= 1
        }
    }

    /// How many are open.
    var count: Int { open.withLock(\.count) }

    /// Ends all streams, those too that come later.
    func close() {
        let ended = open.withLock { open in
            open.isClosed = true
            return Array(open.all)
        }
        for stream in ended { stream.end() }
    }

    /// The heartbeat of one share.
    func beat(_ share: Int) {
        for stream in open.withLock({ $0.shares[share].values.flatMap(\.self) }) {
            stream.beat()
        }
    }

    func ring(_ change: Change) {
        let ringing = open.withLock { open in
            let own = change.conversations.flatMap { open[$0] }
            if change.waitingRooms.isEmpty { return own }
            // Somebody sat down or stood up: whoever waits at that bot may have moved up.
            return own
                + open.all.filter { stream in
                    change.waitingRooms.contains(stream.bot) && stream.mayWait
                }
        }
        // Whoever came first hears first: a set has no order, and the same evening would go in two
        // ways.
        for stream in ringing.sorted(by: { $0.conversation < $1.conversation }) { stream.ring() }
    }

    func show(_ sign: Sign) {
        guard sign.from == .counsellor else { return }
        for stream in open.withLock({ $0[sign.conversation] }) {
            stream.show(typing: sign.isTyping)
        }
    }
}
