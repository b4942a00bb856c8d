internal import Desk

/// What an admin probably meant, as a remedy.
enum Spelling {
    /// The nearest of the known words, when it is near enough to be worth a guess.
    static func nearest(to word: String, in known: [String]) -> String? {
        Nearest.word(to: word, in: known)
    }

    /// The remedy for a word that nobody knows.
    static func remedy(for word: String, in known: [String]) -> String {
        if let nearest = nearest(to: word, in: known) { return "did you mean \"\(nearest)\"?" }
        return "known here: " + known.joined(separator: ", ")
    }
}
