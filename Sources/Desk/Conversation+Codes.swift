/// Return codes: given, said again, and good for nothing any more.
extension Conversation {
    /// A day as she reads it, some time from now.
    func date(_ milliseconds: Int64, _ scene: Scene) -> String {
        let minutes = Int((milliseconds - scene.milliseconds) / 60_000)
        let day = scene.moment.civil.adding(minutes: minutes).date
        return OpeningWords.day(day, in: audience(scene).language)
    }

    /// She is given a code with which she comes back to the same counsellor.
    mutating func giveCode(
        _ fresh: FreshCode,
        by owner: CounsellorID,
        _ scene: Scene
    ) -> [Effect] {
        let expires = scene.milliseconds + Int64(scene.script.limits.codeDays) * 86_400_000
        let contacts = (before?.contactCount ?? 0) + 1
        let pass = Pass(
            bot: bot,
            owner: owner,
            name: name,
            contactCount: contacts,
            letter: nil,
            expires: expires
        )
        (code, codeExpires) = (fresh.code, expires)
        codes.append(fresh.digest)
        let values = ["code": fresh.code.reveal(), "date": date(expires, scene)]
        return [say(.codeGiven, values, scene)] + sayCodeStays(scene) + [
            .keepPass(fresh.digest, pass),
            // The counsellor does not need to know it.
            .advise(scene.staff(.roomCodeGiven)),
            .audit(AuditEntry(what: .gaveCode, by: owner)),
        ] + noteHelp(by: owner, scene)
    }

    /// Her own room is emptied as soon as she leaves it, and the code with it: it stays good, but
    /// nobody can show it to her again.
    mutating func sayCodeStays(_ scene: Scene) -> [Effect] {
        door == .lobby ? [say(.lobbyCodeStays, scene)] : []
    }

    /// She talks with somebody again: her code knows of one talk more, whether she gets another or
    /// not.
    mutating func countContact() -> [Effect] {
        guard let pass = before, let digest = codes.last, isContactCounted != true else {
            return []
        }
        isContactCounted = true
        let counted = Pass(
            bot: pass.bot,
            owner: pass.owner,
            name: pass.name,
            contactCount: pass.contactCount + 1,
            letter: nil,
            expires: pass.expires
        )
        return [.keepPass(digest, counted)]
    }

    /// A code is shown twice: nobody remembers it at once.
    mutating func sayCodeAgain(_ scene: Scene) -> [Effect] {
        guard let code, let codeExpires, talk?.isLetter != true else { return [] }
        let values = ["code": code.reveal(), "date": date(codeExpires, scene)]
        return [say(.codeAgain, values, scene)]
    }

    // MARK: Forgetting

    /// She wants that her code opens nothing any more.
    mutating func forgetCodes(_ scene: Scene) -> [Effect] {
        guard !codes.isEmpty else { return [say(.codeNone, scene)] }
        return dropCodes() + [say(.codeForgotten, scene)]
    }

    /// A counsellor takes back what she was given, for example because somebody has seen it.
    mutating func takeBackCodes(by owner: CounsellorID, _ scene: Scene) -> [Effect] {
        guard !codes.isEmpty else { return [.advise(scene.staff(.roomCodeNone))] }
        return dropCodes() + [
            say(.codeForgotten, scene), .advise(scene.staff(.roomCodeTakenBack)),
            .audit(AuditEntry(what: .tookCodeBack, by: owner)),
        ]
    }

    mutating func dropCodes() -> [Effect] {
        defer { (codes, code, codeExpires) = ([], nil, nil) }
        return codes.map(Effect.dropPass)
    }
}
