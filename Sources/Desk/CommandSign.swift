/// The sign with which a line begins that is for the bot, or that was meant so.
enum CommandSign {
    /// `!`, as it should be.
    case usual
    /// A sign that a hurried hand or another keyboard puts in its place, or one that something
    /// stands before.
    case other

    /// A line that begins so, and what stands behind the sign; nothing for a line of words.
    static func read(_ line: Substring) -> (sign: CommandSign, rest: Substring)? {
        let line = line.drop(while: isBlank)
        guard let first = line.first else { return nil }
        let rest = line.dropFirst()
        if first == "!" { return (.usual, rest) }
        if alike.contains(first) { return (.other, rest) }
        // An editor makes a list of it: "1. !clore".
        let item = line.drop(while: \.isNumber)
        if item.startIndex > line.startIndex, item.first == "." || item.first == ")",
            let sign = item.dropFirst().first(where: { !isBlank($0) }),
            sign == "!"
                || alike.contains(sign)
        {
            return (.other, item.drop { $0 != sign }.dropFirst())
        }
        // "/clore" is a command elsewhere; "1/2" and "/!\" are none.
        if first == "/", rest.first?.isLetter == true { return (.other, rest) }
        return behindOthers(line).map { (.other, $0) }
    }

    /// `« !clore »`, `😀 !clore`: a sign right before the first letter, behind none.
    private static func behindOthers(_ line: Substring) -> Substring? {
        guard let letter = line.firstIndex(where: { $0.isLetter || $0.isNumber }),
            line[letter].isLetter, letter > line.startIndex
        else { return nil }
        let sign = line[line.index(before: letter)]
        return sign == "!" || alike.contains(sign) || drawn.contains(sign)
            ? line[letter...] : nil
    }

    /// A blank, or a sign that nobody sees, as text has them that was copied.
    private static func isBlank(_ character: Character) -> Bool {
        character.isWhitespace
            || character.unicodeScalars.allSatisfy {
                $0.properties.generalCategory == .format
                    || $0.properties.generalCategory == .control
            }
    }

    /// Full-width, small, upside down, and the letter that looks like one.
    private static let alike: Set<Character> = ["！", "﹗", "¡", "ǃ"]
    private static let drawn: Set<Character> = ["❗", "❗️", "❕", "‼", "‼️"]
}
