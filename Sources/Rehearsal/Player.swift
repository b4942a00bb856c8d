public import Desk

/// Plays a story: lets each thing happen in the `World` and compares what follows, word by word.
public struct Player {
    /// What of all that follows is compared.
    public enum Watching: Sendable {
        /// All of it.
        case everything
        /// What somebody sees: nothing of reminders and of what is written down.
        case people

        fileprivate func sees(_ happening: World.Happening) -> Bool {
            switch self {
            case .everything: true
            case .people: !["reminder", "ledger"].contains(happening.word)
            }
        }
    }

    /// Changes the bot's files as a line of the story says; nothing for a line it does not know.
    public typealias Changing = (_ word: String, _ rest: String, Script) throws -> Script?

    var world: World
    private let watching: Watching
    private let changing: Changing
    /// The bot's own hours, from which each `hours` of a story starts.
    private var ownHours: Hours

    init(
        _ script: Script,
        through door: Door = .web,
        watching: Watching,
        changing: @escaping Changing = Props.change
    ) throws {
        world = try World(script: script, door: door)
        (self.watching, self.changing, ownHours) = (watching, changing, script.hours)
    }

    /// Plays a whole story.
    ///
    /// - Parameters:
    ///   - text: The story, in the grammar of `Transcript`.
    ///   - script: The bot that it talks to.
    ///   - door: The way in of everybody who comes; a story is the same through each.
    ///   - watching: What of all that follows is compared.
    ///   - changing: How lines like `hours unreadable` change the bot's files.
    /// - Returns: The differences, ready to be read; none when the desk does what the story tells.
    public static func differences(
        in text: String,
        with script: Script,
        through door: Door = .web,
        watching: Watching = .people,
        changing: @escaping Changing = Props.change
    ) -> [String] {
        do {
            var player = try Player(
                script,
                through: door,
                watching: watching,
                changing: changing
            )
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
            happened = asAtThePage(try perform(act, youth)).filter(watching.sees)
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

    /// Lets one thing happen.
    mutating func perform(
        _ act: Transcript.Entry,
        _ youth: String
    ) throws -> [World.Happening] {
        switch act.word {
        case "clock": return try move(act.rest)
        case "youth": return world.hear(try visitorEvent(act, youth), from: youth)
        case "counsel": return try counsel(act, youth)
        case "staffroom": return try staffRoom(act)
        case "network": return try disturb(act, youth)
        default:
            try change(act)
            return []
        }
    }

    /// The clock goes on; nothing that has happened can be taken back.
    private mutating func move(_ time: String) throws -> [World.Happening] {
        let instant = try world.wall.instant(time, now: world.clock)
        if let now = world.clock, instant < now {
            throw Backwards(time: time, now: world.wall.words(now))
        }
        return world.move(to: instant)
    }

    /// A time that is over already.
    struct Backwards: Error, CustomStringConvertible {
        let time: String
        let now: String

        var description: String {
            "“\(time)” is over: it is \(now) already, and the clock only goes on"
        }
    }

    private mutating func change(_ act: Transcript.Entry) throws {
        var script = world.script
        if act.word == "hours" { script.hours = ownHours }
        guard let changed = try changing(act.word, act.rest, script) else {
            throw Transcript.Mistake(line: act.line, what: "“\(act.rest)” is not known here")
        }
        world.script = changed
        if act.word == "rules" { ownHours = changed.hours }
    }

    private mutating func visitorEvent(_ act: Transcript.Entry, _ youth: String) throws -> Event {
        let (verb, words) = act.verb
        switch verb {
        case "arrives": return .arrived
        case "reads": return .visitorSaw(world.lastLine(inRoomOf: youth))
        case "sleeps": return .visitorMoved(isThere: false)
        case "wakes": return .visitorMoved(isThere: true)
        case "returns":
            return .visitorSaid(world.line(""), .code(CodeDigest(words)))
        case "leaves": return .visitorEnded(forgetting: false)
        case "exits": return .visitorEnded(forgetting: true)
        case "erases": return .visitorErased
        case "skips":
            let question = world.view(of: youth)?.prompt?.question ?? "name"
            if world.door == .lobby { return typed(world.script.lobbySkipWord) }
            return .visitorSaid(world.line(""), .skip(question: question))
        case "says":
            return world.door == .lobby ? typedCommand(act.spoken) : typed(act.spoken)
        case "touches":
            let (question, choice) = try button(words, youth, act.line)
            guard choice != VisitorView.send else {
                return .visitorSaid(world.line(""), .letter(world.freshCode()))
            }
            if world.door == .lobby { return typed(number(of: words, youth)) }
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
        for question in world.script.intake {
            guard
                let choice = question.choices.first(where: { $0.label.wordings.contains(label) })
            else { continue }
            return (question.id, choice.id)
        }
        guard label == world.script.texts.say(.mistaken, to: world.script.audience) else {
            throw Transcript.Mistake(line: line, what: "there is no button “\(label)”")
        }
        return (VisitorView.back, VisitorView.back)
    }

    private func ownWords(_ act: Transcript.Entry) -> String? {
        guard act.word == "youth", ["says", "touches"].contains(act.verb.verb) else { return nil }
        return act.spoken
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
