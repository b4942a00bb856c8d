/// Words without what people type differently: case, accents, apostrophes, signs.
public enum Folded {
    /// The words of a text, each in small letters without accents: "J'ai PEUR !" is `j ai peur`.
    public static func words(_ text: String) -> [Substring] {
        Self.text(text).split { $0 == " " }
    }

    /// A text in small letters without accents; whatever is no letter, digit or `_` is a blank.
    public static func text(_ text: String) -> String {
        var folded = ""
        folded.reserveCapacity(text.utf8.count)
        for character in text {
            if let ascii = character.asciiValue {
                folded.append(plain(ascii))
            } else {
                fold(character, into: &folded)
            }
        }
        return folded
    }

    private static func plain(_ ascii: UInt8) -> Character {
        switch ascii {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): Character(Unicode.Scalar(ascii + 32))
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "_"):
            Character(Unicode.Scalar(ascii))
        default: " "  // not ours: every other byte
        }
    }

    private static func fold(_ character: Character, into folded: inout String) {
        // A Character equals its other spelling (é as one scalar or as two).
        if let letters = latin[character] {
            folded += letters
        } else if character.isLetter || character.isNumber {
            folded += character.lowercased()
        } else {
            folded += " "
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
