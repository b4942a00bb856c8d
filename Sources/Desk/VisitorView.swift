/// What the visitor's side may know at any time, always from the ledger, never from an earlier
/// line.
public struct VisitorView: Sendable, Hashable {
    /// How far the conversation has come.
    public let stage: Stage.Name
    /// Her place in the waiting room, from 1.
    public let place: Int?
    /// The question that is being asked.
    public let prompt: Prompt?
    /// The persona, while a counsellor is there.
    public let person: String?
    /// Whether a line would be accepted.
    public let canWrite: Bool

    /// The question name of the way back from a referral.
    public static let back = "back"
}

/// A question as it is being asked.
public struct Prompt: Sendable, Hashable {
    /// The question's id.
    public let question: String
    /// What an answer means.
    public let kind: Question.Kind
    /// Answers to touch.
    public let choices: [Choice]
    /// Whether it can be passed over.
    public let maySkip: Bool
}

extension Conversation {
    /// What the visitor's side may know now.
    public func view(following script: Script, beside waitingRoom: WaitingRoom) -> VisitorView {
        switch stage {
        case .arriving: view(canWrite: false)
        case .intake(let index): view(prompt: prompt(index, script))
        case .waiting: view(place: waitingRoom.place(of: number))
        case .talking: view(person: script.persona)
        case .referred: view(prompt: wayBack(script))
        case .closed, .ended: view(canWrite: false)
        }
    }

    private func view(
        place: Int? = nil,
        prompt: Prompt? = nil,
        person: String? = nil,
        canWrite: Bool = true
    ) -> VisitorView {
        VisitorView(
            stage: stage.name,
            place: place,
            prompt: prompt,
            person: person,
            canWrite: canWrite
        )
    }

    private func prompt(_ index: Int, _ script: Script) -> Prompt? {
        guard index < script.intake.count else { return nil }
        let question = script.intake[index]
        return Prompt(
            question: question.id,
            kind: question.kind,
            choices: question.choices,
            maySkip: true
        )
    }

    private func wayBack(_ script: Script) -> Prompt {
        let label = script.texts.say(.mistaken)
        let choice = Choice(id: VisitorView.back, label: label, next: .onward)
        return Prompt(
            question: VisitorView.back,
            kind: .choice,
            choices: [choice],
            maySkip: false
        )
    }
}
