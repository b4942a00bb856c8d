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
        // Together with other words it is no command either: nothing is done, and that is said.
        guard lines.count == 1, let known = words.read(word, in: place) else {
            let meant = words.nearest(to: word, in: place)
            return .command(.unknown(shown, meant: meant))
        }
        let rest = Argument(
            String(typed.dropFirst(written.count).drop(while: \.isWhitespace))
        )
        if let example = rest.example(for: known, words) {
            return .command(.unknown(shown, meant: word + " " + example))
        }
        return entry(known, rest, in: place)
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
        case .onDuty: .command(.onDuty(untilMinute: rest.clock))
        case .offDuty: .command(.offDuty)
        case .pause where place == .staffRoom: .command(.offDuty)
        case .pause: .command(.pause(minutes: rest.minutes))
        case .closeDoor: .command(.closeDoor(minutes: rest.closing?.minutes, reason: rest.reason))
        case .openDoor: .command(.openDoor(minutes: rest.minutes))
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
        let hasDigits = typed.contains(where: \.isNumber)
        switch word {
        case .claim, .release: return text != nil && number == nil ? "12" : nil
        case .onDuty: return hasDigits && clock == nil ? "21:00" : nil
        case .closeDoor: return hasDigits && closing == nil ? "30m" : nil
        case .openDoor, .pause: return hasDigits && minutes == nil ? "30m" : nil
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

    /// `30`, `30m`, `2h` or `1h30`, in minutes.
    var minutes: Int? {
        words.lazy.compactMap(Self.minutes).first
    }

    /// A time at the beginning, such as `30`, `30 min` or `pour 2h`, or anywhere with its unit; and
    /// where it stands.
    ///
    /// All other words are somebody's own, in which a number means something else.
    var closing: (minutes: Int, place: Range<Int>)? {
        let typed = words.map { $0.lowercased() }
        let start = typed.first.map(Self.lengthWords.contains) == true ? 1 : 0
        for index in typed.indices.dropFirst(start) {
            let isAlone = typed[index].allSatisfy(\.isNumber)
            guard let count = Self.minutes(Substring(typed[index])) else { continue }
            let next = index + 1 < typed.count ? typed[index + 1] : ""
            if isAlone, Self.hourWords.contains(next) { return (count * 60, index..<index + 2) }
            if isAlone, Self.minuteWords.contains(next) { return (count, index..<index + 2) }
            if !isAlone || index == start { return (count, index..<index + 1) }
        }
        return nil
    }

    private static let lengthWords = ["pour", "pendant", "voor", "gedurende", "for"]
    private static let minuteWords = ["m", "min", "minutes", "minuten"]
    private static let hourWords = ["h", "u", "heure", "heures", "uur", "uren", "hour", "hours"]

    /// The words beside the time, as they were typed.
    var reason: Confidential<String>? {
        var rest = words
        if let place = closing?.place {
            let isLed = place.lowerBound == 1 && Self.lengthWords.contains(rest[0].lowercased())
            rest.removeSubrange(isLed ? 0..<place.upperBound : place)
        }
        let said = rest.joined(separator: " ")
        return said.isEmpty ? nil : Confidential(String(said.prefix(Self.reasonCharactersMax)))
    }

    private static let reasonCharactersMax = 200

    /// `21:00` or `21h`, wherever it stands: "jusqu'à 21:00".
    var clock: Int? {
        words.lazy.compactMap { word in
            let parts = word.split(omittingEmptySubsequences: false) { ":hHu.".contains($0) }
            guard parts.count == 2, let hour = Int(parts[0]), (0...24).contains(hour) else {
                return nil
            }
            guard let minute = parts[1].isEmpty ? 0 : Int(parts[1]), (0..<60).contains(minute)
            else { return nil }
            return hour * 60 + minute
        }.first
    }

    private static func minutes(_ word: Substring) -> Int? {
        let parts = word.lowercased().split(omittingEmptySubsequences: false) { "hu".contains($0) }
        func count(_ text: Substring) -> Int? {
            let digits = text.prefix { $0.isNumber }
            guard ["", "m", "min"].contains(text.dropFirst(digits.count)) else { return nil }
            return Int(digits).flatMap { (0...10_000).contains($0) ? $0 : nil }
        }
        if parts.count == 1 { return count(parts[0]) }
        guard parts.count == 2, let hours = count(parts[0]) else { return nil }
        return parts[1].isEmpty ? hours * 60 : count(parts[1]).map { hours * 60 + $0 }
    }
}
