/// Arrival and the questions before the waiting room.
extension Conversation {
    mutating func arrive(_ scene: Scene) -> [Effect] {
        guard stage == .arriving else { return [] }
        guard scene.script.hours.isOpen(at: scene.moment.civil) else {
            return [say(scene.closedText)] + finish(.closed, scene)
        }
        lastHeard = scene.moment.milliseconds
        return [forgetLater(scene), say(scene.texts.say(.greeting))] + ask(0, scene)
    }

    mutating func hearVisitor(_ id: LineID, _ utterance: Utterance, _ scene: Scene) -> [Effect] {
        if case .text(let text) = utterance,
            // Scalars, as the page counts: one letter may carry a thousand accents.
            text.reveal().unicodeScalars.count > scene.script.limits.lineCharactersMax
        {
            return [.refuse(.tooLong)]
        }
        noteLife(scene)
        switch stage {
        case .arriving, .closed, .ended: return [.refuse(.over)]
        case .intake(let index): return answer(index, id, utterance, scene)
        case .referred(let index): return hearReferred(index, id, utterance, scene)
        case .waiting: return keep(id, utterance, scene)
        case .talking: return relay(id, utterance)
        }
    }

    /// Asks a question, or leads to the waiting room when none is left.
    private mutating func ask(_ index: Int, _ scene: Scene) -> [Effect] {
        guard index < scene.script.intake.count else { return sitDown(scene) }
        stage = .intake(question: index)
        return [say(scene.script.intake[index].text)]
    }

    private mutating func answer(
        _ index: Int,
        _ id: LineID,
        _ utterance: Utterance,
        _ scene: Scene
    ) -> [Effect] {
        // The bot's file may have become shorter since the question was asked.
        guard index < scene.script.intake.count else {
            return keep(id, utterance, scene) + sitDown(scene)
        }
        let question = scene.script.intake[index]
        switch utterance {
        case .skip(let asked):
            guard asked == question.id else { return [.refuse(.notAsked)] }
            return [echo(id, scene.texts.say(.skipped))] + ask(index + 1, scene)
        case .choice(let asked, let picked):
            guard asked == question.id,
                let choice = question.choices.first(where: { $0.id == picked })
            else { return [.refuse(.notAsked)] }
            return take(choice, of: question, index, id, scene)
        case .text(let text):
            return read(text.reveal(), as: question, index, id, scene)
        }
    }

    private mutating func take(
        _ choice: Choice,
        of question: Question,
        _ index: Int,
        _ id: LineID,
        _ scene: Scene
    ) -> [Effect] {
        let shown = echo(id, choice.label)
        switch choice.next {
        case .onward:
            note(question, choice.label)
            return [shown] + ask(index + 1, scene)
        case .refer(let reply):
            return [shown] + refer(reply, from: index, scene)
        }
    }

    /// Words as an answer.
    ///
    /// What does not fit the question is kept for the counsellor all the same.
    private mutating func read(
        _ text: String,
        as question: Question,
        _ index: Int,
        _ id: LineID,
        _ scene: Scene
    ) -> [Effect] {
        if let choice = question.choices.first(where: { $0.isTyped(text) }) {
            return take(choice, of: question, index, id, scene)
        }
        switch question.kind {
        case .name:
            // Whoever begins to tell at once is not cut short: it goes to the counsellor whole.
            guard VisitorName.isShort(text) else {
                return keep(id, .text(Confidential(text)), scene) + [
                    say(scene.texts.say(.pleaseChoose))
                ]
            }
            name = VisitorName.clean(text).map { Confidential($0) }
            return [echo(id, text)] + ask(index + 1, scene)
        case .text:
            note(question, text)
            return [echo(id, text)] + ask(index + 1, scene)
        case .postal:
            return readPostal(text, question, index, id, scene)
        case .choice:
            return keep(id, .text(Confidential(text)), scene) + [
                say(scene.texts.say(.pleaseChoose))
            ]
        }
    }

    /// The code itself is never stored, not even as her own line: the province stands for it.
    private mutating func readPostal(
        _ text: String,
        _ question: Question,
        _ index: Int,
        _ id: LineID,
        _ scene: Scene
    ) -> [Effect] {
        let digits = String(text.filter(\.isNumber))
        let again = say(scene.texts.say(.pleaseChoose))
        if digits.isEmpty { return keep(id, .text(Confidential(text)), scene) + [again] }
        // Perhaps a whole address: nothing of it is kept.
        guard digits.count == 4 else { return [echo(id, "····"), again] }
        guard let province = scene.script.provinces[digits] else {
            let unknown = scene.texts.say(.postalUnknown)
            return [echo(id, "····"), say(unknown)] + ask(index + 1, scene)
        }
        note(question, province)
        return [echo(id, province)] + ask(index + 1, scene)
    }

    private mutating func refer(_ reply: String, from index: Int, _ scene: Scene) -> [Effect] {
        stage = .referred(question: index)
        guard let reply = scene.script.replies[reply] else { return [] }
        return [say(scene.script.spoken(reply))]
    }

    private mutating func hearReferred(
        _ index: Int,
        _ id: LineID,
        _ utterance: Utterance,
        _ scene: Scene
    ) -> [Effect] {
        let mistaken = scene.texts.say(.mistaken)
        switch utterance {
        case .choice(VisitorView.back, _):
            return [echo(id, mistaken)] + ask(index, scene)
        case .choice, .skip:
            return [.refuse(.notAsked)]
        case .text:
            let still = say(scene.texts.say(.referredStill, ["mistaken": mistaken]))
            return keep(id, utterance, scene) + [still]
        }
    }

    private mutating func note(_ question: Question, _ words: String) {
        answers.removeAll { $0.question == question.id }
        answers.append(Answer(question: question.id, words: Confidential(words)))
    }
}

extension Choice {
    /// Whether somebody typed this label instead of touching it; keyboards add a blank at the end.
    fileprivate func isTyped(_ text: String) -> Bool {
        let words = text.split(whereSeparator: \.isWhitespace)
        return words.joined(separator: " ").lowercased() == label.lowercased()
    }
}
