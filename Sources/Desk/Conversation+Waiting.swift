/// Waiting, and being found by a counsellor.
extension Conversation {
    /// The questions are over: a seat in the waiting room, if the door is still open and there is
    /// one.
    mutating func sitDown(_ scene: Scene) -> [Effect] {
        guard let untilClosing = minutesUntilClosing(scene) else {
            return [say(scene.closedText)] + finish(.closed, scene)
        }
        guard scene.waitingRoom.hasRoom(upTo: scene.script.limits.waitingCountMax) else {
            return [say(scene.texts.say(.full))] + finish(.ended(.full), scene)
        }
        stage = .waiting(since: scene.moment.milliseconds)
        let place = scene.waitingRoom.place(of: number)
        return [
            say(scene.texts.say(.waiting, ["place": "\(place)"])),
            .post(notice(scene, since: scene.moment.civil.clock, .waiting)),
            .remind(.closing, at: scene.moment.milliseconds + Int64(untilClosing) * 60_000),
        ]
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
            return [echo(id, text.reveal())]
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
            return [.tellStaff(scene.texts.say(.alreadyTaken, values), mention: counsellor)]
        case .arriving, .intake, .referred, .closed, .ended:
            let text = scene.texts.say(.nobodyWaits, ["number": "\(number)"])
            return [.tellStaff(text, mention: counsellor)]
        }
    }

    /// The door closes.
    ///
    /// Whoever still waits is told the truth.
    mutating func closeWhileWaiting(_ scene: Scene) -> [Effect] {
        guard case .waiting(let since) = stage else { return [] }
        if let untilClosing = minutesUntilClosing(scene) {
            let at = scene.moment.milliseconds + Int64(untilClosing) * 60_000
            return [.remind(.closing, at: at)]
        }
        // Where no opening is known, none is promised.
        let text =
            scene.nextOpening.map { scene.texts.say(.nobodyBeforeClosing, ["opening": $0]) }
            ?? scene.texts.say(.closedUnknown)
        let edit = Effect.edit(notice(scene, since: clock(since, scene), .closed))
        return [say(text), edit] + finish(.ended(.nobodyFree), scene)
    }

    private mutating func beginTalk(with owner: CounsellorID, _ scene: Scene) -> [Effect] {
        let waited = clock(waitingSince, scene)
        stage = .talking(owner: owner)
        let welcome = say(scene.texts.say(.welcome, ["persona": scene.script.persona]))
        let relays = unheard.map(Effect.relay)
        unheard = []
        return [
            welcome, .unremind(.closing),
            .edit(notice(scene, since: waited, .taken(owner))),
            .open(opening(for: owner, scene)),
        ] + relays
    }

    func opening(for owner: CounsellorID, _ scene: Scene) -> Opening {
        let name = visibleName(scene.texts)
        let values = ["number": "\(number)", "name": name, "answers": answerWords]
        return Opening(
            number: number,
            owner: owner,
            visitorName: Confidential(name),
            remark: Confidential(scene.texts.say(.roomOpened, values))
        )
    }

    private var waitingSince: Int64 {
        if case .waiting(let since) = stage { since } else { 0 }
    }

    private func minutesUntilClosing(_ scene: Scene) -> Int? {
        switch scene.script.hours {
        case .known(let hours): hours.minutesUntilClosing(at: scene.moment.civil)
        case .unreadable: nil
        }
    }

    /// The wall clock at an earlier instant of today; a difference of minutes is exact enough for
    /// people.
    func clock(_ milliseconds: Int64, _ scene: Scene) -> String {
        let ago = Int((scene.moment.milliseconds - milliseconds) / 60_000)
        let minute = ((scene.moment.civil.minute - ago) % 1_440 + 1_440) % 1_440
        return CivilTime.clock(minute: minute)
    }
}
