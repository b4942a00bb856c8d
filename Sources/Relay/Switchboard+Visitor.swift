public import Desk
internal import Logging
internal import Store

/// What a visitor's side may read.
extension Switchboard {
    /// How a visitor's conversation stands.
    public struct Standing: Sendable, Hashable {
        /// The conversation's number.
        ///
        /// Not for the visitor's eyes.
        public let number: ConversationNumber
        /// The name under which counsellors appear to her.
        public let persona: String
        /// What she may know.
        public let view: VisitorView
        /// Whether it is written down that no page of hers is open.
        public let isAway: Bool
    }

    /// How the conversation of the visitor stands who holds this secret; nothing when there is
    /// none.
    public func standing(of visitor: VisitorKey, at bot: BotName) async throws -> Standing? {
        guard let script = scripts[bot], let visit = try await ledger.visit(by: visitor, at: bot)
        else { return nil }
        let view = visit.conversation.view(following: script, beside: visit.waitingRoom)
        return Standing(
            number: visit.conversation.number,
            persona: script.persona,
            view: view,
            isAway: visit.conversation.isAway
        )
    }

    /// The lines of a conversation after a place, oldest first, at most so many.
    ///
    /// One that is damaged is left out, for it must not hide the others. That is logged, and
    /// told: to whoever is still there on both sides.
    public func lines(
        of number: ConversationNumber,
        after sequence: Int64,
        limit: Int
    ) async throws -> [StoredLine] {
        do {
            return try await ledger.lines(of: number, after: sequence, limit: limit)
        } catch {
            let (others, damaged) = try await ledger.linesBesideDamaged(
                of: number,
                after: sequence,
                limit: limit
            )
            logger.error("a line that is written down cannot be read")
            // Whatever goes wrong in telling, what can be read is shown; the next who reads tells.
            if let last = damaged.last { try? await tellDamage(at: last, in: number) }
            return others
        }
    }

    /// Once for all that is damaged up to there, however often it is read.
    private func tellDamage(at last: Int64, in number: ConversationNumber) async throws {
        let id = DeliveryID("damaged/\(number)/\(last)")
        guard try await !ledger.hasHeard(id), let bot = try await ledger.conversation(number)?.bot
        else { return }
        let delivery = Delivery(
            id: id,
            bot: bot,
            address: .number(number),
            event: .failed(EffectID(id.rawValue), .reading)
        )
        _ = try await receive(delivery)
    }

    /// What a line says; nothing where it is not written down.
    public func words(of line: LineID, in number: ConversationNumber) async throws
        -> Confidential<String>?
    {
        try await ledger.words(of: line, in: number)
    }

    /// The image of the line at a place; nothing where there is none (any more).
    public func image(of number: ConversationNumber, at sequence: Int64) async throws -> Image? {
        try await ledger.image(of: number, at: sequence)
    }

    /// Under which name the conversation of somebody on the chat network is kept.
    public func visitorKey(of guest: GuestID) -> VisitorKey {
        ledger.visitorKey(of: guest)
    }

    /// The wall clock of a bot at an instant, as `18:04`.
    public func clockTime(_ milliseconds: Int64, at bot: BotName) -> String {
        guard let zone = scripts[bot]?.zone else { return "" }
        return clock.moment(at: milliseconds, in: zone)?.civil.clock ?? ""
    }
}

extension VisitorKey {
    /// The digest of a secret that a visitor's tab holds.
    ///
    /// The secret itself is never stored.
    public init(secret: String) {
        self.init(Fingerprint.full("visitor/" + secret))
    }

    /// A secret for a tab that cannot make one itself.
    public static func mintSecret() -> String {
        Mint.hex(byteCount: 32)
    }
}

extension LineID {
    /// The id of a line for a page that cannot make one itself.
    public static func mint() -> LineID {
        LineID(Mint.hex(byteCount: 12))
    }
}

/// The digest of a text that a content security policy asks for: SHA-256 in base 64.
public func contentDigest(_ text: String) -> String {
    Fingerprint.base64(text)
}
