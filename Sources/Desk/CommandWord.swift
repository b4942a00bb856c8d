/// A command, by its English word: that one is understood everywhere, beside the words of the
/// bot's texts.
public enum CommandWord: String, Sendable, Hashable, CaseIterable {
    // In the staff room.
    /// Takes somebody, asks who waits, reads the files again, tries again what was set aside.
    case claim = "take", list, reload, retry
    /// Who answers now; the door, by order and by the hours; who is held, and no more.
    case onDuty = "duty", offDuty = "off", closeDoor = "shut", openDoor = "open", hours, held,
        release
    // In both.
    /// Which commands there are, and a pause.
    case help, pause
    // In a counselling room.
    /// The end of a talk, and another counsellor.
    case close, giveBack = "return", handOver = "transfer", accept, invite
    /// What is ready to be said.
    case readyAnswer = "answer", refer
    /// What concerns her: danger, the way back, her silence, the weight of the talk, a quiet hold.
    case alarm = "alert", giveCode = "code", keepWaiting = "wait", heavy, hold = "calm"
    // Behind another one.
    /// Not any more: after the word for a code.
    case cancel

    /// Where it means something.
    public func isKnown(in place: StaffPlace) -> Bool {
        switch self {
        case .help, .pause: true
        case .claim, .list, .reload, .retry, .onDuty, .offDuty, .closeDoor, .openDoor, .hours,
            .held, .release:
            place == .staffRoom
        case .close, .giveBack, .handOver, .accept, .invite, .readyAnswer, .refer, .alarm,
            .giveCode, .keepWaiting, .heavy, .hold:
            place == .counsellingRoom
        case .cancel: false
        }
    }
}

/// The words of a bot's commands, as its texts state them.
public struct CommandWords: Sendable, Hashable {
    private let shown: [CommandWord: [String]]
    private let known: [String: CommandWord]

    /// The words as files state them, the one that is shown first; none: the English ones.
    public init(_ words: [CommandWord: [String]] = [:]) {
        shown = Dictionary(
            uniqueKeysWithValues: CommandWord.allCases.map {
                ($0, words[$0, default: []] + [$0.rawValue])
            }
        )
        let pairs = CommandWord.allCases.flatMap { word in
            words[word, default: []].map { (Folded.text($0), word) }
        }
        let english = CommandWord.allCases.map { ($0.rawValue, $0) }
        // What a bot's file says goes before what every bot understands.
        known = Dictionary(pairs + english) { first, _ in first }
    }

    /// The words of both.
    public func merging(_ other: CommandWords) -> CommandWords {
        let words = CommandWord.allCases.map { word in
            (word, (shown[word] ?? []).dropLast() + (other.shown[word] ?? []).dropLast())
        }
        return CommandWords(Dictionary(uniqueKeysWithValues: words.map { ($0, Array($1)) }))
    }

    /// The word that is shown for a command.
    public func shown(_ word: CommandWord) -> String { shown[word]?.first ?? word.rawValue }

    /// The command that was typed, in small letters without accents.
    public func read(_ typed: String) -> CommandWord? { known[typed] }

    func read(_ typed: String, in place: StaffPlace) -> CommandWord? {
        known[typed].flatMap { $0.isKnown(in: place) ? $0 : nil }
    }

    /// Whether a word that means nothing here is a command in the other kind of room.
    func isElsewhere(_ typed: String, than place: StaffPlace) -> Bool {
        known[typed].map { $0 != .cancel && !$0.isKnown(in: place) } ?? false
    }

    /// The command that somebody probably meant, as the bot's file has it; nothing where none is
    /// near, or one that means something in the other kind of room only.
    func nearest(to typed: String, in place: StaffPlace) -> String? {
        guard let word = begun(by: typed) ?? near(to: typed), word.isKnown(in: place) else {
            return nil
        }
        return shown(word)
    }

    /// The only command whose word begins so: "pren".
    private func begun(by typed: String) -> CommandWord? {
        guard typed.count >= Self.beginningCountMin else { return nil }
        let begun = Set(known.filter { $0.key.hasPrefix(typed) && $0.value != .cancel }.values)
        return begun.count == 1 ? begun.first : nil
    }

    private static let beginningCountMin = 3

    /// Of both kinds of rooms: else "prendre" would be taken for "rendre" where it is none.
    private func near(to typed: String) -> CommandWord? {
        // A guess that is wrong could be typed as it stands.
        let editsMax = max(1, min(2, typed.count / 3))
        let words = known.filter { $0.value != .cancel }.keys
        return Nearest.word(to: typed, in: Array(words), editsMax: editsMax).flatMap { known[$0] }
    }
}
