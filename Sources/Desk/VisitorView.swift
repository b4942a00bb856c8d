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
    /// The language of the talk.
    public let language: Language
    /// Another bot to whose door she was led.
    public let otherBot: BotName?
    /// A person has read her lines up to this place; nothing: none yet, as far as is known.
    public let readTo: Int64?
    /// Whether there is a code of hers that can be forgotten.
    public let hasCode: Bool

    /// Whether a return code says something now.
    public var takesCode: Bool { [.intake, .waiting, .closed].contains(stage) }

    /// The question name of the way back from a referral.
    public static let back = "back"
    /// The question name of a letter: to begin one, and to send it.
    public static let letter = "letter"
    /// The choice that sends a letter.
    public static let send = "send"
    /// The question name of "are you there?", when the door is open again.
    public static let here = "here"
    /// The question names of "with whom?", when she comes back, and of another wish meanwhile.
    public static let again = "again", instead = "instead"
    /// Their answers, beside `letter`.
    static let same = "same", other = "other"
    /// The question name of "shall it be read?", about what she wrote in the lobby.
    public static let carry = "lobby"
    /// Its answers.
    static let yes = "yes"
    static let no = "no"
}

/// A question as it is being asked.
public struct Prompt: Sendable, Hashable {
    /// An answer to touch.
    public struct Option: Sendable, Hashable {
        /// The choice's id.
        public let id: String
        /// What stands on the button.
        public let label: String
    }

    /// The question's id.
    public let question: String
    /// What an answer means.
    public let kind: Question.Kind
    /// Answers to touch.
    public let choices: [Option]
    /// Whether it can be passed over.
    public let maySkip: Bool
}

extension Conversation {
    /// What the visitor's side may know now.
    public func view(following script: Script, beside waitingRoom: WaitingRoom) -> VisitorView {
        let audience = audience(script)
        let prompt = prompt(following: script)
        switch stage {
        case .arriving: return view(audience, canWrite: false)
        case .intake, .kept, .writing, .letter: return view(audience, prompt: prompt)
        case .waiting:
            // Who waits for one person is not the next of anybody else.
            let place = returning == .same ? nil : waitingRoom.place(of: number)
            return view(audience, place: place, prompt: prompt)
        case .held:
            // She sees what everybody sees who waits.
            let place = returning == .same ? nil : Self.heldPlace(waitingRoom)
            return view(audience, stage: .waiting, place: place, prompt: prompt)
        case .talking: return view(audience, person: script.persona)
        case .referred(_, let bot): return view(audience, prompt: prompt, bot: bot)
        case .closed, .ended: return view(audience, prompt: prompt, canWrite: false)
        }
    }

    /// The question that she is being asked; nothing where she may just write.
    func prompt(following script: Script) -> Prompt? {
        switch stage {
        case .intake(let question): question.map { Prompt($0, to: audience(script)) }
        case .kept(_, isCalled: true): button(VisitorView.here, .hereAgain, script)
        case .referred: button(VisitorView.back, .mistaken, script)
        case .writing:
            unheard.isEmpty
                ? nil : button(VisitorView.letter, .letterSend, script, choice: VisitorView.send)
        case .waiting:
            wish(following: script) ?? letterButton(script)
        case .closed, .ended:
            letterButton(script)
        case .held:
            wish(following: script)
        case .arriving, .kept, .talking, .letter: nil
        }
    }

    private func view(
        _ audience: Audience,
        stage shown: Stage.Name? = nil,
        place: Int? = nil,
        prompt: Prompt? = nil,
        person: String? = nil,
        canWrite: Bool = true,
        bot: BotName? = nil
    ) -> VisitorView {
        VisitorView(
            stage: shown ?? stage.name,
            place: place,
            prompt: prompt,
            person: person,
            canWrite: canWrite,
            language: audience.language,
            otherBot: bot,
            readTo: readTo,
            hasCode: !codes.isEmpty
        )
    }

    private func letterButton(_ script: Script) -> Prompt? {
        mayWriteLetter ? button(VisitorView.letter, .letterWrite, script) : nil
    }

    /// A question of the house's own, with one button.
    private func button(
        _ id: String,
        _ label: TextKey,
        _ script: Script,
        choice: String? = nil
    ) -> Prompt {
        let option = Prompt.Option(
            id: choice ?? id,
            label: script.texts.say(label, to: audience(script))
        )
        return Prompt(question: id, kind: .choice, choices: [option], maySkip: false)
    }
}

extension Prompt {
    fileprivate init(_ question: Question, to audience: Audience) {
        self.init(
            question: question.id,
            kind: question.kind,
            choices: question.choices.map { Option(id: $0.id, label: $0.label.said(to: audience)) },
            maySkip: true
        )
    }
}
