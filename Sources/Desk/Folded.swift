/// Words without what people type differently: case, accents, apostrophes, signs.
public enum Folded {
    /// The words of a text, each in small letters without accents: "J'ai PEUR !" is `j ai peur`.
    public static func words(_ text: String) -> [Substring] {
        Self.text(text).utf8.split(separator: UInt8(ascii: " ")).map(Substring.init)
    }

    /// A text in small letters without accents; whatever is no letter, digit or `_` is a blank.
    public static func text(_ text: String) -> String {
        let bytes = text.utf8
        var folded: [UInt8] = []
        folded.reserveCapacity(bytes.count)
        var index = text.startIndex
        while index < text.endIndex {
            let next = bytes.index(after: index)
            // Looking for the ends of characters is slow. Between two of ASCII there always is one.
            if bytes[index] < 0x80, next == text.endIndex || bytes[next] < 0x80 {
                folded.append(plain(bytes[index]))
                index = next
            } else {
                fold(text[index], into: &folded)
                index = text.index(after: index)
            }
        }
        return String(decoding: folded, as: UTF8.self)
    }

    private static func plain(_ ascii: UInt8) -> UInt8 {
        switch ascii {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): ascii + 32
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "_"):
            ascii
        default: UInt8(ascii: " ")  // not ours: every other byte
        }
    }

    private static func fold(_ character: Character, into folded: inout [UInt8]) {
        // A Character equals its other spelling (é as one scalar or as two).
        if let ascii = character.asciiValue {
            folded.append(plain(ascii))
        } else if let letters = latin[character] {
            folded += letters.utf8
        } else if character.isLetter || character.isNumber {
            folded += character.lowercased().utf8
        } else {
            folded.append(UInt8(ascii: " "))
        }
    }

    private static let latin: [Character: String] = {
        let rows = [
            ("a", "àáâãäåāăą"), ("c", "çćč"), ("d", "ďđ"), ("e", "èéêëēĕėęě"), ("g", "ğġģ"),
            ("i", "ìíîïīįı"), ("l", "łľ"), ("n", "ñńňņ"), ("o", "òóôõöøōő"), ("r", "řŕ"),
            ("s", "śšşș"), ("t", "ťţț"), ("u", "ùúûüūůűų"), ("y", "ýÿ"), ("z", "źžż"),
            ("ae", "æ"), ("oe", "œ"), ("ss", "ß"), ("ij", "ĳ"),
        ]
        var table: [Character: String] = [:]
        for (plain, letters) in rows {
            for letter in letters {
                table[letter] = plain
                if let capital = letter.uppercased().first, letter.uppercased().count == 1 {
                    table[capital] = plain
                }
            }
        }
        return table
    }()
}
