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
        // Who may be in danger can still be taken, and so the notice still says how.
        let state: NoticeState = headStartMinutes > 0 ? .waiting : .writing
        let edit = Effect.edit(notice(scene, since: clock(since, scene), state))
        return beginLetter(id, scene) + [edit]
    }

    private mutating func beginLetter(_ id: LineID, _ scene: Scene) -> [Effect] {
        let label = scene.script.texts.say(.letterWrite, to: audience(scene))
        return [echo(id, label)] + beginLetter(scene)
    }

    mutating func beginLetter(_ scene: Scene) -> [Effect] {
        (mayWriteLetter, returning) = (false, nil)
        stage = .writing
        lastHeard = scene.milliseconds
        let how = door == .lobby ? [say(.letterBegin, scene), say(.lobbyLetterSend, scene)] : []
        return (how.isEmpty ? [say(.letterBegin, scene)] : how)
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
        guard door == .lobby else { return false }
        return [["1"], Folded.words(label)].contains(Folded.words(typed))
            || VisitorEntry.isBare(typed, .sendLetter)
    }

    private mutating func sendLetter(
        _ id: LineID,
        _ fresh: FreshCode,
        _ scene: Scene
    ) -> [Effect] {
        stage = .letter(sentAt: scene.milliseconds, isPosted: false)
        lastHeard = scene.milliseconds
        let expires = scene.milliseconds + letterMilliseconds(scene)
        (code, codeExpires, headStartMinutes) = (fresh.code, expires, 0)
        codes.append(fresh.digest)
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
        return [.post(letterNotice(scene, since: sentAt))] + remindOfLetter(scene)
    }

    /// It still waits for its answer: those who could write it hear so at each opening, and at any
    /// hour the day before it would be forgotten.
    func warnOfLetter(_ scene: Scene) -> [Effect] {
        guard isUnansweredLetter else { return [] }
        let isLastDay = scene.milliseconds >= letterEnd(scene) - Self.reminderMinutes * 60_000
        guard scene.door.isOpen || isLastDay else { return remindOfLetter(scene) }
        return [callForAnswer(scene)] + remindOfLetter(scene)
    }

    /// Those on duty, or everybody, and whoever took it and has not written.
    private func callForAnswer(_ scene: Scene) -> Effect {
        let day = scene.moment.civil.adding(
            minutes: Int((letterEnd(scene) - scene.milliseconds) / 60_000)
        ).date
        let date = OpeningWords.day(day, in: scene.script.language)
        let text = scene.staff(.alertLetter, ["number": "\(number)", "date": date])
        let onDuty = scene.team.onDuty(at: scene.milliseconds)
        guard !onDuty.isEmpty else { return .alert(text, .counsellors) }
        let others = onDuty.filter { $0 != owner }
        return .call(text, [owner].compactMap(\.self) + others)
    }

    /// At the next opening, or the day before it would be forgotten, whichever comes first.
    private func remindOfLetter(_ scene: Scene) -> [Effect] {
        let lastDay = letterEnd(scene) - Self.reminderMinutes * 60_000
        let opening = scene.door.minutesUntilOpening.map { instant(inMinutes: $0, scene) }
        let times = [opening, lastDay].compactMap(\.self).filter {
            $0 > scene.milliseconds && $0 < letterEnd(scene)
        }
        return times.min().map { [.remind(.letter, at: $0)] } ?? []
    }

    /// When it is forgotten, in milliseconds since 1970.
    func letterEnd(_ scene: Scene) -> Int64 { waitingSince + letterMilliseconds(scene) }

    /// Her letter, where it was brought to the team and has no answer.
    var unanswered: Team.UnansweredLetter? {
        if case .letter(_, isPosted: false) = stage { return nil }
        guard isUnansweredLetter else { return nil }
        return Team.UnansweredLetter(sentAt: waitingSince, owner: owner)
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
}
