public import Desk
internal import Store

/// Return codes, and the door as it stands.
extension Switchboard {
    /// A code that nobody has had, in the form that a bot gives.
    ///
    /// - Throws: `NotRecorded` where there is no such bot (any more).
    public func freshCode(at bot: BotName) async throws -> FreshCode {
        guard let script = scripts[bot] else { throw NotRecorded() }
        return try await codes.fresh(script.limits.codeForm, in: script.language)
    }

    /// The digest of a code as somebody typed it; nothing where it cannot be one.
    public func digest(ofTypedCode typed: String) async throws -> CodeDigest? {
        try await codes.digest(ofTyped: typed)
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
