/// A letter: written while nobody is there, answered later.
extension Conversation {
    /// So many minutes before a letter would be forgotten, somebody is reminded of it.
    private static let reminderMinutes: Int64 = 1_440

    /// Whoever came for nothing may leave a letter, where the bot takes some.
    mutating func offerLetter(_ scene: Scene) -> [Effect] {
        guard scene.script.limits.letterDays > 0 else { return [] }
        mayWriteLetter = true
        return [say(.letterOffer, scene)]
    }

    /// After the end there is one thing left to say: that she wants to leave a letter.
    mutating func hearAfterEnd(
        _ id: LineID,
        _ utterance: Utterance,
        _ scene: Scene
    ) -> [Effect] {
        // An answer to a letter can be read at any hour.
        if case .code(let digest) = utterance, mayWriteLetter || stage == .closed {
            return hearCode(id, digest, scene)
        }
        guard mayWriteLetter, case .choice(VisitorView.letter, _) = utterance else {
            return [.refuse(.over)]
        }
        return beginLetter(id, scene)
    }

    /// Instead of waiting on she writes: what she has left while she waited is its beginning.
    mutating func leaveForLetter(_ id: LineID, since: Int64, _ scene: Scene) -> [Effect] {
        headStartMinutes = 0
        let edit = Effect.edit(notice(scene, since: clock(since, scene), .writing))
        return beginLetter(id, scene) + [edit]
    }

    private mutating func beginLetter(_ id: LineID, _ scene: Scene) -> [Effect] {
        let label = scene.script.texts.say(.letterWrite, to: audience(scene))
        mayWriteLetter = false
        stage = .writing
        lastHeard = scene.milliseconds
        let how = door == .lobby ? [say(.letterBegin, scene), say(.lobbyLetterSend, scene)] : []
        return [echo(id, label)] + (how.isEmpty ? [say(.letterBegin, scene)] : how)
            + [.unremindAll, forgetLater(scene)]
    }

    /// She writes, as many lines as she likes, and then sends it.
    mutating func hearWriting(
        _ id: LineID,
        _ utterance: Utterance,
        _ scene: Scene
    ) -> [Effect] {
        switch utterance {
        case .text(let text):
            // There is no button in a room, and a word like one is no line of her letter.
            guard !isSending(text.reveal(), scene) else { return [say(.lobbyLetterSend, scene)] }
            return keep(id, utterance, scene)
        case .letter(let fresh):
            guard !unheard.isEmpty else { return [.refuse(.notAsked)] }
            return sendLetter(id, fresh, scene)
        case .choice, .skip, .code: return [.refuse(.notAsked)]
        }
    }

    private func isSending(_ typed: String, _ scene: Scene) -> Bool {
        let label = scene.script.texts.say(.letterSend, to: audience(scene))
        return door == .lobby && [["1"], Folded.words(label)].contains(Folded.words(typed))
    }

    private mutating func sendLetter(
        _ id: LineID,
        _ fresh: FreshCode,
        _ scene: Scene
    ) -> [Effect] {
        stage = .letter(sentAt: scene.milliseconds, isPosted: false)
        lastHeard = scene.milliseconds
        code = fresh.code
        codeDigests.append(fresh.digest)
        let expires = scene.milliseconds + letterMilliseconds(scene)
        let pass = Pass(
            bot: bot,
            owner: nil,
            name: name,
            contactCount: before?.contactCount ?? 0,
            letter: number,
            expires: expires
        )
        let label = scene.script.texts.say(.letterSend, to: audience(scene))
        let values = ["code": fresh.code.reveal(), "date": date(expires, scene)]
        return [
            echo(id, label), say(.letterSent, values, scene), .keepPass(fresh.digest, pass),
            .remind(.forget, at: expires),
            .remind(.letter, at: expires - Self.reminderMinutes * 60_000),
        ] + sayCodeStays(scene) + announceLetter(scene)
    }

    /// The staff room hears of it when somebody is there.
    mutating func announceLetter(_ scene: Scene) -> [Effect] {
        guard !scene.door.isOpen, let minutes = scene.door.minutesUntilOpening else {
            return postLetter(scene)
        }
        return [.remind(.opening, at: instant(inMinutes: minutes, scene))]
    }

    /// The door is open: her letter can be read.
    mutating func postLetter(_ scene: Scene) -> [Effect] {
        guard case .letter(let sentAt, isPosted: false) = stage else { return [] }
        stage = .letter(sentAt: sentAt, isPosted: true)
        return [.post(letterNotice(scene, since: sentAt))]
    }

    /// Tomorrow it would be forgotten without an answer.
    func warnOfLetter(_ scene: Scene) -> [Effect] {
        guard isUnansweredLetter else { return [] }
        let text = scene.staff(.alertLetter, ["number": "\(number)"])
        return [owner.map { .call(text, [$0]) } ?? .alert(text, .counsellors)]
    }

    /// Whether she has left a letter and nobody has written an answer, be it that somebody took it.
    var isUnansweredLetter: Bool {
        switch stage {
        case .letter: true
        case .talking: talk?.isLetter == true && talk?.speaker == nil
        case .arriving, .intake, .waiting, .kept, .held, .referred, .writing, .closed, .ended:
            false
        }
    }

    func letterMilliseconds(_ scene: Scene) -> Int64 {
        Int64(scene.script.limits.letterDays) * 86_400_000
    }

    // MARK: Codes

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
        codeDigests.append(fresh.digest)
        let values = ["code": fresh.code.reveal(), "date": date(expires, scene)]
        return [say(.codeGiven, values, scene)] + sayCodeStays(scene) + [
            .keepPass(fresh.digest, pass),
            // The counsellor does not need to know it.
            .advise(scene.staff(.roomCodeGiven)),
            .audit(AuditEntry(what: .gaveCode, by: owner)),
        ]
    }

    /// Her own room is emptied as soon as she leaves it, and the code with it: it stays good, but
    /// nobody can show it to her again.
    private mutating func sayCodeStays(_ scene: Scene) -> [Effect] {
        door == .lobby ? [say(.lobbyCodeStays, scene)] : []
    }

    /// A code is shown twice: nobody remembers it at once.
    mutating func sayCodeAgain(_ scene: Scene) -> [Effect] {
        guard let code, let codeExpires, talk?.isLetter != true else { return [] }
        let values = ["code": code.reveal(), "date": date(codeExpires, scene)]
        return [say(.codeAgain, values, scene)]
    }

    // MARK: Coming back

    /// A wrong code may be a slip of the thumb; many are not.
    private static let wrongCodeCountMax = 5

    /// She has typed a return code instead of an answer.
    mutating func hearCode(_ id: LineID, _ digest: CodeDigest, _ scene: Scene) -> [Effect] {
        guard wrongCodeCount < Self.wrongCodeCountMax else { return [.refuse(.tooMany)] }
        let shown = echo(id, "•••• •••• •••• ••••")
        guard let pass = scene.around.pass, pass.bot == bot, pass.expires > scene.milliseconds
        else {
            wrongCodeCount += 1
            return [shown, say(.codeUnknown, scene)]
        }
        if let letter = pass.letter {
            return [shown, say(.letterAnswers, scene), .bringAnswers(from: letter)]
        }
        (before, name) = (pass, pass.name ?? name)
        let contacts = "\(pass.contactCount + 1)"
        addMark(scene.staff(.markReturning, ["count": contacts]))
        let isLast = pass.contactCount + 1 >= scene.script.limits.contactCountMax
        let back = comeBack(to: pass.owner, scene)
        return [shown] + back + (isLast ? [say(.codeLast, scene)] : [])
    }

    private mutating func comeBack(to owner: CounsellorID?, _ scene: Scene) -> [Effect] {
        let said = say(isThere(owner, scene) ? .codeSame : .codeOther, scene)
        switch stage {
        case .arriving, .intake, .referred:
            return [said] + sitDown(scene)
        case .waiting(let since):
            return [said, waitingEdit(since: since, scene)] + callBefore(owner, scene)
        case .kept, .held, .talking, .writing, .letter, .closed, .ended:
            return [said]
        }
    }

    func isThere(_ owner: CounsellorID?, _ scene: Scene) -> Bool {
        guard let owner, scene.team.members[owner] != nil, scene.door.isOpen else { return false }
        // Where nobody says when she is on duty, everybody may be there.
        let knowsDuty = !scene.team.onDuty(at: scene.milliseconds).isEmpty
        return scene.team.isOnDuty(owner, at: scene.milliseconds)
            || !scene.script.limits.dutyIsRequired && !knowsDuty
    }

    /// Whom she talked with before hears that she is back.
    private func callBefore(_ owner: CounsellorID?, _ scene: Scene) -> [Effect] {
        guard let owner, isThere(owner, scene) else { return [] }
        return [.call(scene.staff(.alertReturned, ["number": "\(number)"]), [owner])]
    }
}
