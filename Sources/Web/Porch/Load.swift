/// How many came in the last minute, near enough, in three numbers.
///
/// Whole minutes are counted; of the one before, that share is taken which still lies within the
/// last sixty seconds.
struct Load {
    private static let minute: Int64 = 60_000

    private var current = 0
    private var before = 0
    private var beganAt: Int64 = 0

    mutating func count(at now: Int64) {
        turn(at: now)
        current += 1
    }

    mutating func perMinute(at now: Int64) -> Int {
        turn(at: now)
        let left = Self.minute - (now - beganAt)
        return current + Int(Int64(before) * left / Self.minute)
    }

    /// A clock that was set back, or one that was away for long, begins anew.
    private mutating func turn(at now: Int64) {
        switch now - beganAt {
        case 0..<Self.minute: return
        case Self.minute..<(2 * Self.minute): (before, beganAt) = (current, beganAt + Self.minute)
        default: (before, beganAt) = (0, now)  // Not ours: the rest of all numbers.
        }
        current = 0
    }
}
