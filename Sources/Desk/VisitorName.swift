/// The name a visitor chose, made fit to stand in a room's member list.
public enum VisitorName {
    /// At most so many characters are kept.
    public static let charactersMax = 40
    /// At most so many Unicode scalars are kept; a character may be made of several.
    public static let scalarsMax = 60

    /// A name has at most so many words; more are the beginning of a story.
    public static let wordsMax = 4

    /// Whether nothing would be lost if this were taken for a name.
    public static func isShort(_ typed: String) -> Bool {
        typed.count <= charactersMax && typed.unicodeScalars.count <= scalarsMax
            && typed.split(whereSeparator: \.isWhitespace).count <= wordsMax
    }

    /// The name without line breaks, control or direction characters; nothing when nothing is left.
    public static func clean(_ typed: String) -> String? {
        let kept = typed.unicodeScalars.filter { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
                .paragraphSeparator:
                false
            default:
                true
            }
        }
        let words = String(String.UnicodeScalarView(kept)).split(whereSeparator: \.isWhitespace)
        // Scalars as well: a homeserver refuses names of more than 256 bytes or so.
        let short = words.joined(separator: " ").unicodeScalars.prefix(scalarsMax)
        let name = String(String(String.UnicodeScalarView(short)).prefix(charactersMax))
        return name.isEmpty ? nil : name
    }
}
