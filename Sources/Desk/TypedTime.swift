/// A time among the words behind a command, and where it stands.
struct TypedTime {
    /// What was typed, piece by piece; two pieces may come from one word.
    private struct Piece {
        let text: String
        let word: Int
    }

    /// What a reading found.
    enum Found: Hashable {
        /// There is none.
        case nothing
        /// One, and the words that it takes.
        case time(HowLong, words: Range<Int>)
        /// Somebody meant one, and nobody can say which.
        case unclear
    }

    /// A time, and how many pieces it takes; a number without a unit is not yet one.
    private enum Part {
        case time(HowLong)
        case number(Int)
    }

    private let pieces: [Piece]

    init(_ words: [Substring]) {
        pieces = words.enumerated().flatMap { index, word in
            Self.split(word.lowercased()).map { Piece(text: $0, word: index) }
        }
    }

    private static func split(_ word: String) -> [String] {
        guard word.contains(where: { $0.isNumber }) else {
            let words = Folded.words(word).map(String.init)
            return words.isEmpty && ["-", "–", "—"].contains(word) ? ["-"] : words
        }
        let ends = word.split(omittingEmptySubsequences: false) { "-–—".contains($0) }
        guard ends.count == 2, ends.allSatisfy({ $0.first?.isNumber == true }) else {
            return [word]
        }
        return [String(ends[0]), "-", String(ends[1])]
    }

    // MARK: Reading

    /// The time, where nothing but a time makes sense; of two times the later one of `from … to …`,
    /// for whoever begins at once.
    func alone(mayBegin: Bool = false) -> Found {
        guard !pieces.isEmpty else { return .nothing }
        for start in pieces.indices {
            guard let (found, end) = led(at: start, isFirst: true) else { continue }
            let rest = pieces[..<start] + pieces[end...]
            guard let found, !rest.contains(where: Self.isTime) else { break }
            return .time(found, words: words(start..<end))
        }
        return mayBegin ? between() : .unclear
    }

    /// The time among somebody's own words: at the beginning, or anywhere with its unit.
    func amongOthers() -> Found {
        // A door is closed from now on.
        if case .time = between() { return .unclear }
        for start in pieces.indices {
            guard let (found, end) = led(at: start, isFirst: start == 0) else { continue }
            guard let found, end == pieces.count || !isMore(end) else {
                return .unclear
            }
            // Where it comes first, all that follows is somebody's own.
            guard start == 0 || !pieces[end...].contains(where: Self.isTime) else {
                return .unclear
            }
            return .time(found, words: words(start..<end))
        }
        return pieces.contains(where: Self.isTime) ? .unclear : .nothing
    }

    private func words(_ places: Range<Int>) -> Range<Int> {
        pieces[places.lowerBound].word..<pieces[places.upperBound - 1].word + 1
    }

    private static func isTime(_ piece: Piece) -> Bool {
        piece.text.contains(where: \.isNumber) || TimeWords.isTime(piece.text)
    }

    /// A second time right behind the first one.
    private func isMore(_ index: Int) -> Bool {
        if text(index) == "-" || TimeWords.until.contains(text(index)) { return true }
        // "demain 8h" is not midnight with a reason.
        if case .time? = readPart(at: index)?.0 { return true }
        return TimeWords.between.contains(text(index)) && readPart(at: index + 1) != nil
    }

    /// `de 18h à 21h`, `18:00-21:00`: until the second.
    private func between() -> Found {
        var start = 0
        while start < pieces.count, TimeWords.from.contains(pieces[start].text) { start += 1 }
        guard let (first, middle) = readPart(at: start), middle < pieces.count,
            Self.clock(first) != nil, TimeWords.named[text(start)] == nil,
            TimeWords.between.contains(pieces[middle].text) || pieces[middle].text == "jusqu"
        else { return .unclear }
        var next = middle + 1
        while next < pieces.count, TimeWords.at.contains(pieces[next].text) { next += 1 }
        guard let (last, end) = readPart(at: next), end == pieces.count,
            let until = Self.clock(last)
        else { return .unclear }
        return .time(until, words: words(0..<end))
    }

    /// A time with what leads to it; no time where its words lead to none.
    private func led(at start: Int, isFirst: Bool) -> (found: HowLong?, end: Int)? {
        let text = pieces[start].text
        if TimeWords.until.contains(text) {
            var next = start + 1
            while next < pieces.count, TimeWords.at.contains(pieces[next].text) { next += 1 }
            guard let (part, end) = readPart(at: next) else { return (nil, start + 1) }
            return (Self.clock(part), end)
        }
        if TimeWords.lengths.contains(text) {
            guard let (part, end) = readPart(at: start + 1) else { return nil }
            return (Self.length(part), end)
        }
        guard let (part, end) = readPart(at: start) else { return nil }
        switch part {
        case .time(let time): return (Self.valid(time), end)
        case .number(let count): return isFirst ? (Self.valid(.minutes(count)), end) : nil
        }
    }

    // MARK: What it means

    private static func valid(_ time: HowLong) -> HowLong? {
        switch time {
        case .minutes(let count): (1...HowLong.minutesMax).contains(count) ? time : nil
        case .either(let count): (1...HowLong.minutesMax).contains(count) ? time : nil
        case .until(let minute): (0...1_440).contains(minute) ? time : nil
        }
    }

    private static func clock(_ part: Part) -> HowLong? {
        switch part {
        case .number(let hour): valid(.until(minute: min(hour, 100) * 60))
        case .time(.either(let minute)): valid(.until(minute: minute))
        case .time(.until(let minute)): valid(.until(minute: minute))
        case .time(.minutes): nil
        }
    }

    private static func length(_ part: Part) -> HowLong? {
        switch part {
        case .number(let count): valid(.minutes(count))
        case .time(.either(let count)): valid(.minutes(count))
        case .time(.minutes(let count)): valid(.minutes(count))
        case .time(.until): nil
        }
    }

    // MARK: The parts of a time

    private func text(_ index: Int) -> String { index < pieces.count ? pieces[index].text : "" }

    /// A number with its unit, a time of day, or a number alone.
    private func readPart(at start: Int) -> (Part, end: Int)? {
        if let minute = TimeWords.named[text(start)] {
            return (.time(.until(minute: minute)), start + 1)
        }
        let digits = text(start).prefix { $0.isASCII && $0.isNumber }
        guard !digits.isEmpty else { return written(at: start) }
        guard digits.count <= Self.digitCountMax, let count = Int(digits) else { return nil }
        let rest = String(text(start).dropFirst(digits.count))
        if rest.isEmpty {
            if let whole = unit(text(start + 1), of: count, end: start + 2) { return whole }
            return Self.isNoon(text(start + 1)) ? nil : (.number(count), start + 1)
        }
        return clock(count, rest, end: start + 1) ?? unit(rest, of: count, end: start + 1)
    }

    private static let digitCountMax = 6

    /// `une heure`, `half uur`: written out, with a unit.
    private func written(at start: Int) -> (Part, end: Int)? {
        if TimeWords.half.contains(text(start)) {
            let next = TimeWords.numbers[text(start + 1)] == 1 ? start + 2 : start + 1
            let isHour = (TimeWords.hours.union(TimeWords.hourLengths)).contains(text(next))
            return isHour ? (.time(.minutes(30)), next + 1) : nil
        }
        guard let count = TimeWords.numbers[text(start)] else { return nil }
        if count == 1, TimeWords.half.contains(text(start + 1)) { return written(at: start + 1) }
        return unit(text(start + 1), of: count, end: start + 2)
    }

    /// `22:00`, `22.30`, `10:30pm`.
    private func clock(_ hour: Int, _ rest: String, end: Int) -> (Part, end: Int)? {
        guard let sign = rest.first, sign == ":" || sign == "." else { return nil }
        let digits = rest.dropFirst().prefix { $0.isASCII && $0.isNumber }
        let suffix = String(rest.dropFirst(1 + digits.count))
        guard digits.count == 2, let minute = Int(digits), minute < 60, hour <= 24 else {
            return nil
        }
        let said = suffix.isEmpty ? text(end) : suffix
        if let noon = Self.noon(hour, said) {
            return (.time(.until(minute: noon * 60 + minute)), suffix.isEmpty ? end + 1 : end)
        }
        let isAlone = suffix.isEmpty || TimeWords.hours.contains(suffix)
        return isAlone ? (.time(.until(minute: hour * 60 + minute)), end) : nil
    }

    private static func isNoon(_ said: String) -> Bool {
        TimeWords.beforeNoon.contains(said) || TimeWords.afterNoon.contains(said)
    }

    /// The hour of the day that `10 pm` means.
    private static func noon(_ hour: Int, _ said: String) -> Int? {
        guard (1...12).contains(hour) else { return nil }
        if TimeWords.beforeNoon.contains(said) { return hour % 12 }
        return TimeWords.afterNoon.contains(said) ? hour % 12 + 12 : nil
    }

    /// What a unit makes of a number, with the minutes that may follow an hour.
    private func unit(_ unit: String, of count: Int, end: Int) -> (Part, end: Int)? {
        if let hour = Self.noon(count, unit) { return (.time(.until(minute: hour * 60)), end) }
        if TimeWords.minutes.contains(unit) { return (.time(.minutes(count)), end) }
        if TimeWords.days.contains(unit) { return (.time(.minutes(count * 1_440)), end) }
        if TimeWords.weeks.contains(unit) { return (.time(.minutes(count * 10_080)), end) }
        let isLength = TimeWords.hourLengths.contains(unit)
        if isLength || TimeWords.hours.contains(unit) {
            let (minutes, next) = minutesBehind(end)
            let all = count * 60 + minutes
            return (.time(isLength ? .minutes(all) : .either(all)), next)
        }
        // `1h30`, `1u30`, `1h30m`
        guard let sign = unit.first, sign == "h" || sign == "u" else { return nil }
        let digits = unit.dropFirst().prefix { $0.isASCII && $0.isNumber }
        let suffix = String(unit.dropFirst(1 + digits.count))
        guard digits.count <= 2, let minutes = Int(digits), minutes < 60 else { return nil }
        if suffix.isEmpty { return (.time(.either(count * 60 + minutes)), end) }
        let isLong = TimeWords.minutes.contains(suffix)
        return isLong ? (.time(.minutes(count * 60 + minutes)), end) : nil
    }

    /// `1 h 30`, `1 heure et demie`, `2 h et 15 min`.
    private func minutesBehind(_ end: Int) -> (minutes: Int, end: Int) {
        let next = TimeWords.and.contains(text(end)) ? end + 1 : end
        if next > end, TimeWords.half.contains(text(next)) { return (30, next + 1) }
        let digits = text(next).prefix { $0.isASCII && $0.isNumber }
        let rest = text(next).dropFirst(digits.count)
        guard digits.count == 2 || !rest.isEmpty, let minutes = Int(digits), minutes < 60 else {
            return (0, end)
        }
        if TimeWords.minutes.contains(String(rest)) { return (minutes, next + 1) }
        guard rest.isEmpty else { return (0, end) }
        return (minutes, TimeWords.minutes.contains(text(next + 1)) ? next + 2 : next + 1)
    }
}
