internal import Desk

/// What one line from the keyboard asks for; where it goes is not decided here.
enum Typed: Hashable {
    /// Nothing but blanks.
    case nothing
    /// Words for a visitor.
    case words(String)
    /// `!prendre 12`; without a readable number the bridge answers with its help.
    case claim(Int?)
    /// `!file`
    case list
    /// `!aide`
    case help
    /// `!clore`
    case close
    /// Any other `!word`: the bridge answers it.
    case command
    /// `:12`
    case turn(to: Int)
    /// `:`
    case talks
    /// `:q`
    case quit

    /// Reads a line.
    ///
    /// Only exactly `:`, `:q` and `:12` are ours: `:)` is for the visitor.
    static func read(_ line: String, knowing known: CommandWords) -> Typed {
        let trimmed = line.drop(while: \.isWhitespace)
        guard let first = trimmed.first else { return .nothing }
        let words = trimmed.split(whereSeparator: \.isWhitespace)
        if first == "!" { return command(words, known) }
        guard first == ":", words.count == 1 else { return .words(line) }
        switch words[0].dropFirst() {
        case "": return .talks
        case "q": return .quit
        case let rest: return number(rest).map { .turn(to: $0) } ?? .words(line)
        }
    }

    /// The same words as the bridge knows, so that we agree with it on what they mean.
    private static func command(_ words: [Substring], _ known: CommandWords) -> Typed {
        switch known.read(Folded.text(String(words[0].dropFirst()))) {
        case .claim: .claim(words.dropFirst().first.flatMap(number))
        case .list: .list
        case .help: .help
        case .close: .close
        case .reload, .retry, .onDuty, .offDuty, .closeDoor, .openDoor, .hours, .held, .release,
            .pause, .giveBack, .handOver, .accept, .invite, .readyAnswer, .refer, .alarm, .giveCode,
            .keepWaiting, .heavy, .hold, .cancel, nil:
            .command
        }
    }

    private static func number(_ text: Substring) -> Int? {
        let digits = text.first == "#" ? text.dropFirst() : text
        guard digits.allSatisfy({ ("0"..."9").contains($0) }) else { return nil }
        return Int(digits)
    }
}
