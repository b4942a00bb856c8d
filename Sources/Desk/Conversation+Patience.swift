/// What is said when time goes by: to who waits, to who is silent, and to whoever should come.
extension Conversation {
    /// Who is being waited for in a talk.
    struct Silence: Sendable, Hashable, Codable {
        /// Who should say something.
        enum Side: String, Sendable, Hashable, Codable {
            case counsellor
            case visitor
        }

        let side: Side
        /// The last word of the other side, or the first of several, in milliseconds since 1970.
        let since: Int64
        /// When the clock will bring it back; it may be for an earlier silence.
        var wakesAt: Int64
    }

    /// Sets what shall come back while she waits.
    func watchWaiting(_ scene: Scene) -> [Effect] {
        [
            next(scene.script.replies.waiting, since: countedSince, scene).map {
                .remind(.wait, at: $0)
            },
            nextAlert(scene).map { .remind(.alert, at: $0) },
        ].compactMap(\.self) + watchDuty(scene)
    }

    mutating func sayWaitStep(_ scene: Scene) -> [Effect] {
        // Whoever is held sees an ordinary waiting.
        guard [.waiting, .held].contains(stage.name) else { return [] }
        let since = countedSince
        let steps = scene.script.replies.waiting
        let again = next(steps, since: since, scene).map { Effect.remind(.wait, at: $0) }
        let rest = [again].compactMap(\.self) + refreshNotice(scene)
        // In an outage she has been told the truth; the usual words would contradict it.
        guard !wasCutOff, let step = steps.due(after: minutes(since: since, scene)) else {
            return rest
        }
        return [say(fill(step.text, scene))] + rest
    }

    /// Calls somebody: how many wait, and for how long; never a name or a word of hers.
    mutating func alert(_ scene: Scene) -> [Effect] {
        guard case .waiting = stage else { return [] }
        let waited = minutes(since: countedSince, scene)
        let again = nextAlert(scene).map { Effect.remind(.alert, at: $0) }
        guard let step = scene.script.escalation.last(where: { $0.minutes <= waited }) else {
            return [again].compactMap(\.self)
        }
        let rest = [again].compactMap(\.self) + refreshNotice(scene)
        let values = ["count": "\(max(1, scene.waitingRoom.seats.count))", "minutes": "\(waited)"]
        let text = scene.staff(.alert, values)
        guard let group = step.group else {
            return callAll(text, scene) + admitLongWait(scene) + rest
        }
        return [call(text, group, scene)] + rest
    }

    /// Everybody who could be called has been called: she hears the truth and keeps her place,
    /// unless she would rather leave a letter.
    private mutating func admitLongWait(_ scene: Scene) -> [Effect] {
        let told = say(.nobodyYet, scene)
        return [told] + (mayWriteLetter ? [] : offerLetter(scene))
    }

    /// Before she hears that everybody was called, everybody is, be it that some rest.
    private func callAll(_ text: String, _ scene: Scene) -> [Effect] {
        let isCalled = awaited != nil || scene.team.onDuty(at: scene.milliseconds).isEmpty
        return isCalled ? [] : [.alert(text, .counsellors)]
    }

    /// Whoever rests is not called as long as somebody is on duty.
    private func call(_ text: String, _ group: AlertStep.Group, _ scene: Scene) -> Effect {
        let onDuty = scene.team.onDuty(at: scene.milliseconds)
        if let awaited {
            // Nobody else can come, and whoever rests is not called.
            return isThere(awaited, scene) ? .call(text, [awaited]) : .alert(text, .admins)
        }
        return group == .counsellors && !onDuty.isEmpty
            ? .call(text, onDuty) : .alert(text, group)
    }

    private func nextAlert(_ scene: Scene) -> Int64? {
        let waited = minutes(since: countedSince, scene)
        return scene.script.escalation.first { $0.minutes > waited }.map {
            countedSince + Int64($0.minutes) * 60_000
        }
    }

    /// From when on somebody is called, and she is spoken to, by the minutes that she waits: anew
    /// after a talk that was given back and a night in which her place was kept.
    private var countedSince: Int64 { waitsAnewSince ?? waitingSince }

    // MARK: Silence in a talk

    /// Somebody spoke: now the other side is being waited for.
    mutating func wait(for side: Silence.Side, _ scene: Scene) -> [Effect] {
        // Whoever left a letter is not expected to be there.
        guard silence?.side != side, talk?.isLetter != true else { return [] }
        guard let first = steps(of: side, scene).first else {
            silence = nil
            return []
        }
        let wakesAt = scene.milliseconds + Int64(first.minutes) * 60_000
        // An earlier waking is as good; it looks again.
        let armed = silence.map(\.wakesAt).flatMap {
            $0 > scene.milliseconds && $0 <= wakesAt ? $0 : nil
        }
        silence = Silence(side: side, since: scene.milliseconds, wakesAt: armed ?? wakesAt)
        return armed == nil ? [.remind(.silence, at: wakesAt)] : []
    }

    mutating func hearSilence(_ scene: Scene) -> [Effect] {
        guard case .talking = stage, let silence else { return [] }
        if silence.side == .visitor, talk?.isPatient == true { return [] }
        let steps = steps(of: silence.side, scene)
        let quiet = minutes(since: silence.since, scene)
        var effects: [Effect] = []
        if let wakesAt = next(steps, since: silence.since, scene) {
            self.silence?.wakesAt = wakesAt
            effects = [.remind(.silence, at: wakesAt)]
        }
        let isUnheard = wasCutOff && silence.side == .counsellor
        guard !isUnheard, let step = steps.due(after: quiet) else { return effects }
        let text = fill(step.text, scene)
        let told = [say(text)]
        switch silence.side {
        case .counsellor: return told + effects
        case .visitor:
            let values = ["minutes": "\(quiet)", "text": text]
            return told + [.advise(scene.staff(.roomSilence, values))] + effects
        }
    }

    /// An outage is over: only from now on can it be the counsellor who is silent.
    mutating func waitAnew(_ scene: Scene) -> [Effect] {
        guard case .talking = stage, let silence, silence.side == .counsellor,
            silence.since < scene.milliseconds
        else { return [] }
        self.silence = nil
        return wait(for: .counsellor, scene)
    }

    private func steps(of side: Silence.Side, _ scene: Scene) -> [TimedReply] {
        switch side {
        case .counsellor: scene.script.replies.counsellorSilent
        case .visitor: scene.script.replies.visitorSilent
        }
    }

    // MARK: The length of a talk

    /// The waiting is over: what it would have brought is not needed, but a talk has its own hours.
    func watchTalk(_ scene: Scene) -> [Effect] {
        var effects: [Effect] = []
        let margin = scene.script.hours.known?.margins.closingSoonMinutes ?? 0
        if toldClosingSoon || margin == 0 {
            effects.append(.unremind(.closing))
        }
        if !scene.script.replies.waiting.isEmpty { effects.append(.unremind(.wait)) }
        if !scene.script.escalation.isEmpty { effects.append(.unremind(.alert)) }
        return effects + watchTalkLength(scene)
    }

    func watchTalkLength(_ scene: Scene) -> [Effect] {
        guard let talk, !talk.isLetter else { return [] }
        let talked = minutes(since: talk.since, scene)
        let next = scene.script.limits.talkNoticeMinutes.first { $0 > talked }
        return next.map { [.remind(.talkLength, at: talk.since + Int64($0) * 60_000)] } ?? []
    }

    mutating func tellTalkLength(_ scene: Scene) -> [Effect] {
        guard case .talking = stage, let talk else { return [] }
        let values = ["minutes": "\(minutes(since: talk.since, scene))"]
        return [.advise(scene.staff(.roomTalkLength, values))] + watchTalkLength(scene)
    }

    // MARK: Counting

    func minutes(since: Int64, _ scene: Scene) -> Int {
        Int((scene.milliseconds - since) / 60_000)
    }

    private func next(_ steps: [TimedReply], since: Int64, _ scene: Scene) -> Int64? {
        steps.next(after: minutes(since: since, scene)).map { since + Int64($0) * 60_000 }
    }
}

extension [TimedReply] {
    /// What shall be said after so many minutes; after an outage only the latest.
    fileprivate func due(after minutes: Int) -> TimedReply? {
        last { $0.minutes <= minutes }
    }

    /// The minute of the next step after this one.
    fileprivate func next(after minutes: Int) -> Int? {
        if let step = first(where: { $0.minutes > minutes }) { return step.minutes }
        guard let last, let every = last.everyMinutes else { return nil }
        return last.minutes + ((minutes - last.minutes) / every + 1) * every
    }
}
