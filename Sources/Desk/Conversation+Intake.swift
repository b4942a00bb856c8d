/// Arrival and the questions before the waiting room.
extension Conversation {
    mutating func arrive(_ scene: Scene) -> [Effect] {
        guard stage == .arriving else { return [] }
        let welcomed = comeIn(scene)
        guard scene.door.admits else {
            return welcomed + [say(scene.script.closedText(scene.door))] + dropLobbyWords(scene)
                + finish(.closed, scene) + offerLetter(scene)
        }
        lastHeard = scene.milliseconds
        return welcomed + [forgetLater(scene), say(.greeting, scene)]
            + (askToCarry(scene) ?? askFirst(scene))
    }

    mutating func hearVisitor(_ id: LineID, _ typed: Utterance, _ scene: Scene) -> [Effect] {
        let utterance = asTouched(typed, scene)
        if case .text(let text) = utterance,
            // Scalars, as the page counts: one letter may carry a thousand accents.
            text.reveal().unicodeScalars.count > scene.script.limits.lineCharactersMax
        {
            return [.refuse(.tooLong)]
        }
        noteLife(scene)
        switch stage {
        case .arriving: return [.refuse(.over)]
        case .closed, .ended: return hearAfterEnd(id, utterance, scene)
        case .writing: return hearWriting(id, utterance, scene)
        case .letter:
            // She is where the answer will come: she needs no code for it.
            if case .code = utterance { return [say(.letterAnswers, scene)] }
            return keep(id, utterance, scene)
        case .intake(let question):
            return noting(question, id) { $0.answer(question, id, utterance, scene) }
        case .referred(let question, _): return hearReferred(question, id, utterance, scene)
        // On hold all goes as for whoever waits, or it would show.
        case .waiting, .held: return hearWaiting(id, utterance, scene)
        case .kept: return hearKept(id, utterance, scene)
        case .talking: return relay(id, utterance, scene)
        }
    }

    // MARK: The way through the questions

    /// The first question that was not put yet, or the waiting room.
    private mutating func askFirst(_ scene: Scene) -> [Effect] {
        guard let question = scene.script.intake.first(where: { !asked.contains($0.id) }) else {
            return sitDown(scene)
        }
        return ask(question, scene)
    }

    private mutating func ask(_ question: Question, _ scene: Scene) -> [Effect] {
        stage = .intake(asking: question)
        if !asked.contains(question.id) { asked.append(question.id) }
        return [say(question.text.said(to: audience(scene)))]
    }

    /// Goes on after a question, by the bot's file as it is now.
    ///
    /// What the file does not know any more leads onward: nobody is left standing.
    private mutating func goOn(_ next: Next, after question: Question, _ scene: Scene) -> [Effect] {
        let questions = scene.script.intake
        switch next {
        case .onward:
            guard let index = questions.firstIndex(where: { $0.id == question.id }) else {
                return askFirst(scene)
            }
            let later = questions[(index + 1)...].first { !asked.contains($0.id) }
            return later.map { ask($0, scene) } ?? sitDown(scene)
        case .ask(let id):
            guard let named = questions.first(where: { $0.id == id }), !asked.contains(id) else {
                return goOn(.onward, after: question, scene)
            }
            return ask(named, scene)
        case .wait:
            return sitDown(scene)
        case .refer(let id):
            guard let reply = scene.script.replies[id] else {
                return goOn(.onward, after: question, scene)
            }
            stage = .referred(from: question, to: reply.bot)
            return [say(spoken(reply, scene))]
        }
    }

    // MARK: Answers

    private mutating func answer(
        _ question: Question?,
        _ id: LineID,
        _ utterance: Utterance,
        _ scene: Scene
    ) -> [Effect] {
        guard let question else { return answerUnknown(id, utterance, scene) }
        switch utterance {
        case .skip(let asked):
            guard asked == question.id else { return [.refuse(.notAsked)] }
            let passed = scene.script.texts.say(.skipped, to: audience(scene))
            return [echo(id, passed)] + goOn(question.next, after: question, scene)
        case .choice(let asked, let picked):
            guard asked == question.id,
                let choice = question.choices.first(where: { $0.id == picked })
            else { return [.refuse(.notAsked)] }
            return take(choice, of: question, id, scene)
        case .text(let text):
            return read(text.reveal(), as: question, id, scene)
        case .code(let digest):
            return hearCode(id, digest, scene)
        case .letter:
            return [.refuse(.notAsked)]
        }
    }

    /// An earlier Passerelle asked and did not keep what: what she says is kept, and it goes on.
    private mutating func answerUnknown(
        _ id: LineID,
        _ utterance: Utterance,
        _ scene: Scene
    ) -> [Effect] {
        switch utterance {
        case .choice, .skip, .code, .letter: return [.refuse(.notAsked)]
        case .text:
            let kept = keep(id, utterance, scene)
            if case .refuse? = kept.first { return kept }
            return kept + askFirst(scene)
        }
    }

    private mutating func take(
        _ choice: Choice,
        of question: Question,
        _ id: LineID,
        _ scene: Scene
    ) -> [Effect] {
        let shown = echo(id, choice.label.said(to: audience(scene)))
        if let band = choice.band { self.band = band }
        if let language = choice.language { self.language = language }
        if let mark = choice.mark { addMark(mark) }
        headStartMinutes = max(headStartMinutes, choice.headStartMinutes)
        let next = choice.next ?? question.next
        if question.id == VisitorView.again { return [shown] + choose(choice.id, scene) }
        if question.id == VisitorView.carry {
            return [shown] + carry(choice, id, scene) + goOn(next, after: question, scene)
        }
        // Whoever is led on comes back to the same question: nothing is answered yet.
        if case .refer = next {
        } else {
            note(question, choice.noted(of: question, to: scene.script.audience))
        }
        return [shown] + answer(choice, of: question, scene)
            + goOn(next, after: question, scene)
    }

    /// What is said at once to a choice.
    ///
    /// The files may have been changed since the question was put, and the reply renamed. Whoever
    /// says that she is in danger hears the number in any case.
    mutating func answer(
        _ choice: Choice,
        of question: Question,
        _ scene: Scene
    ) -> [Effect] {
        guard let says = choice.says else { return [] }
        let script = scene.script
        let renamed = script.intake.first { $0.id == question.id }?.choices
            .first { $0.id == choice.id }?.says
        let reply = script.replies[says] ?? renamed.flatMap { script.replies[$0] }
        if let reply { return [say(spoken(reply, scene))] }
        return choice.mark == nil ? [] : [say(.emergencyOffer, scene)]
    }

    /// Words as an answer.
    ///
    /// What does not fit the question is kept for the counsellor all the same.
    private mutating func read(
        _ text: String,
        as question: Question,
        _ id: LineID,
        _ scene: Scene
    ) -> [Effect] {
        if let choice = question.choice(typed: text, to: audience(scene)) {
            return take(choice, of: question, id, scene)
        }
        switch question.kind {
        case .name:
            // Whoever begins to tell at once is not cut short: it goes to the counsellor whole.
            guard VisitorName.isShort(text) else { return keepAndAskAgain(id, text, scene) }
            name = VisitorName.clean(text).map { Confidential($0) }
            // A few words may also be a cry.
            return [echo(id, text)] + noticeWords(text, scene)
                + goOn(question.next, after: question, scene)
        case .text:
            note(question, text)
            return [echo(id, text)] + noticeWords(text, scene)
                + goOn(question.next, after: question, scene)
        case .postal:
            return readPostal(text, question, id, scene)
        case .choice, .scale, .yesNo:
            return keepAndAskAgain(id, text, scene)
        }
    }

    private mutating func keepAndAskAgain(
        _ id: LineID,
        _ text: String,
        _ scene: Scene
    ) -> [Effect] {
        let kept = keep(id, .text(Confidential(text)), scene)
        return kept + [say(.pleaseChoose, scene)]
    }

    /// The code itself is never stored, not even as her own line: the province stands for it.
    private mutating func readPostal(
        _ text: String,
        _ question: Question,
        _ id: LineID,
        _ scene: Scene
    ) -> [Effect] {
        let digits = String(text.filter(\.isNumber))
        if digits.isEmpty { return keepAndAskAgain(id, text, scene) }
        // Perhaps a whole address: nothing of it is kept.
        guard digits.count == 4 else { return [echo(id, "····"), say(.pleaseChoose, scene)] }
        guard let province = scene.script.provinces[digits] else {
            return [echo(id, "····"), say(.postalUnknown, scene)]
                + goOn(question.next, after: question, scene)
        }
        self.province = province
        note(question, province.name(in: scene.script.language))
        return [echo(id, province.name(in: audience(scene).language))]
            + goOn(question.next, after: question, scene)
    }

    private mutating func hearReferred(
        _ question: Question?,
        _ id: LineID,
        _ utterance: Utterance,
        _ scene: Scene
    ) -> [Effect] {
        let mistaken = scene.script.texts.say(.mistaken, to: audience(scene))
        switch utterance {
        case .choice(VisitorView.back, _):
            let again = question.map { ask($0, scene) } ?? askFirst(scene)
            return [echo(id, mistaken)] + again
        case .choice, .skip, .code, .letter:
            return [.refuse(.notAsked)]
        case .text:
            let kept = keep(id, utterance, scene)
            return kept + [say(.referredStill, ["mistaken": mistaken], scene)]
        }
    }

    mutating func note(_ question: Question, _ words: String) {
        answers.removeAll { $0.question == question.id }
        answers.append(Answer(question: question.id, words: Confidential(words)))
    }
}

extension Choice {
    /// The answer as counsellors read it: "oui" alone would say nothing.
    func noted(of question: Question, to audience: Audience) -> String {
        let words = label.said(to: audience)
        switch question.kind {
        case .yesNo, .scale: return question.id + audience.language.colon + words
        case .name, .choice, .text, .postal: return words
        }
    }
}

extension Question {
    /// The choice that somebody typed instead of touching it: its label, another word for it, or
    /// its place in the list.
    func choice(typed text: String, to audience: Audience) -> Choice? {
        guard !choices.isEmpty else { return nil }
        let typed = Folded.words(text)
        let named = choices.first { choice in
            ([choice.label.said(to: audience)] + choice.words).contains {
                Folded.words($0) == typed
            }
        }
        if let named { return named }
        switch kind {
        case .choice, .yesNo:
            guard typed.count == 1, let place = Int(typed[0]), choices.indices.contains(place - 1)
            else { return nil }
            return choices[place - 1]
        case .name, .text, .postal, .scale:
            // A number means something else here.
            return nil
        }
    }
}
