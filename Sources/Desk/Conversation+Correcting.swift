/// An answer that is changed afterwards, in a room where a line can be changed.
extension Conversation {
    /// By which line of hers she answered a question.
    struct Given: Sendable, Hashable, Codable {
        /// Her line.
        let line: LineID
        /// The bot's line that asked.
        let asked: LineID
        /// The question's id.
        let question: String
    }

    /// Remembers which question a line has answered, once it leads on from it.
    mutating func noting(
        _ question: Question?,
        _ id: LineID,
        _ hear: (inout Conversation) -> [Effect]
    ) -> [Effect] {
        let asked = LineID("bot-\(spokenCount)")
        let effects = hear(&self)
        guard door == .lobby, let question, stage != .intake(asking: question),
            !effects.contains(where: { $0.refusal != nil })
        else { return effects }
        given = (given ?? []) + [Given(line: id, asked: asked, question: question.id)]
        return effects
    }

    /// An answer of hers is another one now; nothing: she took it back.
    ///
    /// The questions are not gone through again. What is said at once to an answer, as to danger,
    /// is said, and whoever reads the notice sees the new answer. A mark stays: the first answer
    /// may have been the true one.
    mutating func correct(
        _ given: Given,
        _ text: Confidential<String>?,
        _ scene: Scene
    ) -> [Effect] {
        guard let question = scene.script.intake.first(where: { $0.id == given.question }),
            let said = text.map({ reread($0.reveal(), as: question, scene) })
                ?? withdraw(question)
        else { return [say(.lobbyAnswerStays, scene)] }
        return [say(.lobbyAnswerChanged, scene)] + said + noticeAgain(scene)
    }

    private mutating func withdraw(_ question: Question) -> [Effect]? {
        if question.kind == .name { name = nil }
        if question.kind == .postal { province = nil }
        // She is spoken to as before she gave it.
        if question.choices.contains(where: { $0.band != nil }) { band = nil }
        if question.choices.contains(where: { $0.language != nil }) { language = nil }
        answers.removeAll { $0.question == question.id }
        return []
    }

    /// What is said to it; nothing where it is no answer to that question.
    private mutating func reread(
        _ text: String,
        as question: Question,
        _ scene: Scene
    ) -> [Effect]? {
        if let choice = question.choice(typed: text, to: audience(scene)) {
            return retake(choice, of: question, scene)
        }
        switch question.kind {
        case .name:
            guard VisitorName.isShort(text) else { return nil }
            name = VisitorName.clean(text).map { Confidential($0) }
            return noticeWords(text, scene)
        case .text:
            note(question, text)
            return noticeWords(text, scene)
        case .postal:
            guard let province = scene.script.provinces[String(text.filter(\.isNumber))] else {
                return nil
            }
            self.province = province
            note(question, province.name(in: scene.script.language))
            return []
        case .choice, .scale, .yesNo:
            return nil
        }
    }

    /// Where it would have led elsewhere, it is too late for that.
    private mutating func retake(
        _ choice: Choice,
        of question: Question,
        _ scene: Scene
    ) -> [Effect]? {
        if case .refer = choice.next { return nil }
        if let band = choice.band { self.band = band }
        if let language = choice.language { self.language = language }
        if let mark = choice.mark { addMark(mark) }
        headStartMinutes = max(headStartMinutes, choice.headStartMinutes)
        note(question, choice.noted(of: question, to: scene.script.audience))
        return answer(choice, of: question, scene)
    }

    private mutating func noticeAgain(_ scene: Scene) -> [Effect] {
        switch stage {
        case .waiting(let since): [waitingEdit(since: since, scene)]
        case .talking(let owner):
            [.edit(notice(scene, since: clock(waitingSince, scene), .taken(owner)))]
        case .arriving, .intake, .kept, .held, .referred, .writing, .letter, .closed, .ended: []
        }
    }
}
