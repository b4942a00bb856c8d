/// Takes comments and the insides of strings out of Swift text, and keeps the lines in place.
///
/// It reads bytes, not characters: all that it looks for is ASCII, and the repository is long.
struct Stripper {
    private enum Place: Equatable {
        case code(parentheses: Int)
        case comment(depth: Int)
        case lineComment
        case string(quoteCount: Int, hashCount: Int)
    }

    private let bytes: [UInt8]
    private var here = 0
    private var places: [Place] = [.code(parentheses: 0)]
    private var kept: [UInt8] = []

    /// The code alone, line by line.
    static func code(of text: String) -> [String] {
        var stripper = Stripper(bytes: Array(text.utf8))
        while stripper.here < stripper.bytes.count {
            stripper.here += stripper.eat()
        }
        return String(decoding: stripper.kept, as: UTF8.self)
            .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    private init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Reads one thing and says how many bytes it was.
    private mutating func eat() -> Int {
        if bytes[here] == Self.newline {
            if places.last == .lineComment { places.removeLast() }
            kept.append(Self.newline)
            return 1
        }
        switch places.last ?? .code(parentheses: 0) {
        case .lineComment: return 1
        case .comment(let depth): return eatComment(depth)
        case .string(let quoteCount, let hashCount): return eatString(quoteCount, hashCount)
        case .code(let parentheses): return eatCode(parentheses)
        }
    }

    private mutating func eatComment(_ depth: Int) -> Int {
        if comes("/", "*") { return become(.comment(depth: depth + 1), 2) }
        guard comes("*", "/") else { return 1 }
        if depth > 1 { return become(.comment(depth: depth - 1), 2) }
        places.removeLast()
        return 2
    }

    private mutating func eatString(_ quoteCount: Int, _ hashCount: Int) -> Int {
        if bytes[here] == Self.backslash, count(of: Self.hash, from: here + 1) >= hashCount {
            let next = here + 1 + hashCount
            guard next < bytes.count, bytes[next] == Self.opening else { return 2 + hashCount }
            return enter(.code(parentheses: 1), 2 + hashCount)
        }
        guard count(of: Self.quote, from: here) >= quoteCount,
            count(of: Self.hash, from: here + quoteCount) >= hashCount
        else { return 1 }
        places.removeLast()
        kept.append(Self.quote)
        return quoteCount + hashCount
    }

    private mutating func eatCode(_ parentheses: Int) -> Int {
        if comes("/", "/") { return enter(.lineComment, 2) }
        if comes("/", "*") { return enter(.comment(depth: 1), 2) }
        let hashCount = count(of: Self.hash, from: here)
        let quotes = count(of: Self.quote, from: here + hashCount)
        if quotes > 0 {
            kept.append(Self.quote)
            let quoteCount = quotes >= 3 ? 3 : 1
            let string = Place.string(quoteCount: quoteCount, hashCount: hashCount)
            return enter(string, hashCount + quoteCount)
        }
        // Parentheses are counted only inside `\(…)`, to know where the string goes on.
        if places.count > 1 {
            if bytes[here] == Self.opening {
                places[places.count - 1] = .code(parentheses: parentheses + 1)
            }
            if bytes[here] == Self.closing {
                guard parentheses > 1 else {
                    places.removeLast()
                    return 1
                }
                places[places.count - 1] = .code(parentheses: parentheses - 1)
            }
        }
        kept.append(bytes[here])
        return 1
    }

    private mutating func enter(_ place: Place, _ length: Int) -> Int {
        places.append(place)
        return length
    }

    private mutating func become(_ place: Place, _ length: Int) -> Int {
        places[places.count - 1] = place
        return length
    }

    /// Whether these two characters come next.
    private func comes(_ first: Unicode.Scalar, _ second: Unicode.Scalar) -> Bool {
        here + 1 < bytes.count && bytes[here] == UInt8(ascii: first)
            && bytes[here + 1] == UInt8(ascii: second)
    }

    private func count(of byte: UInt8, from start: Int) -> Int {
        var end = start
        while end < bytes.count, bytes[end] == byte { end += 1 }
        return end - start
    }

    private static let newline = UInt8(ascii: "\n")
    private static let backslash = UInt8(ascii: "\\")
    private static let hash = UInt8(ascii: "#")
    private static let quote = UInt8(ascii: "\"")
    private static let opening = UInt8(ascii: "(")
    private static let closing = UInt8(ascii: ")")
}
