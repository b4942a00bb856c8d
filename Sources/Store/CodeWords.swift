internal import Desk

/// The words of which return codes are made where a bot gives words, and how they are read again.
///
/// Four of 2,048 are 44 bits of chance: little for a key that is stolen, enough for one that is
/// only ever compared with a slow digest, five times a talk.
enum CodeWords {
    /// The number of words of a code.
    static let count = 4

    /// So many letters are enough to know a word.
    private static let knownBy = 5

    /// The words of one language, as they are shown, and as they are compared.
    struct List: Sendable {
        let shown: [String]
        fileprivate let folded: Set<String>
        fileprivate let byBeginning: [Substring: String]

        fileprivate init(_ text: String) {
            shown = text.split(whereSeparator: \.isWhitespace).map(String.init)
            let folded = shown.map(Folded.text)
            self.folded = Set(folded)
            byBeginning = Dictionary(folded.map { ($0.prefix(CodeWords.knownBy), $0) }) { $1 }
        }

        /// The word that somebody meant, who may have made one slip.
        fileprivate func word(for typed: Substring) -> String? {
            if let word = byBeginning[typed.prefix(CodeWords.knownBy)],
                typed.count >= CodeWords.knownBy
            {
                return word
            }
            let alike = folded.filter { $0.first == typed.first }.sorted()
            return Nearest.word(to: String(typed), in: alike, editsMax: 1)
        }
    }

    private static let french = List(frenchWords)
    private static let dutch = List(dutchWords)

    /// The words for a language; nothing where nobody has chosen any yet.
    static func list(in language: Language) -> List? {
        switch language {
        case .fr: french
        case .nl: dutch
        case .en, .de: nil
        }
    }

    /// A code as somebody typed it, as it is compared; nothing where it cannot be one.
    ///
    /// Capitals, accents, commas and hyphens do not matter, and one slip in a word does not either.
    static func read(_ typed: String) -> String? {
        let words = Folded.words(typed)
        guard words.count == count else { return nil }
        let lists = [french, dutch]
        if lists.contains(where: { list in words.allSatisfy { list.folded.contains(String($0)) } })
        {
            return words.joined(separator: " ")
        }
        // Where a slip could be read in both languages, the one with more right words counts.
        let nearest = lists.max { right(words, in: $0) < right(words, in: $1) }
        let meant = words.compactMap { word in
            nearest.flatMap { $0.folded.contains(String(word)) ? String(word) : $0.word(for: word) }
        }
        return meant.count == count ? meant.joined(separator: " ") : nil
    }

    private static func right(_ words: [Substring], in list: List) -> Int {
        words.count { list.folded.contains(String($0)) }
    }
}
