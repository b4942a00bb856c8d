/// Coming back with a return code, and to whom.
extension Conversation {
    /// What is open about whom somebody wants who came back.
    enum Returning: String, Sendable, Hashable, Codable {
        /// She waits like everybody, and may still say that she wants the same counsellor.
        case choosing
        /// She waits for the same counsellor and nobody else.
        case same
    }

    /// Whom she waits for, where it is one person only.
    var awaited: CounsellorID? {
        guard case .waiting = stage, returning == .same else { return nil }
        return before?.owner
    }

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
        // The last one is the one that she came with.
        codes.removeAll { $0 == digest }
        codes.append(digest)
        if let letter = pass.letter {
            if letter != number, !letters.contains(letter) { letters.append(letter) }
            return [shown, say(.letterAnswers, scene), .bringAnswers(from: letter)]
        }
        (before, name) = (pass, pass.name ?? name)
        let contacts = "\(pass.contactCount + 1)"
        addMark(scene.staff(.markReturning, ["count": contacts]))
        let isLast = pass.contactCount + 1 >= scene.script.limits.contactCountMax
        // A question must be the last thing that is said.
        return [shown] + (isLast ? [say(.codeLast, scene)] : []) + comeBack(pass, scene)
    }

    private mutating func comeBack(_ pass: Pass, _ scene: Scene) -> [Effect] {
        let isHere = isThere(pass.owner, scene)
        switch stage {
        case .arriving, .intake, .referred:
            return isHere ? [say(.codeSame, scene)] + sitDown(scene) : askWhom(scene)
        case .waiting, .held:
            if !isHere { returning = canWaitForSame(scene) ? .choosing : nil }
            let said = say(isHere ? .codeSame : notHere(scene), scene)
            return [said, seatEdit(scene)] + callBefore(pass.owner, scene)
        case .closed, .ended:
            return [say(.codeClosed, ["date": date(pass.expires, scene)], scene)]
        case .kept, .talking, .writing, .letter:
            return [say(isHere ? .codeSame : notHere(scene), scene)]
        }
    }

    /// Whoever is on hold stays on hold, and the office sees that she has come back.
    private func seatEdit(_ scene: Scene) -> Effect {
        let isHeld = stage.name == .held
        let since = clock(waitingSince, scene)
        return .edit(notice(scene, since: since, isHeld ? .held : .waiting))
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

    // MARK: With whom?

    /// Whether the counsellor whom she talked with can come at all.
    private func canWaitForSame(_ scene: Scene) -> Bool {
        before?.owner.map { scene.team.members[$0] != nil } ?? false
    }

    private func notHere(_ scene: Scene) -> TextKey {
        canWaitForSame(scene) ? .codeOther : .codeGone
    }

    /// The same counsellor is not there: she may wait for her, write, or talk with somebody else.
    private mutating func askWhom(_ scene: Scene) -> [Effect] {
        let said = say(notHere(scene), scene)
        let choices = wishes(following: scene.script, orSame: canWaitForSame(scene))
        // Where the door is closed there is nobody to choose.
        guard choices.count > 1, scene.door.isOpen, !scene.door.isShut else {
            return [said] + sitDown(scene)
        }
        let question = Question(
            id: VisitorView.again,
            kind: .choice,
            text: Saying(scene.script.texts.say(notHere(scene), to: audience(scene))),
            choices: choices.map { Choice(id: $0.id, label: Saying($0.label)) },
            next: .wait
        )
        stage = .intake(asking: question)
        return [said]
    }

    /// What somebody who waits may still want otherwise; nothing where nothing is open.
    func wish(following script: Script) -> Prompt? {
        guard let returning else { return nil }
        let choices = wishes(following: script, orSame: returning == .choosing)
        let question = returning == .choosing ? VisitorView.again : VisitorView.instead
        return Prompt(question: question, kind: .choice, choices: choices, maySkip: false)
    }

    private func wishes(following script: Script, orSame: Bool) -> [Prompt.Option] {
        let say = { (key: TextKey) in script.texts.say(key, to: self.audience(script)) }
        let same = Prompt.Option(id: VisitorView.same, label: say(.codeWaitSame))
        let other = Prompt.Option(id: VisitorView.other, label: say(.codeWaitOther))
        let letter = Prompt.Option(id: VisitorView.letter, label: say(.letterWrite))
        return (orSame ? [same] : []) + [other] + (script.limits.letterDays > 0 ? [letter] : [])
    }

    /// What she chose; the caller has shown her own words.
    mutating func choose(_ wish: String, _ scene: Scene) -> [Effect] {
        let isHeld = stage.name == .held
        let isWaiting = isHeld || stage.name == .waiting
        let since = waitingSince
        let had = returning
        returning = wish == VisitorView.same && canWaitForSame(scene) ? .same : nil
        noteAwaited(scene)
        if wish == VisitorView.letter, scene.script.limits.letterDays > 0 {
            let left = notice(scene, since: clock(since, scene), .left)
            return (isWaiting ? [.edit(left)] : []) + beginLetter(scene)
        }
        guard isWaiting else { return sitDown(scene) }
        let edit = seatEdit(scene)
        if returning == .same { return [say(.codeWaitsSame, scene), edit] }
        let room = scene.waitingRoom
        let place = isHeld ? Self.heldPlace(room) : room.place(of: number)
        return [say(.waiting, ["place": "\(place)"], scene), edit]
            + (had == .same && !isHeld ? callAnybody(scene) : [])
    }

    /// Counsellors see for whom she waits.
    mutating func noteAwaited(_ scene: Scene) {
        guard let owner = before?.owner else { return }
        let mark = scene.staff(.markAwaits, ["counsellor": owner.shortName])
        if returning == .same { addMark(mark) } else { marks.removeAll { $0 == mark } }
    }

    /// Only now is she anybody's.
    private func callAnybody(_ scene: Scene) -> [Effect] {
        let text = scene.staff(.noticeRing, ["number": "\(number)"])
        let onDuty = scene.team.onDuty(at: scene.milliseconds)
        return [onDuty.isEmpty ? .alert(text, .counsellors) : .call(text, onDuty)]
    }

    /// Whom she waits for has come on duty, or does not belong to the team any more.
    mutating func hearOfSame(_ scene: Scene) -> [Effect] {
        guard let owner = awaited else { return [] }
        guard !canWaitForSame(scene) else {
            return isThere(owner, scene)
                ? [say(.codeSameHere, scene)] + callBefore(owner, scene) : []
        }
        returning = nil
        noteAwaited(scene)
        let edit = notice(scene, since: clock(waitingSince, scene), .waiting)
        return [say(.codeGone, scene), .edit(edit)] + callAnybody(scene)
    }

    /// Why somebody else may not take her; nothing where she may.
    ///
    /// Whoever said that she is in danger waits for nobody, and admins decide for themselves.
    func isKept(from counsellor: CounsellorID, _ scene: Scene) -> String? {
        guard let awaited, awaited != counsellor, headStartMinutes == 0, canWaitForSame(scene),
            scene.team.members[counsellor] != .admin
        else { return nil }
        let values = ["number": "\(number)", "counsellor": awaited.shortName]
        return scene.staff(.awaitsOther, values)
    }
}
