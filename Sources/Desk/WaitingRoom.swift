/// Who waits at one bot, first come first served.
///
/// Decides what concerns several conversations.
public struct WaitingRoom: Sendable, Hashable {
    /// One who waits.
    public struct Seat: Sendable, Hashable {
        /// The conversation's number; a lower one came earlier.
        public let number: ConversationNumber
        /// Since when, in milliseconds since 1970.
        public let since: Int64

        /// One who waits.
        public init(number: ConversationNumber, since: Int64) {
            (self.number, self.since) = (number, since)
        }
    }

    /// In the order in which they will be served.
    public let seats: [Seat]

    /// The seats in any order.
    public init(_ seats: [Seat] = []) {
        self.seats = seats.sorted { ($0.since, $0.number) < ($1.since, $1.number) }
    }

    /// 1 for who is next; one behind the last for who does not sit here.
    public func place(of number: ConversationNumber) -> Int {
        (seats.firstIndex { $0.number == number } ?? seats.count) + 1
    }

    /// The place that somebody will have who sits down now and has waited since then.
    func place(of number: ConversationNumber, since: Int64) -> Int {
        seats.count { ($0.since, $0.number) < (since, number) } + 1
    }

    /// Whether one more may sit down.
    public func hasRoom(upTo limit: Int) -> Bool {
        seats.count < limit
    }
}
