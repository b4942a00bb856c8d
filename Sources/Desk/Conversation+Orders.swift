/// What a counsellor orders in a counselling room.
extension Conversation {
    mutating func obey(
        _ command: Command,
        _ id: LineID,
        by counsellor: CounsellorID,
        _ scene: Scene
    ) -> [Effect] {
        guard scene.team.members[counsellor] != nil else {
            return [.advise(scene.staff(.roomStranger))]
        }
        if let owner, isReader(counsellor), !command.isForReaders {
            return [.advise(scene.staff(.roomReadsAlong, ["counsellor": owner.shortName]))]
        }
        switch command {
        case .help: return [.advise(scene.staff(.roomHelp))]
        case .unknown(let word, let meant): return adviseUnknown(word, meant, scene)
        case .elsewhere(let word):
            return [.advise(scene.staff(.commandOfStaffRoom, ["command": word]))]
        case .misspelt(let meant): return adviseMisspelt(meant, scene)
        case .unread(let how): return [.advise(scene.staff(.commandHow, ["command": how]))]
        case .close(let farewell): return endByCounsellor(farewell, id, by: counsellor, scene)
        case .readyAnswer(let name): return giveReadyAnswer(id, name, by: counsellor, scene)
        case .refer(let what): return refer(to: what, by: counsellor, scene)
        case .alarm where mayHaveTalked: return raiseAlarmAfterwards(by: counsellor, scene)
        case .giveBack, .handOver, .accept, .invite, .pause, .keepWaiting, .heavy, .hold, .alarm,
            .giveCode, .takeBackCode:
            // All of these are about a talk that is under way.
            guard case .talking(let owner) = stage else {
                return [.advise(scene.staff(.roomOver))]
            }
            return obey(command, by: counsellor, beside: owner, scene)
        case .release: return release(by: counsellor, scene)
        case .list, .reload, .retry, .onDuty, .offDuty, .closeDoor, .openDoor, .hours, .held:
            return []  // The staff room's own; see `Reception`.
        }
    }

    private mutating func obey(
        _ command: Command,
        by counsellor: CounsellorID,
        beside owner: CounsellorID,
        _ scene: Scene
    ) -> [Effect] {
        switch command {
        case .alarm: return raiseAlarm(by: counsellor, scene)
        case .accept: return accept(counsellor, scene)
        case .giveBack, .handOver, .invite, .pause, .keepWaiting, .heavy, .hold, .giveCode,
            .takeBackCode:
            guard counsellor == owner else {
                return [.advise(scene.staff(.roomReadsAlong, ["counsellor": owner.shortName]))]
            }
            return obeyOwner(command, owner, scene)
        case .help, .unknown, .elsewhere, .misspelt, .unread, .list, .reload, .retry, .onDuty,
            .offDuty, .closeDoor, .openDoor, .hours, .held, .release, .close, .readyAnswer, .refer:
            return []  // Answered before.
        }
    }

    private mutating func obeyOwner(
        _ command: Command,
        _ owner: CounsellorID,
        _ scene: Scene
    ) -> [Effect] {
        // A letter is answered or given back; whoever wrote it sits before no page.
        if talk?.isLetter == true, !command.isForLetters {
            return [.advise(scene.staff(.roomLetterOnly))]
        }
        switch command {
        case .giveBack: return giveBack(from: owner, .roomGivenBack, scene)
        case .handOver(let name): return offer(to: name, by: owner, scene)
        case .invite(let name): return invite(name, scene)
        case .pause(let minutes): return pause(minutes, scene)
        case .giveCode(let fresh): return giveCode(fresh, by: owner, scene)
        case .takeBackCode: return takeBackCodes(by: owner, scene)
        case .hold: return hold(by: owner, scene)
        case .keepWaiting:
            talk?.isPatient = true
            return [.advise(scene.staff(.roomPatient))]
        case .heavy:
            talk?.isHeavy = true
            return [.advise(scene.staff(.roomHeavy))]
        case .help, .unknown, .elsewhere, .misspelt, .unread, .list, .reload, .retry, .onDuty,
            .offDuty, .closeDoor, .openDoor, .hours, .held, .release, .close, .readyAnswer, .refer,
            .alarm, .accept:
            return []  // Answered before.
        }
    }

    private func adviseUnknown(
        _ word: Confidential<String>,
        _ meant: String?,
        _ scene: Scene
    ) -> [Effect] {
        let text = scene.staff(.unknownCommand, ["command": word.reveal()])
        guard let meant else { return [.advise(text + "\n" + scene.staff(.roomHelp))] }
        return [.advise(text + "\n" + scene.staff(.meantCommand, ["command": meant]))]
    }

    private func adviseMisspelt(_ meant: String?, _ scene: Scene) -> [Effect] {
        let more = meant.map { scene.staff(.meantCommand, ["command": $0]) }
        return [.advise(scene.staff(.misspeltCommand) + "\n" + (more ?? scene.staff(.roomHelp)))]
    }

    // MARK: Words that are ready

    /// A ready answer goes to the visitor as the counsellor's own line, and the counsellor sees
    /// what went; without a name, or with one that is none, she sees which there are.
    private mutating func giveReadyAnswer(
        _ id: LineID,
        _ name: String?,
        by counsellor: CounsellorID,
        _ scene: Scene
    ) -> [Effect] {
        let answers = scene.script.replies.answers
        guard !answers.isEmpty else { return [.advise(scene.staff(.readyAnswersNone))] }
        let list = answers.map { "\($0.id) – " + fill($0.text, scene) }.joined(separator: "\n")
        guard let name else { return [.advise(scene.staff(.readyAnswers, ["list": list]))] }
        let typed = Folded.text(name)
        guard let answer = answers.first(where: { Folded.text($0.id) == typed }) else {
            let values = ["id": name, "list": list]
            return [.advise(scene.staff(.readyAnswerUnknown, values))]
        }
        let text = fill(answer.text, scene)
        guard text.contains(where: { !$0.isWhitespace }) else {
            return [.advise(scene.staff(.readyAnswerEmpty))]
        }
        let effects = hearCounsellor(id, Confidential(text), by: counsellor, scene)
        guard effects.contains(where: { $0.destination == .visitor }) else { return effects }
        return effects + [.advise(scene.staff(.readyAnswerSent, ["text": text]))]
    }

    /// A service of the directory is named to her, by its id or by what it helps with.
    private mutating func refer(
        to what: String?,
        by counsellor: CounsellorID,
        _ scene: Scene
    ) -> [Effect] {
        guard case .talking = stage else { return [.advise(scene.staff(.roomOver))] }
        let today = scene.moment.civil.date
        guard let what else {
            let rows = scene.script.referrals.map { referral in
                let isSpoken = referral.isSpoken(on: today)
                let needs = referral.reach.needs.filter { $0 != referral.id }
                let words = [referral.id] + needs
                return words.joined(separator: " · ") + " – \(referral.name)"
                    + (isSpoken ? "" : " (⌛)")
            }
            let values = ["list": rows.joined(separator: "\n")]
            return [.advise(scene.staff(.roomReferrals, values))]
        }
        let services = services(for: what, scene)
        guard !services.isEmpty else {
            return [.advise(scene.staff(.roomReferralUnknown, ["id": what]))]
        }
        let text = services.map { $0.spoken(to: audience(scene)) }.joined(separator: "\n")
        return [say(text), .advise(scene.staff(.readyAnswerSent, ["text": text]))]
            + noteHelp(by: counsellor, scene)
    }

    private func services(for what: String, _ scene: Scene) -> [Referral] {
        if let named = scene.script.referral(what, on: scene.moment.civil.date) { return [named] }
        let need = Folded.text(what)
        let needs = scene.script.referrals.flatMap(\.reach.needs)
        guard let known = needs.first(where: { Folded.text($0) == need }) else { return [] }
        return scene.script.services(.chosen(need: known, countMax: 3), for: listener(scene))
    }

    // MARK: Time

    private mutating func pause(_ minutes: Int?, _ scene: Scene) -> [Effect] {
        let minutes = min(max(minutes ?? Self.pauseMinutesUsual, 1), Self.pauseMinutesMax)
        let told = say(.pausedFor, ["minutes": "\(minutes)"], scene)
        // She has been spoken to, and is waited for again only when the pause is over.
        // Whoever has not written yet is awaited all the same.
        let isAwaited = talk?.speaker == nil || talk?.isAwaited == true
        if isAwaited { talk?.isAwaited = true }
        let speaker = talk?.speaker ?? owner
        talk?.speaker = speaker
        let back = scene.milliseconds + Int64(minutes) * 60_000
        let first = Int64(scene.script.replies.counsellorSilent.first?.minutes ?? 0) * 60_000
        silence = Silence(side: .counsellor, since: back, wakesAt: back + first)
        return [
            told, isAwaited ? watchOwner(scene, from: back) : .unremind(.unclaim),
            first > 0 ? .remind(.silence, at: back + first) : .unremind(.silence),
            .advise(scene.staff(.roomPaused, ["minutes": "\(minutes)"])),
        ]
    }

    private static let pauseMinutesUsual = 5
    private static let pauseMinutesMax = 30

    /// Somebody is in danger now: the team is called, and she hears whom to call herself.
    private mutating func raiseAlarm(by counsellor: CounsellorID, _ scene: Scene) -> [Effect] {
        addMark(scene.staff(.markAlarm))
        return [
            say(.emergencyOffer, scene),
            .alert(scene.staff(.alarm, ["number": "\(number)"]), .admins),
            .advise(scene.staff(.roomAlarmSteps)),
            .edit(notice(scene, since: clock(waitingSince, scene), .taken(owner ?? counsellor))),
            .audit(AuditEntry(what: .alarm, by: counsellor)),
        ] + noteHelp(by: counsellor, scene)
    }

    /// Whether a talk may be over in whose room somebody still sits.
    private var mayHaveTalked: Bool {
        switch stage {
        case .waiting, .kept, .held, .writing, .letter, .ended: true
        case .arriving, .intake, .talking, .referred, .closed: false
        }
    }

    /// She has left, or waits again: nothing can be said to her now, and the team is called all the
    /// same.
    private func raiseAlarmAfterwards(by counsellor: CounsellorID, _ scene: Scene) -> [Effect] {
        [
            .alert(scene.staff(.alarm, ["number": "\(number)"]), .admins),
            .advise(
                scene.staff(.roomOver) + "\n" + scene.staff(.alarm, ["number": "\(number)"])
            ),
            .audit(AuditEntry(what: .alarm, by: counsellor)),
        ]
    }

    /// Something that her counsellor ordered has reached the visitor: her first word has been said.
    ///
    /// A letter has its answer only when it was written.
    mutating func noteHelp(by counsellor: CounsellorID, _ scene: Scene) -> [Effect] {
        guard counsellor == owner, talk?.isLetter == false,
            talk?.speaker == nil || talk?.isAwaited == true
        else { return [] }
        talk?.speaker = counsellor
        talk?.isAwaited = nil
        return scene.script.limits.unclaimAfterMinutes > 0 ? [.unremind(.unclaim)] : []
    }
}
