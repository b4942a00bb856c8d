internal import Desk

/// Two choices must not be typed alike, or the second could never be meant.
struct TypedOnce {
    let languages: [Language]
    let findings: Findings
    private var typed: Set<[String]> = []

    init(languages: [Language], findings: Findings) {
        (self.languages, self.findings) = (languages, findings)
    }

    mutating func add(_ choice: Choice, at place: Place) {
        let labels = languages.map { choice.label.said(to: Audience($0)) }
        var own: Set<[String]> = []
        for words in labels + choice.words {
            let folded = Folded.words(words).map(String.init)
            guard !folded.isEmpty, own.insert(folded).inserted else { continue }
            if !typed.insert(folded).inserted {
                findings.error(
                    "two choices are called \"\(words)\"",
                    at: place,
                    remedy: "give each its own label and words"
                )
            }
        }
    }
}
