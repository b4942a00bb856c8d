/// Where a visitor has no buttons, what she may touch is written out, and what she types is read as
/// a touch.
extension Conversation {
    /// What she typed, as the page would have handed it in.
    ///
    /// The labels of the bot's file are understood by its questions themselves, with other words
    /// for them; numbers stand here only, on no page.
    func asTouched(_ utterance: Utterance, _ scene: Scene) -> Utterance {
        guard door == .lobby, case .text(let text) = utterance,
            let prompt = prompt(following: scene.script)
        else { return utterance }
        let typed = Folded.words(text.reveal())
        if prompt.maySkip {
            let word = scene.script.texts.say(.lobbySkipWord, to: audience(scene))
            if typed == Folded.words(word) { return .skip(question: prompt.question) }
        }
        guard let choice = prompt.choice(typed, byLabel: !prompt.maySkip),
            choice != VisitorView.send
        else { return utterance }
        return .choice(question: prompt.question, choice: choice)
    }

    /// A number answers the question that it stands under: one under an earlier question is a
    /// change of mind, and no answer to the present one.
    ///
    /// In a talk any sign is worth bringing across; elsewhere one that is no number answers
    /// nothing.
    mutating func touch(
        _ id: LineID,
        _ number: String,
        under line: LineID,
        _ scene: Scene
    ) -> [Effect] {
        let isNumber = number.allSatisfy { ("0"..."9").contains($0) }
        // After the end nothing is said to her any more.
        if isNumber, !isOver, let given = given?.last(where: { $0.asked == line }) {
            return correct(given, Confidential(number), scene)
        }
        let prompt = prompt(following: scene.script)
        if case .talking = stage, prompt == nil || !isNumber {
            return hearVisitor(id, .text(Confidential(number)), scene)
        }
        // A number that stands under no answer is none either, whatever may be typed there.
        let isLast = line == LineID("bot-\(spokenCount)")
        guard isLast, prompt?.choice(Folded.words(number), byLabel: true) != nil else {
            let wasMeant = prompt != nil && (isLast || isNumber)
            return wasMeant ? [say(.pleaseChoose, scene)] : []
        }
        return hearVisitor(id, .text(Confidential(number)), scene)
    }

    /// What was said, and under it what she may answer: when that is new, or when the bot spoke.
    mutating func withChoices(
        _ effects: [Effect],
        since before: Conversation,
        _ scene: Scene
    ) -> [Effect] {
        guard door == .lobby, let prompt = prompt(following: scene.script) else { return effects }
        let words = choices(of: prompt, scene)
        guard !words.isEmpty else { return effects }
        let spoken = effects.lastIndex { effect in
            if case .show(let line) = effect { line.author == .bot } else { false }
        }
        guard let spoken, case .show(let line) = effects[spoken] else {
            let isNew = prompt != before.prompt(following: scene.script)
            return isNew ? effects + [say(words)] : effects
        }
        // That was just the answer.
        guard line.text.reveal() != words else { return effects }
        var effects = effects
        let text = Confidential(line.text.reveal() + "\n" + words)
        effects[spoken] = .show(Line(id: line.id, author: .bot, text: text))
        return effects
    }

    private func choices(of prompt: Prompt, _ scene: Scene) -> String {
        let texts = scene.script.texts
        let audience = audience(scene)
        if prompt.choices.first?.id == VisitorView.send {
            return texts.say(.lobbyLetterSend, to: audience)
        }
        var told: [String] = []
        if !prompt.choices.isEmpty {
            let key = prompt.isForWords ? TextKey.lobbyChooseInstead : .lobbyChoose
            told.append(texts.say(key, ["choices": written(prompt)], to: audience))
        }
        if prompt.maySkip {
            let word = texts.say(.lobbySkipWord, to: audience)
            told.append(texts.say(.lobbySkip, ["word": word], to: audience))
        }
        return told.joined(separator: "\n")
    }

    /// One answer a line with its number; a scale has numbers already.
    private func written(_ prompt: Prompt) -> String {
        switch prompt.kind {
        case .scale:
            prompt.choices.map(\.label).joined(separator: " · ")
        case .name, .choice, .text, .postal, .yesNo:
            prompt.choices.enumerated().map { "\($0.offset + 1). \($0.element.label)" }
                .joined(separator: "\n")
        }
    }

    /// A page tells the visitor itself why a line was not taken; in a room the bot has to.
    mutating func admit(_ refusal: Refusal, _ scene: Scene) -> [Effect] {
        switch refusal {
        case .tooLong:
            let most = "\(scene.script.limits.lineCharactersMax)"
            return [say(.lobbyTooLong, ["count": most], scene)]
        case .tooMany: return [say(.lobbyTooMany, scene)]
        case .over: return [say(.lobbyOver, scene)]
        case .notAsked: return [say(.pleaseChoose, scene)]
        }
    }
}

extension Prompt {
    /// Whether words of her own are the usual answer, and a number leads elsewhere.
    fileprivate var isForWords: Bool {
        switch kind {
        case .name, .text, .postal: true
        case .choice, .scale, .yesNo: false
        }
    }

    /// The choice that stood under a number, or under a label.
    fileprivate func choice(_ typed: [Substring], byLabel: Bool) -> String? {
        let isNumbered = kind != .scale
        let index = choices.indices.first { index in
            (isNumbered && typed == ["\(index + 1)"])
                || (byLabel && typed == Folded.words(choices[index].label))
        }
        return index.map { choices[$0].id }
    }
}
