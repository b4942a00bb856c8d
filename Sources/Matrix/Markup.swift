/// A tag that opens something, with what stands in it.
struct MarkupTag: Sendable, Hashable {
    /// In small letters.
    let name: String
    /// In small letters, with their values; the first of two of one name counts.
    let attributes: [String: String]
}

/// Cuts formatted words into pieces, one after the other.
struct Markup {
    enum Piece: Sendable, Hashable {
        case text(Unicode.Scalar)
        case opening(MarkupTag)
        case closing(String)
        /// A tag that never ends.
        case broken
    }

    private let scalars: [Unicode.Scalar]
    private var place = 0

    init(_ scalars: [Unicode.Scalar]) {
        self.scalars = scalars
    }

    private var now: Unicode.Scalar? { place < scalars.count ? scalars[place] : nil }

    mutating func next() -> Piece? {
        while let scalar = now {
            if scalar == "<" {
                if skipRemark() { continue }
                if let piece = tag() { return piece }
            }
            return .text(scalar == "&" ? character() : take())
        }
        return nil
    }

    private mutating func take() -> Unicode.Scalar {
        defer { place += 1 }
        return scalars[place]
    }

    private func stands(_ text: String) -> Bool {
        scalars[place...].starts(with: text.unicodeScalars)
    }

    /// Over a remark or a declaration; one without an end leaves nothing behind it.
    private mutating func skipRemark() -> Bool {
        guard stands("<!") || stands("<?") else { return false }
        let end = stands("<!--") ? "-->" : ">"
        while place < scalars.count, !stands(end) { place += 1 }
        place = min(place + end.unicodeScalars.count, scalars.count)
        return true
    }

    // MARK: Tags

    /// A tag; nothing where the sign begins none and is a sign like others.
    private mutating func tag() -> Piece? {
        let start = place
        place += 1
        let isClosing = now == "/"
        if isClosing { place += 1 }
        let name = word { $0.properties.isAlphabetic || ("0"..."9").contains($0) || $0 == "-" }
        guard let first = name.unicodeScalars.first, first.properties.isAlphabetic else {
            place = start
            return nil
        }
        guard let attributes = attributes() else { return .broken }
        let folded = name.lowercased()
        return isClosing
            ? .closing(folded) : .opening(MarkupTag(name: folded, attributes: attributes))
    }

    /// Up to the tag's end; nothing where there is none.
    private mutating func attributes() -> [String: String]? {
        var found: [String: String] = [:]
        while let scalar = now {
            if scalar == ">" {
                place += 1
                return found
            }
            guard !scalar.isBlank, scalar != "/", scalar != "=" else {
                place += 1
                continue
            }
            let name = word { !$0.isBlank && !["=", ">", "/"].contains($0) }.lowercased()
            skipBlanks()
            var value = ""
            if now == "=" {
                place += 1
                skipBlanks()
                value = self.value()
            }
            if found[name] == nil { found[name] = value }
        }
        return nil
    }

    private mutating func value() -> String {
        guard let quote = now, quote == "\"" || quote == "'" else {
            return decoded { !$0.isBlank && $0 != ">" }
        }
        place += 1
        let value = decoded { $0 != quote }
        place += 1
        return value
    }

    private mutating func decoded(while isPart: (Unicode.Scalar) -> Bool) -> String {
        var text = String.UnicodeScalarView()
        while let scalar = now, isPart(scalar) {
            text.append(scalar == "&" ? character() : take())
        }
        return String(text)
    }

    private mutating func word(while isPart: (Unicode.Scalar) -> Bool) -> String {
        var text = String.UnicodeScalarView()
        while let scalar = now, isPart(scalar) { text.append(take()) }
        return String(text)
    }

    private mutating func skipBlanks() {
        while let scalar = now, scalar.isBlank { place += 1 }
    }

    // MARK: Characters

    private static let named: [String: Unicode.Scalar] = [
        "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": "\u{A0}",
    ]
    private static let nameScalarsMax = 8

    /// A character that is written by name or number; the sign itself where it is no such thing.
    private mutating func character() -> Unicode.Scalar {
        let ahead = scalars[(place + 1)...].prefix(Self.nameScalarsMax + 1)
        guard let end = ahead.firstIndex(of: ";") else { return take() }
        let name = String(String.UnicodeScalarView(scalars[(place + 1)..<end]))
        guard let meant = Self.named[name] ?? Self.numbered(name) else { return take() }
        place = end + 1
        return meant
    }

    private static func numbered(_ name: String) -> Unicode.Scalar? {
        guard name.first == "#" else { return nil }
        let digits = name.dropFirst()
        let isHexadecimal = digits.first == "x" || digits.first == "X"
        let value = isHexadecimal ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
        guard let value, let scalar = Unicode.Scalar(value) else { return nil }
        // What no keyboard writes is no writing.
        let isWritten = value >= 0x20 && !(0x7F...0x9F).contains(value)
        return isWritten || scalar.isBlank ? scalar : nil
    }
}

extension Unicode.Scalar {
    /// A blank between words, where several are as good as one.
    var isBlank: Bool { [" ", "\n", "\r", "\t", "\u{C}"].contains(self) }
}
