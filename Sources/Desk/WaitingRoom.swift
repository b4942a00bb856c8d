/// Who waits at one bot, first come first served, but for head starts.
///
/// Decides what concerns several conversations.
public struct WaitingRoom: Sendable, Hashable {
    /// One who waits.
    public struct Seat: Sendable, Hashable {
        /// The conversation's number; a lower one came earlier.
        public let number: ConversationNumber
        /// Since when, in milliseconds since 1970.
        public let since: Int64
        /// So many minutes she goes ahead of others, by her own answer or because she had to come
        /// back.
        public let headStartMinutes: Int
        /// Whether she came back with a return code.
        public let isReturning: Bool

        /// One who waits.
        public init(
            number: ConversationNumber,
            since: Int64,
            headStartMinutes: Int = 0,
            isReturning: Bool = false
        ) {
            (self.number, self.since) = (number, since)
            (self.headStartMinutes, self.isReturning) = (headStartMinutes, isReturning)
        }

        /// As if she had come so much earlier.
        fileprivate var rank: (Int64, ConversationNumber) {
            (since - Int64(headStartMinutes) * 60_000, number)
        }
    }

    /// In the order in which they will be served.
    public let seats: [Seat]

    /// The seats in any order.
    public init(_ seats: [Seat] = []) {
        self.seats = seats.sorted { $0.rank < $1.rank }
    }

    /// Why somebody stands where she does, where it is not just that others came earlier or later.
    enum Reason {
        /// Her own answer, such as that she is in danger now.
        case answer
        /// Whoever had her gave her back, or was gone.
        case givenBack
        /// She came back with a return code.
        case returning
        /// She has waited so long that somebody who goes ahead of others stands behind her.
        case longWait
    }

    /// Why somebody stands where she does, the strongest first.
    func reasons(of seat: Seat) -> [Reason] {
        let start = seat.headStartMinutes
        var reasons: [Reason] = []
        if start >= Conversation.frontMinutes { reasons.append(.givenBack) }
        if (1..<Conversation.frontMinutes).contains(start) { reasons.append(.answer) }
        let isBefore = { (other: Seat) in seat.rank < other.rank && other.headStartMinutes > start }
        if seats.contains(where: isBefore) { reasons.append(.longWait) }
        return reasons + (seat.isReturning ? [.returning] : [])
    }

    /// 1 for who is next; one behind the last for who does not sit here.
    public func place(of number: ConversationNumber) -> Int {
        (seats.firstIndex { $0.number == number } ?? seats.count) + 1
    }

    /// The place that somebody will have who sits down now and has waited since then.
    func place(of seat: Seat) -> Int {
        seats.count { $0.number != seat.number && $0.rank < seat.rank } + 1
    }

    /// Whether one more may sit down.
    public func hasRoom(upTo limit: Int) -> Bool {
        seats.count < limit
    }
}

extension WaitingRoom.Reason {
    /// The words for it.
    var key: TextKey {
        switch self {
        case .answer: .waitingAhead
        case .givenBack: .waitingGivenBack
        case .returning: .waitingReturning
        case .longWait: .waitingLong
        }
    }
}
