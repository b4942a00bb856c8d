internal import Desk
internal import Relay
internal import Synchronization

/// The streams that are open now, so that each change finds those who have to show it.
final class Roster: Sendable {
    private struct Open {
        var streams: [ConversationNumber: [LiveStream]] = [:]
        var count = 0
        var isClosed = false
    }

    private let limits: WebLimits
    private let presence: Presence
    private let open = Mutex(Open())

    init(_ limits: WebLimits, _ presence: Presence) {
        (self.limits, self.presence) = (limits, presence)
    }

    /// Whether one more may open.
    ///
    /// One that takes the place of her own oldest always may.
    func hasRoom(for conversation: ConversationNumber) -> Bool {
        open.withLock { open in
            let ownCount = open.streams[conversation]?.count ?? 0
            return open.count < limits.streamsMax || ownCount >= limits.streamsPerVisitorMax
        }
    }

    /// Takes a stream in; her oldest makes room for it where she has too many.
    func register(_ stream: LiveStream) {
        let dropped = open.withLock { open -> LiveStream? in
            guard !open.isClosed else { return stream }
            open.streams[stream.conversation, default: []].append(stream)
            open.count += 1
            let own = open.streams[stream.conversation] ?? []
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
            guard var own = open.streams[stream.conversation],
                let index = own.firstIndex(where: { $0 === stream })
            else { return }
            own.remove(at: index)
            open.streams[stream.conversation] = own.isEmpty ? nil : own
            if own.isEmpty { presence.went(stream.conversation) }
            open.count -= 1
        }
    }

    /// How many are open.
    var count: Int { open.withLock(\.count) }

    /// Ends all streams, those too that come later.
    func close() {
        let ended = open.withLock { open in
            open.isClosed = true
            return open.streams.values.flatMap(\.self)
        }
        for stream in ended { stream.end() }
    }

    func beat() {
        for stream in open.withLock({ $0.streams.values.flatMap(\.self) }) {
            stream.beat()
        }
    }

    func ring(_ change: Change) {
        let ringing = open.withLock { open in
            let own = change.conversations.flatMap { open.streams[$0] ?? [] }
            if change.waitingRooms.isEmpty { return own }
            // Somebody sat down or stood up: whoever waits at that bot may have moved up.
            return own
                + open.streams.values.joined().filter { stream in
                    change.waitingRooms.contains(stream.bot) && stream.mayWait
                }
        }
        for stream in ringing { stream.ring() }
    }

    func show(_ sign: Sign) {
        guard sign.from == .counsellor else { return }
        for stream in open.withLock({ $0.streams[sign.conversation] ?? [] }) {
            stream.show(typing: sign.isTyping)
        }
    }
}
