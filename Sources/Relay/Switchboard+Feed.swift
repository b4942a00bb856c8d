public import Desk
internal import Store

/// Receiving from a feed that is read in pieces: what a piece brought and how far it was read
/// belong into one transaction.
extension Switchboard {
    /// Receives a piece of a feed; returns when it is on the disk.
    ///
    /// - Parameters:
    ///   - deliveries: What it brought, in order.
    ///   - echoes: Effects of ours that came back with it: they have certainly arrived.
    ///   - token: How far the feed is read with this piece.
    ///   - feed: The feed's name.
    /// - Returns: What became of each delivery, in the same order.
    /// - Throws: `NotRecorded` when it is not on the disk; read the same piece again.
    public func receive(
        _ deliveries: [Delivery],
        echoes: [EffectID: Receipt],
        token: String?,
        of feed: String
    ) async throws -> [Outcome] {
        let cursor = token.map { Cursor(feed: feed, token: $0) }
        return try await receive(Recording(deliveries, echoes: echoes, cursor: cursor))
    }

    /// Whether a delivery was heard already.
    public func hasHeard(_ id: DeliveryID) async throws -> Bool {
        try await ledger.hasHeard(id)
    }

    /// How far a feed was read; nothing when it never was.
    public func token(of feed: String) async throws -> String? {
        try await ledger.cursor(of: feed)?.token
    }
}
