internal import NIOCore
internal import Synchronization

/// All connections of one doorway, so that those that ask for nothing never keep others out.
///
/// When it gets full, those go that have been without a whole request for longest: a browser opens
/// another one when it needs it. Whoever is being answered, or has a stream, stays.
final class Hallway: Sendable {
    /// One connection, and since when it asks for nothing.
    final class Seat: Sendable {
        fileprivate let channel: any Channel
        /// Larger is later; 0 while it is being answered.
        fileprivate let idleSince: Atomic<UInt64>

        fileprivate init(_ channel: any Channel, since turn: UInt64) {
            self.channel = channel
            idleSince = Atomic(turn)
        }
    }

    private let seatsMax: Int
    private let shareToFree: Int
    private let seats = Mutex<[ObjectIdentifier: Seat]>([:])
    private let turns = Atomic<UInt64>(0)

    init(_ limits: WebLimits) {
        shareToFree = max(1, limits.connectionsMax / limits.connectionsSpareShare)
        seatsMax = max(1, limits.connectionsMax - shareToFree)
    }

    /// A connection is there.
    func enter(_ channel: any Channel) -> Seat {
        let seat = Seat(channel, since: nextTurn())
        seats.withLock { $0[ObjectIdentifier(seat)] = seat }
        makeRoom(sparing: seat)
        return seat
    }

    func leave(_ seat: Seat) {
        seats.withLock { $0[ObjectIdentifier(seat)] = nil }
    }

    /// It is being answered, or it is not any more.
    func note(_ seat: Seat, isAnswered: Bool) {
        seat.idleSince.store(isAnswered ? 0 : nextTurn(), ordering: .relaxed)
        // While all were being answered there was nobody to close.
        if !isAnswered { makeRoom() }
    }

    /// Whoever is closed leaves at once, so that nobody is chosen twice.
    private func makeRoom(sparing newcomer: Seat? = nil) {
        let leaving = seats.withLock { seats -> [Seat] in
            guard seats.count > seatsMax else { return [] }
            let idle = longestIdle(in: seats, but: newcomer)
            for seat in idle { seats[ObjectIdentifier(seat)] = nil }
            return idle
        }
        for seat in leaving { seat.channel.close(promise: nil) }
    }

    /// Many at once, so that whoever floods us does not have all of them looked through each time.
    private func longestIdle(in seats: [ObjectIdentifier: Seat], but newcomer: Seat?) -> [Seat] {
        let idle = seats.values.compactMap { seat -> (since: UInt64, seat: Seat)? in
            let since = seat.idleSince.load(ordering: .relaxed)
            return since == 0 || seat === newcomer ? nil : (since, seat)
        }
        return idle.sorted { $0.since < $1.since }.prefix(shareToFree).map(\.seat)
    }

    private func nextTurn() -> UInt64 {
        turns.wrappingAdd(1, ordering: .relaxed).newValue
    }
}
