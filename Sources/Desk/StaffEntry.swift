/// What a counsellor typed, read once for both kinds of rooms.
///
/// A line that begins with `!`, or with what is easily typed in its place, is never relayed,
/// whatever follows.
public enum StaffEntry: Sendable, Hashable {
    /// Words for the visitor (in a counselling room), or talk among colleagues (in the staff room).
    case words(String)
    /// `!prendre 12`
    case claim(ConversationNumber?)
    /// `!code`: the inbox makes one.
    case giveCode
    /// Any other order.
    case command(Command)

    /// Reads what was typed in a room, by the words of the bot's commands.
    public static func read(
        _ typed: String,
        in place: StaffPlace,
        knowing words: CommandWords
    ) -> StaffEntry {
        // Also a later line: what follows a "!" may be meant for colleagues only.
        let all = typed
        let lines = typed.split(whereSeparator: \.isNewline)
        guard let (sign, command) = lines.lazy.compactMap(CommandSign.read).first else {
            return .words(typed)
        }
        let typed = command.drop(while: \.isWhitespace)
        let written = typed.prefix { !$0.isWhitespace }
        let word = Folded.text(String(written))
        let shown = Confidential(written.lowercased())
        switch sign {
        case .other:
            let plain = Folded.words(String(written)).first.map(String.init) ?? ""
            let known = words.read(plain, in: place).map { _ in plain }
            let meant = words.nearest(to: plain, in: place) ?? known
            return .command(.misspelt(meant: meant))
        case .usual: break
        }
        if words.isElsewhere(word, than: place) { return .command(.elsewhere(word)) }
        guard let known = words.read(word, in: place) else {
            let meant = words.nearest(to: word, in: place)
            return .command(.unknown(shown, meant: meant))
        }
        guard let said = argument(behind: written, of: known, in: lines, all) else {
            return .command(.unread(how: word))
        }
        let rest = Argument(said)
        if let example = rest.example(for: known, words) {
            return .command(.unread(how: word + " " + example))
        }
        return entry(known, rest, in: place)
    }

    /// What stands behind a command; nothing where it stands among words that are none of its own,
    /// so that nothing is done, and that is said.
    ///
    /// A last word for her, and why the door closes, may have several lines.
    private static func argument(
        behind written: Substring,
        of known: CommandWord,
        in lines: [Substring],
        _ typed: String
    ) -> String? {
        let ownsLines = known == .close || known == .closeDoor
        let isFirst = lines.first.map { written.startIndex < $0.endIndex } ?? false
        let signCount = lines.count { CommandSign.read($0) != nil }
        guard lines.count == 1 || ownsLines && isFirst && signCount == 1 else { return nil }
        return String(typed[written.endIndex...].drop(while: \.isWhitespace))
    }

    private static func entry(
        _ word: CommandWord,
        _ rest: Argument,
        in place: StaffPlace
    ) -> StaffEntry {
        switch word {
        case .claim: .claim(rest.number)
        case .help: .command(.help)
        case .list: .command(.list)
        case .reload: .command(.reload)
        case .retry: .command(.retry)
        case .onDuty: .command(.onDuty(rest.duty.time))
        case .offDuty: .command(.offDuty)
        case .pause where place == .staffRoom: .command(.offDuty)
        case .pause: .command(.pause(minutes: rest.pauseMinutes))
        case .closeDoor: .command(.closeDoor(rest.closing.time, reason: rest.reason))
        case .openDoor: .command(.openDoor(rest.opening.time))
        case .hours: .command(.hours)
        case .held: .command(.held)
        case .release: .command(.release(rest.number))
        case .close: .command(.close(farewell: rest.text.map { Confidential($0) }))
        case .giveBack: .command(.giveBack)
        case .handOver: .command(.handOver(to: rest.colleague))
        case .accept: .command(.accept)
        case .invite: .command(.invite(rest.colleague))
        case .readyAnswer: .command(.readyAnswer(rest.word))
        case .refer: .command(.refer(rest.text))
        case .alarm: .command(.alarm)
        case .giveCode: rest.text == nil ? .giveCode : .command(.takeBackCode)
        case .keepWaiting: .command(.keepWaiting)
        case .heavy: .command(.heavy)
        case .hold: .command(.hold)
        case .cancel: .command(.help)  // Stands behind another one only.
        }
    }
}

/// What stands behind a command.
private struct Argument {
    let typed: String

    init(_ typed: String) { self.typed = typed }

    private var words: [Substring] { typed.split(whereSeparator: \.isWhitespace) }

    /// How it is written, where somebody meant a number or a time and nobody can read it: then
    /// nothing is done that she did not mean.
    func example(for word: CommandWord, _ known: CommandWords) -> String? {
        switch word {
        case .claim, .release: return text != nil && number == nil ? "12" : nil
        case .onDuty: return duty == .unclear ? "21:00" : nil
        case .closeDoor: return closing == .unclear ? "30m" : nil
        case .openDoor: return opening == .unclear ? "30m" : nil
        case .pause: return text != nil && pauseMinutes == nil ? "5" : nil
        case .giveCode:
            // A slip must not give a code to her from whom one shall be taken.
            let isCancel = known.read(Folded.text(typed)) == .cancel
            return text == nil || isCancel ? nil : known.shown(.cancel)
        case .help, .list, .reload, .retry, .offDuty, .hours, .held, .close, .giveBack, .handOver,
            .accept, .invite, .readyAnswer, .refer, .alarm, .keepWaiting, .heavy, .hold, .cancel:
            return nil
        }
    }

    /// All of it; nothing where there is nothing.
    var text: String? { words.isEmpty ? nil : typed }

    /// The first word.
    var word: String? { words.first.map(String.init) }

    /// `12` or `#12`.
    var number: ConversationNumber? {
        words.first.flatMap { ConversationNumber($0.first == "#" ? $0.dropFirst() : $0) }
    }

    /// `@bea`, `bea` or `@bea:example.org`.
    var colleague: String? {
        words.first.map { String($0.drop { $0 == "@" }.prefix { $0 != ":" }).lowercased() }
    }

    /// How long she answers: `21:00`, `de 18h à 21h`.
    var duty: TypedTime.Found { TypedTime(words).alone(mayBegin: true) }

    /// How long the door is open.
    var opening: TypedTime.Found { TypedTime(words).alone() }

    /// How long the door is closed; all other words are why.
    var closing: TypedTime.Found { TypedTime(words).amongOthers() }

    /// How long she is away.
    var pauseMinutes: Int? {
        switch TypedTime(words).alone().time {
        case .minutes(let count), .either(let count): count
        case .until, nil: nil
        }
    }

    /// The words beside the time, as they were typed.
    var reason: Confidential<String>? {
        var rest = words
        if case .time(_, let place) = closing { rest.removeSubrange(place) }
        let said = rest.joined(separator: " ")
        return said.isEmpty ? nil : Confidential(String(said.prefix(Self.reasonCharactersMax)))
    }

    private static let reasonCharactersMax = 200
}

extension TypedTime.Found {
    /// The time, where one was read.
    fileprivate var time: HowLong? {
        if case .time(let time, _) = self { time } else { nil }
    }
}
