import Desk
import Documents
import Foundation
import Testing

/// One bot that speaks two languages to its team: it understands the commands of both at once.
@Suite struct TwoLanguagesTests {
    /// The example with a word for a command in each language.
    private static func complaints(french: (String, String), dutch: (String, String)) throws
        -> [String]
    {
        var files = try Example.files()
        for (name, word) in [("texts.fr.yaml", french), ("texts.nl.yaml", dutch)] {
            let file = try #require(files[name])
            let line = "  \(word.0): [\(word.0)]\n"
            try #require(file.text.contains(line))
            let changed = file.text.replacing(line, with: "  \(word.0): [\(word.0), \(word.1)]\n")
            files[name] = SourceFile(path: name, text: changed)
        }
        return try Shelves.read(files).complaints.map { "\($0.file): \($0.what)" }
    }

    @Test func `a word that means two things in two languages is told`() throws {
        let told = try Self.complaints(french: ("held", "Pauzé"), dutch: ("list", "pauze"))
        #expect(
            told == ["texts.nl.yaml: \"pauze\" means \"held\" in another language of this bot"]
        )
    }

    @Test func `the same word for the same command is right`() throws {
        #expect(try Self.complaints(french: ("held", "stop"), dutch: ("held", "stop")) == [])
        #expect(try Self.complaints(french: ("held", "un"), dutch: ("list", "twee")) == [])
    }

    @Test(arguments: [("de, fr", true), ("fr, nl", false), ("nl, de", false)])
    func `words for codes are promised only in a language that has some`(
        _ row: (languages: String, isTold: Bool)
    ) throws {
        let files = try Example.files(changing: "bot.yaml") {
            $0.replacing("[fr, nl]", with: "[\(row.languages)]")
                .replacing("limits: {", with: "limits: {code: words, ")
        }
        let told = try Shelves.read(files).complaints.map(\.what)
        let complaint = "there is no list of words for codes in \"de\""
        #expect(told.contains(complaint) == row.isTold)
    }
}
