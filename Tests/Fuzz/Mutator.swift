import Support

/// Breaks what is good, the same for the same seed.
struct Mutator {
    private let corpus: [[UInt8]]
    private var chance: Splitmix

    init(seed: UInt64, corpus: [[UInt8]]) {
        (self.corpus, chance) = (corpus.isEmpty ? [[]] : corpus, Splitmix(seed: seed))
    }

    mutating func next() -> [UInt8] {
        var input = corpus[Int.random(in: corpus.indices, using: &chance)]
        for _ in 0..<Int.random(in: 1...6, using: &chance) { change(&input) }
        return input
    }

    private mutating func change(_ input: inout [UInt8]) {
        let piece = place(in: input)
        switch Int.random(in: 0..<10, using: &chance) {
        case 0: input.removeSubrange(piece)
        case 1: input.insert(contentsOf: input[piece], at: piece.lowerBound)
        case 2: input.replaceSubrange(piece, with: token())
        case 3, 4: input.insert(contentsOf: token(), at: piece.lowerBound)
        case 5: splice(into: &input, at: piece)
        case 6 where !piece.isEmpty:
            input[piece.lowerBound] ^= 1 << UInt8.random(in: 0..<8, using: &chance)
        case 7 where !piece.isEmpty: input[piece.lowerBound] = .random(in: 0...255, using: &chance)
        case 8: input = Array(input[..<piece.lowerBound])
        default: repeatPiece(of: &input, piece)
        }
    }

    /// Mostly short, sometimes all that follows.
    private mutating func place(in input: [UInt8]) -> Range<Int> {
        let start = Int.random(in: 0...input.count, using: &chance)
        let reach = Bool.random(using: &chance) ? 8 : 200
        let length = Int.random(in: 0...reach, using: &chance)
        return start..<min(input.count, start + length)
    }

    private mutating func splice(into input: inout [UInt8], at piece: Range<Int>) {
        let other = corpus[Int.random(in: corpus.indices, using: &chance)]
        input.replaceSubrange(piece, with: other[place(in: other)])
    }

    private mutating func repeatPiece(of input: inout [UInt8], _ piece: Range<Int>) {
        guard input.count < 20_000 else { return }
        let count = 1 << Int.random(in: 0..<8, using: &chance)
        let copies = Array(repeating: input[piece], count: count).flatMap(\.self)
        input.insert(contentsOf: copies, at: piece.lowerBound)
    }

    private mutating func token() -> [UInt8] {
        Array((Self.tokens.randomElement(using: &chance) ?? "").utf8)
    }

    /// Signs of JSON, YAML, HTTP, Matrix and Unicode, and numbers at the edges.
    private static let tokens =
        [
            "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u", "\\ud800", "\\udc00", "\\u0000",
            "null",
            "true", "false", "-", "0", "1e999", "-1", "9223372036854775807",
            "-9223372036854775808", "9223372036854775808", "18446744073709551616", "0.1", "1E-400",
            "\n", "\r\n", "\t", "\0", "\u{7F}", "\u{FEFF}", "\u{202E}",
            "\u{1F468}\u{200D}\u{1F469}",
            "e\u{301}", "\u{10FFFF}", "é", "& ", "&a ", "*a ", "- ", "? ", "! ", "!!binary ", "| ",
            "> ", "--- ", "...", "# ", "' ", "<<: ", "~", "@", "%", "00:00-24:00", "25:61",
            "2027-02-29", "0123", "12:30:00", "\"events\":", "\"content\":", "\"type\":",
            "\"m.room.message\"", "\"m.relates_to\":{", "\"rel_type\":\"m.replace\"",
            "\"state_key\":",
            "\"rooms\":{\"join\":{", "\"code\":\"1234 5678 1234 5678\"", "\"text\":\"a\"",
        ]
}
