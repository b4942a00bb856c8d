/// What the clock brings back.
extension Conversation {
    mutating func wake(_ reminder: Reminder, _ scene: Scene) -> [Effect] {
        switch reminder {
        case .closing: closeOrWarn(scene)
        case .opening: callAgain(scene)
        case .wait: sayWaitStep(scene)
        case .alert: alert(scene)
        case .silence: hearSilence(scene)
        case .talkLength: tellTalkLength(scene)
        case .unclaim: unclaim(scene)
        case .hold: endHold(scene)
        case .letter: warnOfLetter(scene)
        case .orphan: leaveOrphan(scene)
        case .duty: watchDuty(scene)
        case .same: hearOfSame(scene)
        case .forget: forgetOrWait(scene)
        case .forgetAnswers: forgetAnswers()
        case .leaveRoom: leaveRoom()
        case .letGo: leaveLobby()
        case .erase: erase(scene)
        }
    }

    /// What is to be forgotten before the talk itself.
    func forgetEarlier(_ scene: Scene) -> [Effect] {
        let limits = scene.script.limits
        let times: [(Reminder, Int?)] = [
            (.forgetAnswers, limits.forgetAnswersAfterHours),
            (.leaveRoom, limits.leaveRoomAfterHours),
        ]
        return times.compactMap { reminder, hours in
            guard let hours, hours < limits.forgetAfterHours else { return nil }
            return .remind(reminder, at: lastHeard + Int64(hours) * 3_600_000)
        }
    }

    private mutating func forgetAnswers() -> [Effect] {
        switch stage {
        case .closed, .ended:
            (name, answers, marks, heardRules) = (nil, [], [], [])
            (band, province) = (nil, nil)
            return [.wipeNotices]
        case .arriving, .intake, .waiting, .kept, .held, .talking, .referred, .writing, .letter:
            return []
        }
    }

    private func leaveRoom() -> [Effect] {
        switch stage {
        case .closed, .ended: [.clearRoom]
        case .arriving, .intake, .waiting, .kept, .held, .talking, .referred, .writing, .letter: []
        }
    }

    private mutating func forgetOrWait(_ scene: Scene) -> [Effect] {
        switch stage {
        case .closed, .ended:
            // After days of outage there may be lines that never arrived. Forgetting does not wait
            // for them, but nobody shall believe that there were none.
            let admission = scene.staff(.roomLineFailed, ["number": "\(number)"])
            return [.admitUndelivered(admission), .clearRoom, .forget]
        case .letter:
            return forgetLetter(scene)
        case .talking where talk?.isLetter == true:
            return forgetLetter(scene)
        case .arriving, .intake, .waiting, .kept, .held, .talking, .referred, .writing:
            let quiet = scene.milliseconds - lastHeard
            if quiet < scene.forgettingMilliseconds { return [forgetLater(scene)] }
            return endAbandoned(scene)
        }
    }

    /// Her code opens nothing any more, so her letter and its answer go now.
    ///
    /// Where nobody has answered, the team hears so.
    private mutating func forgetLetter(_ scene: Scene) -> [Effect] {
        let end = letterEnd(scene)
        if end > scene.milliseconds { return [.remind(.forget, at: end)] }
        let told = scene.staff(.letterUnanswered, ["number": "\(number)"])
        let isAnswered = !isUnansweredLetter
        return (isAnswered ? [] : [.tellStaff(told, mention: nil)]) + endAbandoned(scene)
            + [forgetSoon(scene)]
    }

    // MARK: Closing and opening

    /// When to look at the clock on the wall again, for something so many of its minutes away.
    ///
    /// By night daylight saving may take an hour away or bring one: then the last hour is looked at
    /// anew, at each half hour.
    func instant(inMinutes minutes: Int, _ scene: Scene) -> Int64 {
        let minute = scene.moment.civil.minute
        let mayShift = minute < Self.nightEndMinute || minute + minutes > 1_440
        // Clocks are changed at a full or a half hour.
        let near = mayShift ? min(minutes, 30 - minute % 30) : minutes
        let wait = mayShift && minutes > 60 ? minutes - 60 : max(near, 1)
        // From the full minute on, as the wall clock counts.
        return scene.milliseconds / 60_000 * 60_000 + Int64(wait) * 60_000
    }

    private static let nightEndMinute = 240

    /// Looks at the clock when the door is about to close, and when it does.
    func watchClosing(_ scene: Scene) -> [Effect] {
        guard let minutes = scene.door.minutesUntilClosing else {
            return [.remind(.closing, at: scene.milliseconds)]
        }
        let soon = scene.script.hours.known?.margins.closingSoonMinutes ?? 0
        let ahead = !toldClosingSoon && minutes > soon ? minutes - soon : minutes
        return [.remind(.closing, at: instant(inMinutes: ahead, scene))]
    }

    /// Tells that the door closes soon, once, when it is time.
    mutating func warnOfClosing(_ scene: Scene) -> [Effect] {
        guard let minutes = scene.door.minutesUntilClosing,
            let soon = scene.script.hours.known?.margins.closingSoonMinutes, soon > 0,
            minutes <= soon,
            !toldClosingSoon
        else { return [] }
        let values = ["minutes": "\(minutes)"]
        switch stage {
        case .waiting:
            toldClosingSoon = true
            return [say(.closingSoon, values, scene)]
        case .talking:
            // A talk is never cut: only the counsellor needs to know.
            toldClosingSoon = true
            return [.advise(scene.staff(.roomClosingSoon, values))]
        case .arriving, .intake, .kept, .held, .referred, .writing, .letter, .closed, .ended:
            return []
        }
    }

    private mutating func closeOrWarn(_ scene: Scene) -> [Effect] {
        let isOpen = scene.door.isOpen
        switch stage {
        case .waiting(let since):
            guard isOpen else { return closeWhileWaiting(since, scene) }
            return warnOfClosing(scene) + watchClosing(scene)
        case .held(let since, _):
            guard isOpen else { return sendAway(since, scene) + offerLetter(scene) }
            return watchClosing(scene)
        case .talking:
            guard isOpen else { return [] }
            return warnOfClosing(scene) + watchClosing(scene)
        case .kept(_, isCalled: true):
            guard !isOpen else { return watchClosing(scene) }
            return finish(.ended(.abandoned), scene)
        case .arriving, .intake, .kept, .referred, .writing, .letter, .closed, .ended:
            return []
        }
    }

    /// The door closes.
    ///
    /// Whoever still waits is told the truth.
    mutating func closeWhileWaiting(_ since: Int64, _ scene: Scene) -> [Effect] {
        switch scene.script.hours.known?.atClosing {
        case .place?:
            if let kept = keepPlace(since, scene) { return kept }
            return sendAway(since, scene) + offerLetter(scene)
        case .letter?, nil:
            return sendAway(since, scene) + offerLetter(scene)
        case .referral?:
            return sendAway(since, scene)
        }
    }

    /// Where the door closes at another time than usual, and the file says why.
    private mutating func whyNow(_ scene: Scene) -> [Effect] {
        guard let hours = scene.script.hours.known,
            !hours.slots(on: scene.moment.civil.date).isEmpty,
            let words = scene.script.unusual(scene.door, to: audience(scene))
        else { return [] }
        return [say(words)]
    }

    private mutating func sendAway(_ since: Int64, _ scene: Scene) -> [Effect] {
        let text =
            nextOpening(scene).map { say(.nobodyBeforeClosing, ["opening": $0], scene) }
            ?? say(.closedUnknown, scene)
        let edit = Effect.edit(notice(scene, since: clock(since, scene), .closed))
        return whyNow(scene) + [text, edit] + finish(.ended(.nobodyFree), scene)
    }

    private mutating func keepPlace(_ since: Int64, _ scene: Scene) -> [Effect]? {
        guard let minutes = scene.door.minutesUntilOpening, let words = nextOpening(scene) else {
            return nil
        }
        stage = .kept(since: since, isCalled: false)
        toldClosingSoon = false
        // Nothing is forgotten before she could come back.
        lastHeard = scene.milliseconds + Int64(minutes) * 60_000
        return whyNow(scene) + [
            say(.placeKept, ["opening": words], scene),
            .edit(notice(scene, since: clock(since, scene), .kept)),
            .unremind(.wait), .unremind(.alert),
            .remind(.opening, at: instant(inMinutes: minutes, scene)),
        ]
    }

    /// The door is open again, and somebody who waited for that may still be there.
    ///
    /// Nobody is sent to a room in which nobody sits.
    private mutating func callAgain(_ scene: Scene) -> [Effect] {
        if case .letter = stage { return announceLetter(scene) }
        guard case .kept(let since, isCalled: false) = stage else { return [] }
        guard scene.door.isOpen else {
            guard let minutes = scene.door.minutesUntilOpening else {
                return [say(.closedUnknown, scene)] + finish(.ended(.nobodyFree), scene)
            }
            return [.remind(.opening, at: instant(inMinutes: minutes, scene))]
        }
        stage = .kept(since: since, isCalled: true)
        return [say(.placeAgain, scene)] + watchClosing(scene)
    }
}

extension Conversation {
    /// The next opening in the visitor's language; nothing where none is known.
    func nextOpening(_ scene: Scene) -> String? {
        scene.door.openingWords(in: audience(scene).language)
    }
}
