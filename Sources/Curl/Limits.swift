/// How long a transfer may take and how much may come back.
public struct Limits: Sendable, Hashable {
    /// How long finding and greeting the peer may take.
    public var connectTimeoutMilliseconds: Int
    /// How long everything may take, waiting for a free connection included; 0 is for ever.
    public var wholeTimeoutMilliseconds: Int
    /// How long the response's body may be; pieces handed over as they come are not counted.
    public var responseBytesMax: Int

    /// Makes limits; what is not named is as in `ordinary`.
    public init(
        connectTimeoutMilliseconds: Int = 5_000,
        wholeTimeoutMilliseconds: Int = 30_000,
        responseBytesMax: Int = 16 * 1_024 * 1_024
    ) {
        self.connectTimeoutMilliseconds = connectTimeoutMilliseconds
        self.wholeTimeoutMilliseconds = wholeTimeoutMilliseconds
        self.responseBytesMax = responseBytesMax
    }

    /// For a question that is answered at once.
    public static let ordinary = Limits()

    /// For a question that the peer may leave open for the given time.
    public static func longPoll(waitMilliseconds: Int) -> Limits {
        Limits(wholeTimeoutMilliseconds: waitMilliseconds + longPollGraceMilliseconds)
    }

    /// What a peer gets, beyond the agreed wait, to gather and send its answer.
    static let longPollGraceMilliseconds = 30_000

    /// All header lines of one transfer together; libcurl limits one line only.
    static let headBytesMax = 256 * 1_024
}
