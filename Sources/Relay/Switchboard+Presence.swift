public import Desk
internal import Store

/// Whether a page of hers is open: her counsellor is told when the last one is gone, and when one
/// is back.
extension Switchboard {
    /// Hears that no page of hers is open any more, or that one is again.
    ///
    /// The desk tells nobody what it has heard before, so saying it twice does no harm.
    ///
    /// - Throws: `NotRecorded` when it is not on the disk; to be said again.
    public func noteMoved(
        _ number: ConversationNumber,
        at bot: BotName,
        isThere: Bool
    ) async throws {
        let delivery = Delivery(
            id: DeliveryID("moved/\(number)/" + Mint.hex(byteCount: 12)),
            bot: bot,
            address: .number(number),
            event: .visitorMoved(isThere: isThere)
        )
        _ = try await receive(delivery)
    }

    /// Whoever came in by the web and waits for somebody or talks with somebody, with pages open or
    /// not.
    public func expectedVisitors() async throws -> [ExpectedVisitor] {
        try await ledger.conversations(by: .web, in: [.waiting, .talking]).map {
            ExpectedVisitor(number: $0.number, bot: $0.bot)
        }
    }

    /// Somebody whose page should be open.
    public struct ExpectedVisitor: Sendable, Hashable {
        /// Her conversation's number.
        ///
        /// Not for the visitor's eyes.
        public let number: ConversationNumber
        /// The bot that she came to.
        public let bot: BotName
    }
}
