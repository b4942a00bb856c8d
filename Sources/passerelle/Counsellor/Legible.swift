/// Makes what others wrote harmless for a terminal, which would obey what it is only meant to show.
enum Legible {
    /// The words without control characters and without those that turn the direction of writing;
    /// line ends stay.
    static func text(_ words: String) -> String {
        let lines = words.split(omittingEmptySubsequences: false) { $0.isNewline }
        return lines.map { line in
            var kept = String.UnicodeScalarView()
            kept.append(
                contentsOf: line.unicodeScalars.lazy.map { $0 == "\t" ? " " : $0 }.filter(
                    isHarmless
                )
            )
            return String(kept)
        }.joined(separator: "\n")
    }

    /// The same on one line.
    static func line(_ words: String) -> String {
        text(words).split(separator: "\n").joined(separator: " ")
    }

    /// A speaker and her words; further lines stand under the words, so that nobody can write a
    /// line that looks like another speaker's.
    static func speech(_ speaker: String, _ words: String) -> String {
        speaker + text(words).split(separator: "\n").joined(separator: "\n    ")
    }

    private static func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator, .surrogate: false
        // The joiners hold together emoji and letters of some scripts.
        case .format: scalar == "\u{200D}" || scalar == "\u{200C}" || isTag(scalar)
        default: true  // Letters, signs and blanks: Unicode's list, not ours.
        }
    }

    /// Flags of regions are spelled with these.
    private static func isTag(_ scalar: Unicode.Scalar) -> Bool {
        (0xE0020...0xE007F).contains(scalar.value)
    }
}
