import Desk
import Testing

@testable import Store

/// Return codes in digits and in words.
@Suite struct CodeTests {
    @Test(arguments: [Language.fr, .nl])
    func `four words are 44 bits, and five letters are enough to know each`(
        language: Language
    ) throws {
        let list = try #require(CodeWords.list(in: language))
        #expect(list.shown.count == 2_048)
        let beginnings = Set(list.shown.map { Folded.text($0).prefix(5) })
        #expect(beginnings.count == 2_048)
        for word in list.shown {
            #expect((3...10).contains(word.count), "\(word)")
            #expect(word.allSatisfy { $0.isLetter && $0.isLowercase }, "\(word)")
        }
    }

    @Test func `check knows which languages have words`() {
        let with = Language.allCases.filter { CodeWords.list(in: $0) != nil }
        #expect(Set(with) == CodeForm.wordLanguages)
    }

    @Test(arguments: [Language.fr, .nl])
    func `words are read however they are written`(language: Language) async throws {
        let codes = ReturnCodes(try Evening().ledger)
        for _ in 1...5 {
            let fresh = try await codes.fresh(.words, in: language)
            let code = fresh.code.reveal()
            let words = code.split(separator: ", ").map(String.init)
            #expect(words.count == 4)
            for typed in [
                code, words.joined(separator: " "), words.joined(separator: "-").uppercased(),
                "  " + words.map(Folded.text).joined(separator: "  ") + " ",
            ] {
                #expect(try await codes.digest(ofTyped: typed) == fresh.digest, "\(typed)")
            }
            let other = try await codes.digest(ofTyped: words.reversed().joined(separator: " "))
            #expect(other != fresh.digest || words == words.reversed())
        }
    }

    @Test func `a slip in a word is forgiven, and a wrong word is not`() async throws {
        let codes = ReturnCodes(try Evening().ledger)
        let right = try await codes.digest(ofTyped: "tortue cerise wagon girafe")
        #expect(right != nil)
        for typed in [
            "tortu cerise wagon girafe", "tortue cerisse wagon girafe",
            "Tortues, cerises, wagons, girafes",
            "tortue, cersie, wagon, giraffe",
        ] {
            #expect(try await codes.digest(ofTyped: typed) == right, "\(typed)")
        }
        for typed in [
            "tortue cerise wagon", "bonjour je suis là maintenant", "xxxx yyyy zzzz qqqq",
        ] {
            #expect(try await codes.digest(ofTyped: typed) == nil, "\(typed)")
        }
        #expect(try await codes.digest(ofTyped: "tortue cerise wagon zèbre") != right)
    }

    @Test func `digits stay as they were, and stand where a language has no words`() async throws {
        let codes = ReturnCodes(try Evening().ledger)
        for fresh in [
            try await codes.fresh(.digits, in: .fr), try await codes.fresh(.words, in: .de),
        ] {
            let digits = fresh.code.reveal().filter(\.isNumber)
            #expect(digits.count == 16)
            let typed = try await codes.digest(ofTyped: " " + digits)
            #expect(typed == fresh.digest)
        }
    }
}
