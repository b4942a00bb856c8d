/// Something that did not come in time.
public struct TooLate: Error, CustomStringConvertible {
    let what: String
    let limit: Duration

    /// What was waited for, and for how long.
    public var description: String { "not within \(limit): \(what)" }
}

/// Asks a process outside again and again until what it shows is there; it cannot tell us.
public func found<Value>(
    within limit: Duration,
    every pause: Duration = .milliseconds(40),
    _ what: String,
    look: () async throws -> Value?
) async throws -> Value {
    let clock = ContinuousClock()
    let end = clock.now + limit
    while true {
        if let value = try await look() { return value }
        guard clock.now < end else { throw TooLate(what: what, limit: limit) }
        try await Task.sleep(for: pause)
    }
}

/// Asks a process outside again and again until a condition holds.
public func until(
    within limit: Duration,
    every pause: Duration = .milliseconds(40),
    _ what: String,
    condition: () async throws -> Bool
) async throws {
    try await found(within: limit, every: pause, what) {
        try await condition() ? () : nil
    }
}
