/// Waiting, and being found by a counsellor.
extension Conversation {
    /// The questions are over: a seat in the waiting room, if the door is still open and there is
    /// one.
    mutating func sitDown(_ scene: Scene) -> [Effect] {
        guard scene.script.hours.isOpen(at: scene.moment.civil) else {
            let text = scene.script.closedText(at: scene.moment.civil, to: audience(scene))
            return [say(text)] + finish(.closed, scene)
        }
        guard scene.waitingRoom.hasRoom(upTo: scene.script.limits.waitingCountMax) else {
            return [say(.full, scene)] + finish(.ended(.full), scene)
        }
        return wait(since: scene.now, scene)
    }

    private mutating func wait(since: Int64, _ scene: Scene) -> [Effect] {
        stage = .waiting(since: since)
        let place = scene.waitingRoom.place(of: number, since: since)
        let told: [Effect] = [
            say(.waiting, ["place": "\(place)"], scene),
            .post(notice(scene, since: clock(since, scene), .waiting)),
        ]
        return told + warnOfClosing(scene) + watchClosing(scene) + watchWaiting(scene)
    }

    /// She has come back to the place that was kept for her.
    mutating func sitDownAgain(_ scene: Scene) -> [Effect] {
        guard case .kept(let since, isCalled: true) = stage else { return [] }
        return wait(since: since, scene)
    }

    /// Keeps a line that nobody can read yet: she sees it, and the counsellor will get it first.
    mutating func keep(_ id: LineID, _ utterance: Utterance, _ scene: Scene) -> [Effect] {
        switch utterance {
        case .choice, .skip:
            return [.refuse(.notAsked)]
        case .text(let text):
            guard unheard.count < scene.script.limits.unheardLineCountMax else {
                return [.refuse(.tooMany)]
            }
            unheard.append(id)
            return [echo(id, text.reveal())] + noticeWords(text.reveal(), scene)
        }
    }

    /// She says something while her place is kept: once the door is open, she is back.
    mutating func hearKept(_ id: LineID, _ utterance: Utterance, _ scene: Scene) -> [Effect] {
        guard case .kept(_, isCalled: true) = stage else { return keep(id, utterance, scene) }
        switch utterance {
        case .choice(VisitorView.here, _):
            let label = scene.script.texts.say(.hereAgain, to: audience(scene))
            return [echo(id, label)] + sitDownAgain(scene)
        case .choice, .skip:
            return [.refuse(.notAsked)]
        case .text:
            let kept = keep(id, utterance, scene)
            if case .refuse? = kept.first { return kept }
            return kept + sitDownAgain(scene)
        }
    }

    /// The claim.
    ///
    /// Whoever comes first has her; everybody else is told who that was.
    mutating func claim(by counsellor: CounsellorID, _ scene: Scene) -> [Effect] {
        switch stage {
        case .waiting:
            return beginTalk(with: counsellor, scene)
        case .talking(let owner):
            guard owner != counsellor else { return [] }
            let values = ["number": "\(number)", "counsellor": owner.shortName]
            return [.tellStaff(scene.staff(.alreadyTaken, values), mention: counsellor)]
        case .arriving, .intake, .kept, .referred, .closed, .ended:
            let text = scene.staff(.nobodyWaits, ["number": "\(number)"])
            return [.tellStaff(text, mention: counsellor)]
        }
    }

    private mutating func beginTalk(with owner: CounsellorID, _ scene: Scene) -> [Effect] {
        let waited = clock(waitingSince, scene)
        stage = .talking(owner: owner)
        talkSince = scene.now
        let welcome = say(.welcome, ["persona": scene.script.persona], scene)
        let relays = unheard.map(Effect.relay)
        unheard = []
        let brought: [Effect] = [
            .edit(notice(scene, since: waited, .taken(owner))),
            .open(opening(for: owner, scene)),
        ]
        return [welcome] + watchTalk(scene) + brought + relays
    }

    func opening(for owner: CounsellorID, _ scene: Scene) -> Opening {
        let name = visibleName(scene)
        let values = ["number": "\(number)", "name": name, "answers": answerWords]
        let told = [scene.staff(.roomOpened, values), markWords(scene)].compactMap(\.self)
        return Opening(
            number: number,
            owner: owner,
            visitorName: Confidential(name),
            remark: Confidential(told.joined(separator: "\n"))
        )
    }

    var waitingSince: Int64 {
        if case .waiting(let since) = stage { since } else { 0 }
    }

    /// The wall clock at an earlier instant; a difference of minutes is exact enough for people.
    func clock(_ milliseconds: Int64, _ scene: Scene) -> String {
        let ago = Int((scene.now - milliseconds) / 60_000)
        let minute = ((scene.moment.civil.minute - ago) % 1_440 + 1_440) % 1_440
        return CivilTime.clock(minute: minute)
    }
}
