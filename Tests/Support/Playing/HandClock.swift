import Synchronization

/// A clock whose hands are moved by the test.
///
/// Who sleeps by it is woken when they pass.
public final class HandClock: Clock, Sendable {
    /// A place of the hands.
    public struct Instant: InstantProtocol {
        /// How far they have moved since the beginning.
        public var offset: Duration

        /// A later place.
        public func advanced(by duration: Duration) -> Instant {
            Instant(offset: offset + duration)
        }
        /// How far it is to another place.
        public func duration(to other: Instant) -> Duration { other.offset - offset }
        /// Which place comes first.
        public static func < (left: Instant, right: Instant) -> Bool { left.offset < right.offset }
    }

    private struct Sleeper: Sendable {
        let id: Int
        let deadline: Instant
        let duration: Duration
        let answer: CheckedContinuation<Void, any Error>
    }

    private struct Face: Sendable {
        var now = Instant(offset: .zero)
        var sleepers: [Sleeper] = []
    }

    private let face = Watched(Face())
    private let lastID = Mutex(0)

    /// A clock that nobody has moved.
    public init() {}

    /// Where the hands stand.
    public var now: Instant { face.value.now }
    /// As fine as there is.
    public var minimumResolution: Duration { .nanoseconds(1) }

    /// Sleeps until the test has moved the hands so far.
    public func sleep(until deadline: Instant, tolerance: Duration?) async throws {
        let id = lastID.withLock { last in
            last += 1
            return last
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { answer in
                face.change { face in
                    let duration = face.now.duration(to: deadline)
                    let sleeper = Sleeper(
                        id: id,
                        deadline: deadline,
                        duration: duration,
                        answer: answer
                    )
                    face.sleepers.append(sleeper)
                }
                if Task.isCancelled { wake(throwing: CancellationError()) { $0.id == id } }
                wake { $0.id == id && $0.duration <= .zero }
            }
        } onCancel: {
            wake(throwing: CancellationError()) { $0.id == id }
        }
    }

    /// Moves the hands.
    public func advance(by duration: Duration) {
        face.change { $0.now = $0.now.advanced(by: duration) }
        let now = face.value.now
        wake { $0.deadline <= now }
    }

    /// Returns when somebody sleeps who lay down for exactly so long.
    public func untilSleeping(for duration: Duration) async {
        await face.until { face in face.sleepers.contains { $0.duration == duration } }
    }

    private func wake(
        throwing error: (any Error)? = nil,
        where mustWake: @Sendable (Sleeper) -> Bool
    ) {
        let woken = face.change { face in
            let due = face.sleepers.filter(mustWake)
            face.sleepers.removeAll(where: mustWake)
            return due
        }
        for sleeper in woken {
            if let error {
                sleeper.answer.resume(throwing: error)
            } else {
                sleeper.answer.resume()
            }
        }
    }
}
