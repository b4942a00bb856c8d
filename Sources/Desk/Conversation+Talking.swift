/// The talk itself, and its end.
extension Conversation {
    /// The visitor's line goes to the counsellor.
    mutating func relay(_ id: LineID, _ utterance: Utterance, _ scene: Scene) -> [Effect] {
        switch utterance {
        case .text(let text):
            let carried = [echo(id, text.reveal()), .relay(id)]
            talk?.isPatient = false
            return carried + noticeWords(text.reveal(), scene) + wait(for: .counsellor, scene)
        case .choice, .skip, .code, .letter: return [.refuse(.notAsked)]
        }
    }

    /// A counsellor's line goes to the visitor, under the persona.
    mutating func hearCounsellor(
        _ id: LineID,
        _ text: Confidential<String>,
        by counsellor: CounsellorID,
        _ scene: Scene
    ) -> [Effect] {
        if let refusal = refusal(of: text, by: counsellor, scene) { return [refusal] }
        return speakUp(Line(id: id, author: .counsellor, text: text), by: counsellor, scene)
    }

    /// Why what somebody typed is not for the visitor; nothing where it is.
    func refusal(
        of text: Confidential<String>,
        by counsellor: CounsellorID,
        _ scene: Scene
    ) -> Effect? {
        guard scene.team.members[counsellor] != nil else {
            return .advise(scene.staff(.roomStranger))
        }
        guard case .talking(let owner) = stage else {
            // Nothing may vanish in silence: she is told that nobody gets this.
            return .advise(scene.staff(.roomOver))
        }
        // Whoever was asked to read along does not slip into the talk.
        guard !isReader(counsellor) else {
            return .advise(scene.staff(.roomReadsAlong, ["counsellor": owner.shortName]))
        }
        guard !namesColleague(text, scene) else {
            return .advise(scene.staff(.roomNamesAccount))
        }
        return nil
    }

    private func namesColleague(_ text: Confidential<String>, _ scene: Scene) -> Bool {
        AccountNames.stand(in: text.reveal(), of: scene.team)
            || AccountNames.follow(text.reveal(), of: scene.team, scene.script.commands)
    }

    /// The line of somebody who may be heard; who was asked to go on does so with it.
    mutating func speakUp(
        _ line: Line,
        by counsellor: CounsellorID,
        _ scene: Scene
    ) -> [Effect] {
        noteLife(scene)
        let accepted = counsellor == talk?.successor ? takeOver(counsellor, scene) : []
        return accepted + speak(line, as: counsellor, scene)
    }

    /// The line of whoever may speak; should it be another person than before, she is told first.
    mutating func speak(
        _ line: Line,
        as counsellor: CounsellorID,
        _ scene: Scene
    ) -> [Effect] {
        // A last word of who had her before does not stand for the first one of who has her now.
        let isOwner = counsellor == owner
        let isFirst = isOwner && (talk?.speaker == nil || talk?.isAwaited == true)
        if isOwner { talk?.isAwaited = nil }
        let isOther = talk?.speaker.map { $0 != counsellor } ?? false
        if isFirst || isOther { talk?.speaker = counsellor }
        let told = isOther ? [say(.otherPerson, ["persona": scene.script.persona], scene)] : []
        let isAwaited = isFirst && scene.script.limits.unclaimAfterMinutes > 0
        return told + [.show(line)] + (isAwaited ? [.unremind(.unclaim)] : [])
            + wait(for: .visitor, scene)
    }

    /// A counsellor changed a line of hers, or took it back.
    func change(
        _ id: LineID,
        _ text: Confidential<String>?,
        by counsellor: CounsellorID,
        _ scene: Scene
    ) -> [Effect] {
        guard scene.team.members[counsellor] != nil else { return [] }
        let otherwise = text == nil ? nil : scene.staff(.onlyText)
        switch stage {
        case .talking(let owner) where isReader(counsellor):
            return [.advise(scene.staff(.roomReadsAlong, ["counsellor": owner.shortName]))]
        case .talking, .ended(.counsellor):
            if let text, namesColleague(text, scene) {
                return [.advise(scene.staff(.roomNamesAccount))]
            }
            return [.amend(id, text, otherwise: otherwise)]
        case .arriving, .intake, .waiting, .kept, .held, .referred, .writing, .letter, .closed,
            .ended:
            return [.advise(scene.staff(.roomOver))]
        }
    }

    /// She has read it: the counsellor sees so.
    func tick(_ id: LineID) -> [Effect] {
        switch stage {
        case .talking, .ended(.counsellor): [.tick(id)]
        case .arriving, .intake, .waiting, .kept, .held, .referred, .writing, .letter, .closed,
            .ended:
            []
        }
    }

    /// Somebody who is in this talk has read what she wrote: that is what "read by a person" says.
    mutating func noteRead(
        _ id: LineID,
        _ place: Int64,
        by counsellor: CounsellorID,
        _ scene: Scene
    ) -> [Effect] {
        guard case .talking(let owner) = stage, scene.team.members[counsellor] != nil,
            counsellor == owner || readers.contains(counsellor), place > readTo ?? 0
        else { return [] }
        readTo = place
        return door == .lobby ? [.markRead(id)] : []
    }

    /// She is not before her page any more, or again; what is known already is not told twice.
    mutating func tellMoved(_ isThere: Bool, _ scene: Scene) -> [Effect] {
        guard isAway == isThere else { return [] }
        isAway = !isThere
        guard case .talking = stage, talk?.isLetter != true else { return [] }
        return [.advise(scene.staff(isThere ? .roomVisitorBack : .roomVisitorAway))]
    }

    // MARK: The end

    mutating func endByCounsellor(
        _ farewell: Confidential<String>?,
        _ id: LineID,
        by counsellor: CounsellorID,
        _ scene: Scene
    ) -> [Effect] {
        guard case .talking(let owner) = stage else { return [.advise(scene.staff(.roomOver))] }
        // Nobody ends it but whoever has her: who was asked to go on says that she does first.
        guard counsellor == owner else {
            return [.advise(scene.staff(.roomReadsAlong, ["counsellor": owner.shortName]))]
        }
        var last: [Effect] = []
        if let farewell {
            last = hearCounsellor(id, farewell, by: counsellor, scene)
            guard last.contains(where: { $0.destination == .visitor }) else { return last }
        }
        let isLetter = talk?.isLetter == true
        let goodbye =
            isLetter ? [] : [say(.goodbye, ["persona": scene.script.persona], scene)]
        // The answer to a letter stays until its code is good no more.
        let expires = letterEnd(scene)
        let closing = Effect.close(scene.staff(.roomClosed))
        let edit = Effect.edit(notice(scene, since: scene.moment.civil.clock, .ended))
        return last + goodbye + sayCodeAgain(scene) + [closing, edit]
            + finish(.ended(.counsellor), scene)
            + (isLetter ? [.remind(.forget, at: expires)] : [])
    }

    mutating func endByVisitor(forgetting: Bool, _ scene: Scene) -> [Effect] {
        // In a hurry nothing more is shown: the tab is gone.
        let left: [Effect] = door == .lobby ? [.forgetVisitor, .clearDirect] : [.forgetVisitor]
        let forgotten = forgetting ? left : []
        switch stage {
        case .arriving, .intake, .referred, .writing:
            return farewell(forgetting, scene) + finish(.ended(.visitor), scene) + forgotten
        case .waiting(let since), .kept(let since, _), .held(let since, _):
            let edit = Effect.edit(notice(scene, since: clock(since, scene), .left))
            return [edit] + farewell(forgetting, scene) + finish(.ended(.visitor), scene)
                + forgotten
        case .letter:
            // She has gone; her letter has not.
            return forgotten + answerInRoom(.lobbyHelp, forgetting, scene)
        case .talking where talk?.isLetter == true:
            return forgotten
        case .talking:
            let closing = Effect.close(scene.staff(.roomVisitorLeft))
            let edit = Effect.edit(notice(scene, since: scene.moment.civil.clock, .ended))
            return [closing, edit] + (forgetting ? [] : sayCodeAgain(scene))
                + farewell(forgetting, scene) + finish(.ended(.visitor), scene) + forgotten
        case .closed, .ended:
            return forgotten + answerInRoom(.lobbyOver, forgetting, scene)
        }
    }

    /// A page shows how it stands; in a room no command stays without an answer.
    private mutating func answerInRoom(
        _ key: TextKey,
        _ forgetting: Bool,
        _ scene: Scene
    ) -> [Effect] {
        door == .lobby && !forgetting ? [say(key, scene)] : []
    }

    /// Nobody has said anything for so long that nobody is there.
    ///
    /// Nothing is written to her: she left.
    mutating func endAbandoned(_ scene: Scene) -> [Effect] {
        var told: [Effect] = []
        switch stage {
        case .arriving where door == .lobby:
            // The invitation is taken back: nobody is there any more for whoever comes now.
            told = [.clearDirect]
        case .arriving, .intake, .referred, .writing, .closed, .ended: break
        case .waiting(let since), .kept(let since, _), .held(let since, _):
            told = [.edit(notice(scene, since: clock(since, scene), .left))]
        case .letter(_, isPosted: false): break
        case .letter(let sentAt, isPosted: true):
            told = [.edit(notice(scene, since: clock(sentAt, scene), .closed))]
        case .talking:
            let edit = notice(scene, since: scene.moment.civil.clock, .ended)
            told = [.close(scene.staff(.roomClosed)), .edit(edit)]
        }
        return told + finish(.ended(.abandoned), scene)
    }

    /// The room is given up for a fresh one; what waits to be sent goes there.
    func leaveRoom(because reason: TextKey, _ scene: Scene) -> [Effect] {
        guard let owner else { return [.clearRoom] }
        let alarm = scene.staff(reason, ["number": "\(number)"])
        return [
            .clearRoom, .open(opening(for: owner, scene)), .tellStaff(alarm, mention: owner),
        ] + readers.map(Effect.admit)
    }

    /// Something could not be brought across, or not be kept.
    ///
    /// Both sides are told; silence would be worse.
    mutating func tellFailure(_ what: FailedEffect, _ scene: Scene) -> [Effect] {
        // She is let go with a word of what may be wrong; the team does not know of her yet.
        if what == .invitation { return leaveLobby() }
        let key: TextKey = what == .reading ? .roomLineDamaged : .roomLineFailed
        let alarm = scene.staff(key, ["number": "\(number)"])
        let staff = Effect.tellStaff(alarm, mention: owner)
        // Who has left is not written to again.
        if stage == .ended(.visitor) { return [staff] }
        switch what {
        case .invitation, .other: return [staff]
        case .line: return [say(.lineFailed, scene), staff]
        case .reading: return [say(.lineDamaged, scene), staff]
        }
    }

    private mutating func farewell(_ forgetting: Bool, _ scene: Scene) -> [Effect] {
        forgetting ? [] : [say(.visitorGoodbye, scene)]
    }
}
