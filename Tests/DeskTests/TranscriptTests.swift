import Desk
import Foundation
import Testing

@testable import Rehearsal

@Suite struct TranscriptTests {
    /// The stories of the folder, by name.
    static let stories: [String] = {
        guard let folder = Bundle.module.url(forResource: "Transcripts", withExtension: nil),
            let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path)
        else { return [] }
        return names.filter { $0.hasSuffix(".txt") }.sorted()
    }()

    @Test(arguments: stories)
    func `the desk does what the story tells`(_ name: String) throws {
        let folder = try #require(Bundle.module.url(forResource: "Transcripts", withExtension: nil))
        let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
        let differences = TestScript.differences(in: text)
        #expect(differences.isEmpty, "\(name)\n\(differences.joined(separator: "\n"))")
    }

    @Test func `the folder has its stories`() {
        #expect(Self.stories.count >= 14)
    }

    @Test func `the test bot has a sentence for every key`() {
        let missing = TextKey.allCases.filter { TestScript.sentences[$0] == nil }
        #expect(missing.isEmpty, "\(missing)")
    }

    static let opening = """
        clock 2026-11-23 18:05
        youth arrives
        reminder forget 2026-11-24 18:05

        """

    @Test(arguments: [
        ("an effect that the story does not tell", opening + "bot Bonjour…"),
        ("an effect that does not happen", opening + "bot Bonjour…\nbot Comment…\nbot Encore"),
        ("other words", opening + "bot Bonsoir…\nbot Comment…"),
        ("another order", opening + "bot Comment…\nbot Bonjour…"),
        ("another young person", opening + "bot Bonjour…\nbot:sam Comment…"),
        ("another view", opening + "bot Bonjour…\nbot Comment…\nsees waiting…"),
        ("an act that does not exist", opening + "bot Bonjour…\nbot Comment…\nyouth sings"),
        ("a word that does not exist", opening + "hello you"),
        ("a button that does not exist", opening + "bot Bonjour…\nbot Comment…\nyouth touches Oui"),
        ("nothing", ""),
    ])
    func `a wrong story does not pass`(_ sample: (what: String, text: String)) {
        #expect(!TestScript.differences(in: sample.text).isEmpty, "\(sample.what)")
    }

    @Test func `a difference is told with the line of the story`() throws {
        let told = try #require(TestScript.differences(in: Self.opening + "bot Bonsoir…").first)
        #expect(
            told == """
                line 2: youth arrives
                      reminder forget 2026-11-24 18:05
                  - bot Bonsoir…   (line 4)
                  + bot Bonjour ! Je suis un robot.
                  + bot Comment veux-tu qu'on t'appelle ?
                """
        )
    }

    @Test(arguments: [
        ("Bonjour toi", "Bonjour toi", true), ("Bonjour toi", "Bonjour…", true),
        ("Bonjour toi", "… toi", true), ("Bonjour à toi", "Bonjour … toi", true),
        ("Bonjour toi", "Bonjour", false), ("Bonjour", "Bonjour…jour", false),
        ("a b c d", "a … c … d", true), ("a b c d", "a … d … c", false),
    ])
    func `three dots stand for any words`(_ row: (text: String, expected: String, fits: Bool)) {
        #expect(Difference.fits(row.text, row.expected) == row.fits)
    }
}
