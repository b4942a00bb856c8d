internal import Desk
internal import HTTPTypes
internal import Relay

/// Return codes: each costs a slow digest, and all of those are made one after the other.
extension ChatInbox {
    /// A return code; its digest is slow, so it is made before anything is written down.
    func utterance(
        ofTypedCode code: String,
        by visitor: Visitor,
        from network: Network?
    ) async throws -> Utterance {
        let digest = try await digest(for: visitor, from: network) { tries in
            try await switchboard.digest(ofTypedCode: code, after: tries)
        }
        guard let digest else { throw Declined(status: .badRequest, word: "bad_code") }
        return .code(digest)
    }

    /// What needs chance or a digest gets it here, before anything is written down.
    func prepared(
        _ utterance: Utterance,
        by visitor: Visitor,
        from network: Network?
    ) async throws -> Utterance {
        switch utterance {
        case .choice(VisitorView.letter, VisitorView.send):
            let code = try await digest(for: visitor, from: network) { tries in
                try await switchboard.freshCode(at: visitor.bot, after: tries)
            }
            return .letter(code)
        case .text(let text) where VisitorEntry.isCode(text.reveal()):
            // Taken for an answer it would stand in the staff room as her name.
            let standing = try await switchboard.standing(of: visitor.key, at: visitor.bot)
            guard standing?.view.takesCode == true else { return utterance }
            return try await self.utterance(
                ofTypedCode: text.reveal(),
                by: visitor,
                from: network
            )
        case .text, .choice, .skip, .code, .letter:
            return utterance
        }
    }

    /// Only whoever was let in has a digest made, each tab a few, and first whoever tried least:
    /// else a flood of guesses would keep a child from coming back, or from sending her letter.
    private func digest<Made>(
        for visitor: Visitor,
        from network: Network?,
        _ make: (_ tries: Int) async throws -> Made
    ) async throws -> Made {
        guard try await hasTalk(visitor) else {
            throw Declined(status: .unauthorized, word: "unknown")
        }
        return try await entrance.digest(for: visitor.key, from: network, make)
    }
}
