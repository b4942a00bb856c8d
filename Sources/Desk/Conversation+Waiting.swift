/// Waiting, and being found by a counsellor.
extension Conversation {
    /// Whoever has to wait again goes ahead of everybody.
    static let frontMinutes = 1_440

    /// The questions are over: a seat in the waiting room, if the door is still open and there is
    /// one.
    mutating func sitDown(_ scene: Scene) -> [Effect] {
        guard scene.door.isOpen, !scene.door.isShut else {
            let text = scene.script.closedText(scene.door, to: audience(scene))
            return [say(text)] + finish(.closed, scene) + offerLetter(scene)
        }
        guard scene.waitingRoom.hasRoom(upTo: scene.script.limits.waitingCountMax) else {
            return [say(.full, scene)] + finish(.ended(.full), scene) + offerLetter(scene)
        }
        return wait(since: scene.milliseconds, scene)
    }

    mutating func wait(since: Int64, _ scene: Scene) -> [Effect] {
        stage = .waiting(since: since)
        noticedAt = scene.milliseconds
        let seat = WaitingRoom.Seat(
            number: number,
            since: since,
            headStartMinutes: headStartMinutes
        )
        let place = scene.waitingRoom.place(of: seat)
        let told: [Effect] = [
            returning == .same
                ? say(.codeWaitsSame, scene) : say(.waiting, ["place": "\(place)"], scene),
            .post(waitingNotice(scene, since: since, calling: called(scene))),
        ]
        return told + tellNobodyOnDuty(scene) + warnOfClosing(scene) + watchClosing(scene)
            + watchWaiting(scene)
    }

    /// Whom a notice calls: whom she talked with before, else those on duty, else everybody.
    private func called(_ scene: Scene) -> [CounsellorID]? {
        let onDuty = scene.team.onDuty(at: scene.milliseconds)
        if let owner = before?.owner, isThere(owner, scene) { return [owner] }
        // Nobody can come but one, and she rests.
        if returning == .same { return [] }
        return onDuty.isEmpty ? nil : onDuty
    }

    /// She has come back to the place that was kept for her.
    mutating func sitDownAgain(_ scene: Scene) -> [Effect] {
        guard case .kept(let since, isCalled: true) = stage else { return [] }
        // Those who were called the day before have long heard of it.
        waitsAnewSince = scene.milliseconds
        return wait(since: since, scene)
    }

    /// Keeps a line that nobody can read yet: she sees it, and the counsellor will get it first.
    mutating func keep(_ id: LineID, _ utterance: Utterance, _ scene: Scene) -> [Effect] {
        switch utterance {
        case .choice, .skip, .code, .letter:
            return [.refuse(.notAsked)]
        case .text(let text):
            guard unheard.count < scene.script.limits.unheardLineCountMax else {
                return [.refuse(.tooMany)]
            }
            unheard.append(id)
            return [echo(id, text.reveal())] + noticeWords(text.reveal(), scene)
        }
    }

    /// While she waits she may still remember her code, or have waited long enough.
    mutating func hearWaiting(
        _ id: LineID,
        _ utterance: Utterance,
        _ scene: Scene
    ) -> [Effect] {
        switch utterance {
        case .code(let digest):
            return hearCode(id, digest, scene)
        case .choice(let asked, let picked):
            if let wish = wish(following: scene.script), wish.question == asked,
                let choice = wish.choices.first(where: { $0.id == picked })
            {
                return [echo(id, choice.label)] + choose(choice.id, scene)
            }
            guard asked == VisitorView.letter else { return keep(id, utterance, scene) }
            guard mayWriteLetter, case .waiting(let since) = stage else {
                return [.refuse(.notAsked)]
            }
            return leaveForLetter(id, since: since, scene)
        case .text, .skip, .letter:
            return keep(id, utterance, scene)
        }
    }

    /// She says something while her place is kept: once the door is open, she is back.
    mutating func hearKept(_ id: LineID, _ utterance: Utterance, _ scene: Scene) -> [Effect] {
        guard case .kept(_, isCalled: true) = stage else { return keep(id, utterance, scene) }
        switch utterance {
        case .choice(VisitorView.here, _):
            let label = scene.script.texts.say(.hereAgain, to: audience(scene))
            return [echo(id, label)] + sitDownAgain(scene)
        case .choice, .skip, .code, .letter:
            return [.refuse(.notAsked)]
        case .text:
            let kept = keep(id, utterance, scene)
            if case .refuse? = kept.first { return kept }
            return kept + sitDownAgain(scene)
        }
    }

    // MARK: The claim

    /// The claim.
    ///
    /// Whoever comes first has her; everybody else is told who that was.
    mutating func claim(by counsellor: CounsellorID, _ scene: Scene) -> [Effect] {
        // Whoever is not of the team is not answered either.
        guard scene.team.members[counsellor] != nil else { return [] }
        switch stage {
        // Whoever goes ahead of all others may be in danger: a letter is no reason to wait.
        case .waiting, .letter(_, isPosted: true),
            .writing where headStartMinutes > 0 && scene.door.isOpen:
            if let refusal = refusal(of: counsellor, scene) {
                return [.tellStaff(refusal, mention: counsellor)]
            }
            return beginTalk(with: counsellor, scene)
        case .talking(let owner):
            guard owner != counsellor else { return [] }
            let values = ["number": "\(number)", "counsellor": owner.shortName]
            return [.tellStaff(scene.staff(.alreadyTaken, values), mention: counsellor)]
        case .arriving, .intake, .kept, .held, .referred, .writing, .letter, .closed, .ended:
            let text = scene.staff(.nobodyWaits, ["number": "\(number)"])
            return [.tellStaff(text, mention: counsellor)]
        }
    }

    /// Why somebody may not take her now; nothing where she may.
    private func refusal(of counsellor: CounsellorID, _ scene: Scene) -> String? {
        let limits = scene.script.limits
        if limits.dutyIsRequired, !scene.team.isOnDuty(counsellor, at: scene.milliseconds) {
            return scene.staff(.claimOffDuty)
        }
        if let kept = isKept(from: counsellor, scene) { return kept }
        let load = scene.team.load(of: counsellor, heavyWeight: limits.heavyWeight)
        guard let most = limits.talksAtOnceMax, load >= most else { return nil }
        return scene.staff(.claimTooMany, ["count": "\(most)"])
    }

    private mutating func beginTalk(with owner: CounsellorID, _ scene: Scene) -> [Effect] {
        let since = stage == .writing ? scene.milliseconds : waitingSince
        let waited = clock(since, scene)
        var isLetter = false
        if case .letter = stage { isLetter = true }
        talk = Talk(since: scene.milliseconds, waitedSince: since, isLetter: isLetter)
        stage = .talking(owner: owner)
        (headStartMinutes, mayWriteLetter, returning) = (0, false, nil)
        waitsAnewSince = nil
        noteAwaited(scene)
        let welcome =
            isLetter ? [] : [say(.welcome, ["persona": scene.script.persona], scene)]
        let relays = unheard.map(Effect.relay)
        unheard = []
        let brought: [Effect] = [
            .edit(notice(scene, since: waited, .taken(owner))),
            .open(opening(for: owner, scene)),
        ]
        // Who takes her shall not wait for an answer from a page that is closed.
        let away: [Effect] =
            isAway && !isLetter ? [.advise(scene.staff(.roomVisitorAway))] : []
        return welcome + watchTalk(scene) + watchOwner(scene) + brought + relays + away
            + (isLetter ? [] : countContact())
    }

    /// Should her counsellor not write to her at all, she waits again.
    func watchOwner(_ scene: Scene) -> [Effect] {
        let minutes = scene.script.limits.unclaimAfterMinutes
        guard minutes > 0, talk?.isLetter == false else { return [] }
        return [watchOwner(scene, from: scene.milliseconds)]
    }

    /// The same from a later moment on.
    func watchOwner(_ scene: Scene, from start: Int64) -> Effect {
        let minutes = scene.script.limits.unclaimAfterMinutes
        guard minutes > 0, talk?.isLetter == false else { return .unremind(.unclaim) }
        return .remind(.unclaim, at: start + Int64(minutes) * 60_000)
    }

    func opening(for owner: CounsellorID, _ scene: Scene) -> Opening {
        let name = visibleName(scene)
        let values = ["number": "\(number)", "name": name, "answers": answerWords]
        let told = [
            scene.staff(.roomOpened, values), markWords(scene),
            talk?.isLetter == true ? scene.staff(.roomLetter) : nil,
        ]
        return Opening(
            number: number,
            owner: owner,
            visitorName: Confidential(name),
            remark: Confidential(told.compactMap(\.self).joined(separator: "\n"))
        )
    }

    var waitingSince: Int64 {
        switch stage {
        case .waiting(let since), .kept(let since, _), .held(let since, _): since
        case .letter(let sentAt, _): sentAt
        case .talking: talk?.waitedSince ?? 0
        case .arriving, .intake, .referred, .writing, .closed, .ended: 0
        }
    }

    /// The wall clock at an earlier instant; a difference of minutes is exact enough for people.
    func clock(_ milliseconds: Int64, _ scene: Scene) -> String {
        // From full minute to full minute, as the wall clock counts.
        var ago = Int(scene.milliseconds / 60_000 - milliseconds / 60_000)
        // In the night in which the clocks were changed, it showed something else before.
        if let change = scene.moment.change, milliseconds < change.milliseconds {
            ago += change.minutes
        }
        let minute = ((scene.moment.civil.minute - ago) % 1_440 + 1_440) % 1_440
        return CivilTime.clock(minute: minute)
    }
}
