import Desk

/// Every way of a visitor through a bot's questions, walked with the real desk.
struct Ways {
    /// Where somebody stands: the question, and those that were put before it.
    private struct Stop: Hashable {
        let question: String
        let asked: Set<String>
    }

    private let script: Script
    private let moment: Moment
    private var seen: Set<Stop> = []
    /// Where nobody answers and nothing leads on, as the choices that lead there.
    private(set) var deadEnds: [String] = []
    /// How often the waiting room was reached.
    private(set) var humanCount = 0

    init(through script: Script, at civil: CivilTime) {
        var script = script
        let wholeDay = [OpeningHours.Slot(start: 0, end: 1_440)]
        let week = Weekday.allCases.map { ($0, wholeDay) }
        script.hours = .known(
            OpeningHours(weekly: Dictionary(uniqueKeysWithValues: week), holidays: .open)
        )
        self.script = script
        moment = Moment(milliseconds: 1_700_000_000_000, civil: civil)
        var conversation = Conversation(number: 1, bot: script.name, door: .web)
        _ = hear(.arrived, &conversation)
        walk(conversation, asked: [], path: "")
    }

    private func hear(_ event: Event, _ conversation: inout Conversation) -> [Effect] {
        var around = Surroundings(team: Team())
        return conversation.hear(event, at: moment, following: script, beside: &around)
    }

    private mutating func walk(_ conversation: Conversation, asked: Set<String>, path: String) {
        let view = conversation.view(following: script, beside: WaitingRoom())
        switch view.stage {
        case .waiting:
            humanCount += 1
        case .referred:
            comeBack(conversation, asked: asked, path: path)
        case .intake:
            guard let prompt = view.prompt else { return deadEnds.append(path + " (no question)") }
            guard !asked.contains(prompt.question) else {
                return deadEnds.append(path + " (asked again)")
            }
            let asked = asked.union([prompt.question])
            guard seen.insert(Stop(question: prompt.question, asked: asked)).inserted else {
                return
            }
            for choice in prompt.choices {
                let touch = Utterance.choice(question: prompt.question, choice: choice.id)
                answer(touch, conversation, asked, "\(path) \(prompt.question)=\(choice.id)")
            }
            let skip = Utterance.skip(question: prompt.question)
            answer(skip, conversation, asked, "\(path) \(prompt.question)=")
        case .arriving, .kept, .held, .talking, .writing, .letter, .closed, .ended:
            deadEnds.append("\(path) (\(view.stage))")
        }
    }

    private mutating func answer(
        _ utterance: Utterance,
        _ conversation: Conversation,
        _ asked: Set<String>,
        _ path: String
    ) {
        var conversation = conversation
        let effects = hear(.visitorSaid(LineID("line"), utterance), &conversation)
        if case .refuse? = effects.first { return deadEnds.append(path + " (refused)") }
        walk(conversation, asked: asked, path: path)
    }

    /// Whoever was led on by mistake stands before the same question again.
    private mutating func comeBack(
        _ conversation: Conversation,
        asked: Set<String>,
        path: String
    ) {
        var conversation = conversation
        let back = Utterance.choice(question: VisitorView.back, choice: VisitorView.back)
        _ = hear(.visitorSaid(LineID("line"), back), &conversation)
        let view = conversation.view(following: script, beside: WaitingRoom())
        guard let question = view.prompt?.question, asked.contains(question) else {
            return deadEnds.append(path + " (no way back)")
        }
    }
}
