internal import Store

/// Tells what came before from what did not, without knowing any of it.
///
/// Its secret is in memory only and another one every day, so that nobody, and not even the process
/// itself, can say the day after what stood behind a mark.
public struct Salt: Sendable {
    private var secret = Mint.hex(byteCount: 16)
    private var day: Int64?

    /// A fresh one.
    public init() {}

    /// Changes at midnight in UTC.
    ///
    /// - Parameter milliseconds: Now.
    /// - Returns: Whether it is another one than before: then older marks mean nothing any more.
    public mutating func turn(at milliseconds: Int64) -> Bool {
        let today = milliseconds / 86_400_000
        guard today != day else { return false }
        defer { day = today }
        guard day != nil else { return false }
        secret = Mint.hex(byteCount: 16)
        return true
    }

    /// The mark of a text: the same for the same text on the same day, and nothing more.
    public func mark(_ text: String) -> UInt64 {
        UInt64(Fingerprint.short(secret + "/" + text).prefix(16), radix: 16) ?? 0
    }
}
