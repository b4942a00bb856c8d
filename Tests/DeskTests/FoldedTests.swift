import Desk
import Testing

/// What counts as the same word, however it is typed.
@Suite struct FoldedTests {
    @Test(
        "case, accents and signs do not count, in whichever way they are written",
        arguments: [
            ("J'ai PEUR !", "j ai peur"),
            ("écœuré", "ecoeure"),
            ("e\u{301}te\u{301}", "ete"),
            ("Œdème Straße", "oedeme strasse"),
            ("un\r\ndeux\ttrois", "un deux trois"),
            ("oui👩‍👩‍👧non", "oui non"),
            ("мама", "мама"),
            ("!\u{301}a", "a"),
            ("", ""),
        ]
    )
    func folds(_ typed: String, _ words: String) {
        #expect(Folded.words(typed).joined(separator: " ") == words)
    }
}
