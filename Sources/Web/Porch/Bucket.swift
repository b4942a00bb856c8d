/// So many at once, and then so many a minute.
public struct Allowance: Sendable, Hashable {
    /// So many may come together after a quiet time.
    public let atOnce: Int
    /// So many a minute from then on.
    public let perMinute: Int

    /// An allowance; both numbers are at least 1.
    public init(atOnce: Int, perMinute: Int) {
        precondition(atOnce > 0 && perMinute > 0, "an allowance allows something")
        (self.atOnce, self.perMinute) = (atOnce, perMinute)
    }

    /// Whoever was quiet for so long has all of it again.
    var fillMilliseconds: Int64 {
        Int64(atOnce) * Bucket.one / Int64(perMinute) + 1
    }
}

/// What is left of an allowance.
///
/// A token is 60,000 drops and a minute is 60,000 milliseconds, so that so many tokens a minute are
/// as many drops a millisecond, and nothing is ever rounded.
struct Bucket {
    static let one: Int64 = 60_000

    private var drops: Int64
    private var filledAt: Int64

    init(_ allowance: Allowance, at now: Int64) {
        (drops, filledAt) = (Int64(allowance.atOnce) * Self.one, now)
    }

    /// Fills up by the time that has gone by; a clock that was set back gives nothing and takes
    /// nothing.
    mutating func fill(_ allowance: Allowance, at now: Int64) {
        let elapsed = min(max(0, now - filledAt), allowance.fillMilliseconds)
        let most = Int64(allowance.atOnce) * Self.one
        drops = min(most, drops + elapsed * Int64(allowance.perMinute))
        filledAt = now
    }

    var hasOne: Bool { drops >= Self.one }

    mutating func takeOne() {
        precondition(hasOne, "whoever takes has looked before")
        drops -= Self.one
    }

    mutating func giveOne(_ allowance: Allowance) {
        drops = min(Int64(allowance.atOnce) * Self.one, drops + Self.one)
    }

    /// So long until there is one, when nobody else takes it.
    func milliseconds(untilOneBy allowance: Allowance) -> Int64 {
        let missing = max(0, Self.one - drops)
        return (missing + Int64(allowance.perMinute) - 1) / Int64(allowance.perMinute)
    }
}
