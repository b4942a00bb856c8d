public import Desk
internal import Store

/// Too many wait for a slow thing, none of whom has tried more often; it may be tried again soon.
public struct TooManyWait: Error, Sendable {
    /// There is nothing more to say.
    public init() {}
}

/// Return codes, and the door as it stands.
extension Switchboard {
    /// A code that nobody has had, in the form that a bot gives.
    ///
    /// Codes are slow to make and made one after the other: this one comes `after` whoever has
    /// tried less often; without that, before all.
    ///
    /// - Throws: `NotRecorded` where there is no such bot (any more), `TooManyWait`.
    public func freshCode(at bot: BotName, after tries: Int? = nil) async throws -> FreshCode {
        guard let script = scripts[bot] else { throw NotRecorded() }
        return try await Self.waiting {
            try await codes.fresh(script.limits.codeForm, in: script.language, after: tries)
        }
    }

    /// The digest of a code as somebody typed it; nothing where it cannot be one.
    ///
    /// Slow too, and in the same line.
    ///
    /// - Throws: `TooManyWait`.
    public func digest(
        ofTypedCode typed: String,
        after tries: Int? = nil
    ) async throws -> CodeDigest? {
        try await Self.waiting { try await codes.digest(ofTyped: typed, after: tries) }
    }

    private static func waiting<Made>(_ make: () async throws -> Made) async throws -> Made {
        do {
            return try await make()
        } catch is ReturnCodes.Crowded {
            throw TooManyWait()
        }
    }

    /// How a bot's door stands now; nothing where its zone cannot be read.
    public func door(of script: Script) async throws -> DoorView? {
        guard let moment = clock.moment(in: script.zone) else { return nil }
        let order = try await ledger.team(of: script.name).order
        return script.door(
            at: moment,
            ordered: order,
            isShut: lifeline.reach(of: script.name).isShut
        )
    }
}

extension Switchboard {
    /// The people of a bot, as they are written down.
    public func team(of bot: BotName) async throws -> Team {
        try await ledger.team(of: bot)
    }
}
