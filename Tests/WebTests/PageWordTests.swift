import Desk
import Foundation
import Testing

@testable import Web

/// The page's own words, in every language.
@Suite struct PageWordTests {
    @Test(arguments: Language.allCases)
    func `each language has every word, and no other`(language: Language) throws {
        let words = try #require(PageWords.builtIn[language])
        #expect(Set(words.keys) == Set(PageWord.allCases.map(\.rawValue)))
        #expect(!words.values.contains { $0.allSatisfy(\.isWhitespace) })
    }

    @Test(arguments: PageWord.allCases)
    func `a word has the same blanks in every language`(word: PageWord) {
        let blanks = Language.allCases.map { language in
            let text = PageWords.builtIn[language]?[word.rawValue] ?? ""
            return Set(text.matches(of: /\{(\w+)\}/).map { String($0.output.1) })
        }
        #expect(Set(blanks).count == 1)
    }

    /// "1 seconds" would be wrong in each of them, so no word depends on a number.
    @Test(arguments: Language.allCases)
    func `a number stands where no word has to follow it`(language: Language) throws {
        let words = try #require(PageWords.builtIn[language])
        let counting = words.values.filter { $0.contains("{count}") }
        #expect(counting.count == 4 && counting.allSatisfy { $0.contains(": {count}.") })
    }

    /// A word that nobody says is as wrong as one that does not exist.
    @Test func `the page says every word that it has, and has every word that it says`() throws {
        let web = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Sources/Web")
        let names = try FileManager.default.subpathsOfDirectory(atPath: web.path)
        let texts = try names.filter { $0.hasSuffix(".js") || $0.hasSuffix("html") }.map {
            try String(contentsOf: web.appending(path: $0), encoding: .utf8)
        }
        let swift = try names.filter { $0.hasSuffix(".swift") }.map {
            try String(contentsOf: web.appending(path: $0), encoding: .utf8)
        }
        let known = Set(PageWord.allCases.map(\.rawValue))
        let named = texts.flatMap { text in
            text.matches(of: /(?:word\(|data-word=|data-label=|words\.)"?(\w+)/).map {
                String($0.output.1)
            }
        }
        let inSwift = known.filter { word in
            swift.contains { $0.contains(".\(word)") }
        }
        let quoted = known.filter { word in texts.contains { $0.contains("\"\(word)\"") } }
        let composed: Set = ["inFr", "inNl", "inEn", "inDe"]
        #expect(known.subtracting(named).subtracting(quoted).subtracting(inSwift) == composed)
        let saidByName = texts.flatMap { text in
            text.matches(of: /(?:word\(|data-word=|data-label=)"(\w+)"/).map {
                String($0.output.1)
            }
        }
        #expect(Set(saidByName).subtracting(known).isEmpty)
    }

    /// A tab keeps what is not sent, and some browsers open a closed one again with it: only the
    /// exit empties it for certain, so that is what the page tells.
    @Test(arguments: Language.allCases)
    func `what the tab keeps is told, with what erases it`(language: Language) throws {
        let words = try #require(PageWords.builtIn[language])
        let exit = words.say(.exit)
        #expect(words.say(.deviceHint).contains(exit) && words.say(.exitHint).contains(exit))
        let privacy = try #require(PrivacyWords.builtIn[language])
        #expect(privacy.say(.timeDevice).contains("{exit}"))
    }

    @Test func `every language names the emergency number, and a way to say nothing`() {
        for words in PageWords.builtIn.values {
            #expect(words["emergency"]?.contains("112") == true)
            #expect(words["emergencyPhone"] == "112")
        }
    }
}
