import Desk

/// Plays a story: lets each thing happen in the `World` and compares what follows, word by word.
struct Player {
    private var world = World()

    /// The differences, ready to be read; none when the desk does what the story tells.
    static func differences(in text: String) -> [String] {
        var player = Player()
        do {
            return try Transcript(text).blocks.compactMap { try player.play($0) }
        } catch {
            return ["\(error)"]
        }
    }

    private mutating func play(_ block: Transcript.Block) throws -> String? {
        let act = block.act
        let youth = act.youth ?? ""
        let happened: [World.Happening]
        var expected = block.expected.filter { $0.word != "sees" }
        do {
            happened = try perform(act, youth)
        } catch {
            throw Transcript.Mistake(line: act.line, what: "\(error)")
        }
        if let own = ownWords(act),
            !expected.contains(where: { ["own", "refused"].contains($0.word) })
        {
            let echo = Transcript.Entry(line: act.line, word: "own", youth: act.youth, rest: own)
            expected.insert(echo, at: 0)
        }
        let wrong = Difference(act: act, expected: expected, happened: happened).words
        return wrong ?? look(block.expected.filter { $0.word == "sees" }, youth)
    }

    private func look(_ entries: [Transcript.Entry], _ youth: String) -> String? {
        for entry in entries {
            let seen = Spoken.sees(world.view(of: entry.youth ?? youth))
            guard Difference.fits(seen, entry.rest) else {
                return "line \(entry.line): sees \(entry.rest)\n  but the page knows: \(seen)"
            }
        }
        return nil
    }

    private mutating func perform(
        _ act: Transcript.Entry,
        _ youth: String
    ) throws -> [World.Happening] {
        switch act.word {
        case "clock": return try world.move(to: try Wall.instant(act.rest, now: world.now))
        case "hours": return try setHours(act.rest)
        case "rules": return try setRules(act.rest)
        case "limits": return try setLimits(act.rest)
        case "youth": return try world.hear(try visitorEvent(act, youth), from: youth)
        case "counsel": return try counsel(act, youth)
        case "staffroom": return try staffRoom(act)
        case "network": return try lose(act, youth)
        default: throw Transcript.Mistake(line: act.line, what: "nothing happens")
        }
    }

    private mutating func setHours(_ text: String) throws -> [World.Happening] {
        switch text {
        case "unreadable": world.script = TestScript.script(hours: .unreadable)
        case "evenings": world.script = TestScript.script()
        default: throw Wall.Unreadable(text: text)
        }
        return []
    }

    private mutating func setRules(_ text: String) throws -> [World.Happening] {
        switch text {
        case "rich": world.script = TestScript.rich()
        case "rich, place kept": world.script = TestScript.rich(atClosing: .place)
        case "plain": world.script = TestScript.script()
        default: throw Wall.Unreadable(text: text)
        }
        return []
    }

    private mutating func setLimits(_ text: String) throws -> [World.Happening] {
        let parts = text.split(separator: " ")
        guard parts.count == 2, let count = Int(parts[1]) else { throw Wall.Unreadable(text: text) }
        switch parts[0] {
        case "seats":
            world.script = TestScript.script(limits: TestScript.limits(waiting: count))
        case "unheard":
            world.script = TestScript.script(limits: TestScript.limits(unheard: count))
        default: throw Wall.Unreadable(text: text)
        }
        return []
    }

    private mutating func visitorEvent(_ act: Transcript.Entry, _ youth: String) throws -> Event {
        let (verb, words) = act.verb
        switch verb {
        case "arrives": return .arrived
        case "leaves": return .visitorEnded(forgetting: false)
        case "exits": return .visitorEnded(forgetting: true)
        case "skips":
            let question = world.view(of: youth)?.prompt?.question ?? "name"
            return .visitorSaid(world.line(""), .skip(question: question))
        case "says":
            let text = act.spoken
            return .visitorSaid(world.line(text), .text(Confidential(text)))
        case "touches":
            let (question, choice) = try button(words, youth, act.line)
            return .visitorSaid(world.line(""), .choice(question: question, choice: choice))
        default: throw Transcript.Mistake(line: act.line, what: "a youth cannot “\(verb)”")
        }
    }

    /// The button with a label: of the question being asked, else of any, as on a stale page.
    private func button(
        _ label: String,
        _ youth: String,
        _ line: Int
    ) throws -> (question: String, choice: String) {
        if let prompt = world.view(of: youth)?.prompt,
            let choice = prompt.choices.first(where: { $0.label == label })
        {
            return (prompt.question, choice.id)
        }
        for question in TestScript.questions {
            guard let choice = question.choices.first(where: { $0.label == Saying(label) }) else {
                continue
            }
            return (question.id, choice.id)
        }
        guard label == TestScript.sentences[.mistaken] else {
            throw Transcript.Mistake(line: line, what: "there is no button “\(label)”")
        }
        return (VisitorView.back, VisitorView.back)
    }

    private func ownWords(_ act: Transcript.Entry) -> String? {
        guard act.word == "youth", ["says", "touches"].contains(act.verb.verb) else { return nil }
        return act.spoken
    }
}

extension Player {
    private mutating func counsel(
        _ act: Transcript.Entry,
        _ youth: String
    ) throws -> [World.Happening] {
        let (counsellor, verb, words) = try act.counsellor
        switch verb {
        case "takes":
            let number = words.isEmpty ? world.number(of: youth) : ConversationNumber(words)
            return try world.hear(.claimed(by: counsellor), about: number)
        case "posts":
            return try world.hear(.postedOther(by: counsellor), inRoomOf: youth)
        case "encrypts":
            return try world.hear(.roomEncrypted, inRoomOf: youth)
        case "says":
            return try world.hear(roomEvent(words, counsellor), inRoomOf: youth)
        default: throw Transcript.Mistake(line: act.line, what: "nobody can “\(verb)”")
        }
    }

    private mutating func roomEvent(_ typed: String, _ counsellor: CounsellorID) -> Event {
        switch StaffEntry.read(typed) {
        case .words(let text):
            .counsellorSaid(world.line(text), Confidential(text), by: counsellor)
        case .readyAnswer(let name):
            .readyAnswer(world.line(""), named: name, by: counsellor)
        case .close: .counsellorEnded(by: counsellor)
        case .claim, .list, .help: .askedHelp(unknown: nil, by: counsellor)
        case .unknown(let word): .askedHelp(unknown: Confidential(word), by: counsellor)
        }
    }

    private mutating func staffRoom(_ act: Transcript.Entry) throws -> [World.Happening] {
        let (counsellor, _, typed) = try act.counsellor
        switch StaffEntry.read(typed) {
        case .words: return []
        case .claim(let number?):
            return try world.hear(.claimed(by: counsellor), about: number)
        case .list: return try world.hear(.askedWhoWaits(by: counsellor), about: nil)
        case .claim(nil), .close, .help, .readyAnswer:
            return try world.hear(.askedHelp(unknown: nil, by: counsellor), about: nil)
        case .unknown(let word):
            let unknown = Confidential(word)
            return try world.hear(.askedHelp(unknown: unknown, by: counsellor), about: nil)
        }
    }

    private mutating func lose(
        _ act: Transcript.Entry,
        _ youth: String
    ) throws -> [World.Happening] {
        let what: FailedEffect = act.rest == "loses a line" ? .line : .other
        return try world.hear(.failed(EffectID("e"), what), about: world.number(of: youth))
    }
}

extension Transcript.Entry {
    /// The first word of the rest, and what comes after it.
    var verb: (verb: String, words: String) {
        let halves = rest.split(separator: " ", maxSplits: 1).map(String.init)
        return (halves.first ?? "", halves.count > 1 ? halves[1] : "")
    }

    /// What is said or touched; `a×2001` stands for a very long line.
    var spoken: String {
        let words = verb.words
        let halves = words.split(separator: "×")
        guard halves.count == 2, let count = Int(halves[1]) else { return words }
        return String(repeating: String(halves[0]), count: count)
    }

    /// `@ana says Bonjour` in three parts.
    var counsellor: (CounsellorID, verb: String, words: String) {
        get throws {
            let parts = rest.split(separator: " ", maxSplits: 2).map(String.init)
            guard parts.count > 1, parts[0].hasPrefix("@") else {
                throw Transcript.Mistake(line: line, what: "which counsellor?")
            }
            let id = CounsellorID(parts[0] + ":example.org")
            return (id, parts[1], parts.count > 2 ? parts[2] : "")
        }
    }
}
