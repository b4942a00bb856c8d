internal import Desk
internal import Store

/// A ledger that was made from a backup: those who are in a talk must know that something is gone.
extension Switchboard {
    /// Whether the ledger was made from a backup and this is not told yet.
    public func isRestored() async throws -> Bool {
        try await ledger.restoredFrom() != nil
    }

    /// Tells everybody concerned, once, and ends the restoring.
    ///
    /// To be called when the feed was read up to now: until then every effect that is found on the
    /// homeserver is remembered, so that none is sent a second time.
    public func tellRestored() async throws {
        guard let madeAt = try await ledger.restoredFrom() else { return }
        var deliveries: [Delivery] = []
        for bot in scripts.names {
            deliveries.append(restored(madeAt, bot, .staffRoom, "staff"))
        }
        for living in try await ledger.livingConversations() {
            let number = living.number
            deliveries.append(restored(madeAt, living.bot, .number(number), "\(number)"))
        }
        _ = try await receive(Recording(deliveries))
        try await ledger.finishRestoring()
    }

    private func restored(
        _ madeAt: Int64,
        _ bot: BotName,
        _ address: Address,
        _ whom: String
    ) -> Delivery {
        let script = scripts[bot]
        let moment = clock.moment(at: madeAt, in: script?.zone ?? "UTC")
        let since = moment.map { moment in
            let day = OpeningWords.day(moment.civil.date, in: script?.language ?? .en)
            return "\(day), \(moment.civil.clock)"
        }
        return Delivery(
            id: DeliveryID("restored/\(madeAt)/\(bot.rawValue)/\(whom)"),
            bot: bot,
            address: address,
            event: .house(.restored(since: since ?? ""))
        )
    }
}
