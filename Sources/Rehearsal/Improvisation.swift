public import Desk

/// A rehearsal by hand: somebody types as the visitor, moves the clock, and speaks for counsellors.
///
/// A line without a colon is what the visitor says. Everything that was played can be kept as a
/// story.
public struct Improvisation {
    /// What came of a line that was typed.
    public enum Answer: Sendable, Hashable {
        /// Lines to show.
        case shown([String])
        /// Whoever plays has had enough.
        case over
    }

    private var player: Player
    private var youth = ""
    private var story: [String] = []

    /// A rehearsal of a bot, at a time on the bot's own wall clock, through one of its doors.
    ///
    /// - Parameters:
    ///   - script: The bot.
    ///   - time: When it begins.
    ///   - hours: As a story's `hours` says them; nothing: the bot's own.
    ///   - door: The way in.
    /// - Throws: `Unplayable` when the time or the hours cannot be read.
    public init(
        _ script: Script,
        at time: String,
        keeping hours: String? = nil,
        through door: Door = .web
    ) throws {
        do {
            player = try Player(script, through: door, watching: .people)
            if let hours { _ = try play("hours", hours) }
            _ = try play("clock", time)
        } catch let mistake as Transcript.Mistake {
            throw Unplayable(description: mistake.what)
        } catch {
            throw Unplayable(description: "\(error)")
        }
    }

    /// Why a rehearsal cannot begin, for whoever asked for it.
    public struct Unplayable: Error, CustomStringConvertible {
        /// What cannot be read, and what would be right.
        public let description: String
    }

    /// What can be typed.
    public static let help = [
        "  text            the visitor says it; a number chooses an answer",
        "  :skip           she passes the question over",
        "  :touch LABEL    she touches a button",
        "  :leave, :exit   she ends the talk, or leaves in a hurry; `:erase` forgets everything",
        "  :as NAME        another visitor, who comes in now; `:as` alone goes back to the first",
        "  :clock +10m     moves the clock on (also 20:55, or 2027-03-28 20:55; with a zone behind",
        "                  it, such as Europe/Brussels, by that zone's clock)",
        "  :claim          a counsellor takes her",
        "  :say WORDS      the counsellor writes to her; `:say !clore` ends the talk",
        "  :staff WORDS    somebody writes in the staff room, such as !file",
        "  :hours WEEK     as if this were the week: monday-friday 18:00-21:00, sunday 14:00-16:00",
        "                  (exceptions, holidays, margins stay those of hours.yaml); also: always,",
        "                  never, or unreadable, as if the file were broken",
        "  :network away   the homeserver goes away; `:network back` when it is there again",
        "  :story          all of it so far, to be kept as a rehearsal",
        "  :quit           enough",
    ]

    /// Somebody comes in.
    public mutating func begin() -> [String] {
        attempt("youth", "arrives")
    }

    /// Plays what was typed.
    public mutating func type(_ typed: String) -> Answer {
        let line = typed.split(separator: "\n").joined(separator: " ")
        guard line.hasPrefix(":") else {
            if let label = offered(line) { return .shown(attempt("youth", "touches " + label)) }
            return .shown(line.isEmpty ? [] : attempt("youth", "says " + line))
        }
        let words = line.dropFirst().split(separator: " ", maxSplits: 1).map(String.init)
        let rest = words.count > 1 ? words[1] : ""
        switch words.first ?? "" {
        case "skip": return .shown(attempt("youth", "skips"))
        case "touch": return .shown(attempt("youth", "touches " + rest))
        case "leave": return .shown(attempt("youth", "leaves"))
        case "exit": return .shown(attempt("youth", "exits"))
        case "erase": return .shown(attempt("youth", "erases"))
        case "as": return .shown(enter(rest))
        case "clock": return .shown(attempt("clock", rest))
        case "claim": return .shown(attempt("counsel", "@ana takes"))
        case "say": return .shown(attempt("counsel", "@ana says " + rest))
        case "staff": return .shown(attempt("staffroom", "@ana says " + rest))
        case "network": return .shown(attempt("network", "is " + rest))
        case "hours": return .shown(attempt("hours", rest))
        case "story": return .shown(story)
        case "help": return .shown(Self.help)
        case "quit", "q": return .over
        default: return .shown(["\(words.first ?? "") is not known; :help lists what is"])
        }
    }

    /// What the visitor's page offers now: answers to touch, her place, whether she can write.
    public var offer: [String] {
        guard let view = player.world.view(of: youth) else { return [] }
        let choices = view.prompt?.choices ?? []
        var lines = choices.enumerated().map { "    \($0 + 1) \($1.label)" }
        if view.prompt?.maySkip == true { lines.append("    :skip") }
        if let place = view.place { lines.append("    place \(place)") }
        return lines
    }

    /// The label that stands beside a number.
    private func offered(_ typed: String) -> String? {
        guard let number = Int(typed),
            let choices = player.world.view(of: youth)?.prompt?.choices,
            choices.indices.contains(number - 1),
            // A scale's numbers are its answers.
            !choices.contains(where: { $0.label == typed })
        else { return nil }
        return choices[number - 1].label
    }

    private mutating func enter(_ name: String) -> [String] {
        youth = name
        return player.world.number(of: name) == nil ? begin() : []
    }

    private mutating func attempt(_ word: String, _ rest: String) -> [String] {
        do {
            return try play(word, rest)
        } catch let mistake as Transcript.Mistake {
            return [mistake.what]
        } catch {
            return ["\(error)"]
        }
    }

    private mutating func play(_ word: String, _ rest: String) throws -> [String] {
        let isBySomebody = ["youth", "counsel"].contains(word)
        let act = Transcript.Entry(
            line: 0,
            word: word,
            youth: isBySomebody && !youth.isEmpty ? youth : nil,
            rest: rest
        )
        let happened = try player.perform(act, isBySomebody ? youth : "").filter {
            !["reminder", "ledger"].contains($0.word)
        }
        story.append(label(word, isBySomebody ? youth : "") + rest)
        story += happened.map { label($0.word, $0.youth) + $0.rest }
        return happened.flatMap(lines)
    }

    /// `bot   │ Bonjour.`, each line of a text below the other.
    private func lines(_ happening: World.Happening) -> [String] {
        let texts = happening.rest.replacing(" / ", with: "\n").split(separator: "\n")
        return texts.enumerated().map { index, text in
            (index == 0 ? label(happening.word, happening.youth) : label("", "")) + "│ " + text
        }
    }

    private func label(_ word: String, _ youth: String) -> String {
        let label = youth.isEmpty ? word : "\(word):\(youth)"
        return label + String(repeating: " ", count: max(1, 11 - label.count))
    }
}
