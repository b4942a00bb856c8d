import Testing

/// Each rule is shown a file that breaks it, and one that only looks like it.
@Suite struct RulesCanFailTests {
    /// A small file that one rule must find, or must let pass.
    struct Sample: Sendable, CustomStringConvertible {
        let rule: @Sendable (Source) -> [String]
        let path: String
        let text: String

        var description: String { "\(path): \(text.prefix(60))" }

        var violations: [String] { rule(Source(path: path, text: text)) }
    }

    static let desk = "Sources/Desk/Sample.swift"
    static let relay = "Sources/Relay/Sample.swift"
    static let tests = "Tests/DeskTests/Sample.swift"

    static let bad: [Sample] = [
        Sample(rule: Rules.imports, path: desk, text: "import Foundation"),
        Sample(rule: Rules.imports, path: desk, text: "public import struct Foundation.Date"),
        Sample(rule: Rules.imports, path: relay, text: "@preconcurrency internal import Matrix"),
        Sample(rule: Rules.imports, path: "Sources/Matrix/A.swift", text: "import Desk"),
        Sample(rule: Rules.namedInTable, path: "Sources/New/A.swift", text: ""),
        Sample(rule: Rules.timeAndChance, path: relay, text: "let now = Date()"),
        Sample(rule: Rules.timeAndChance, path: relay, text: "let now = ContinuousClock.now"),
        Sample(rule: Rules.timeAndChance, path: relay, text: "let text = \"\\(UUID())\""),
        Sample(rule: Rules.timeAndChance, path: desk, text: "let die = Int.random(in: 1...6)"),
        Sample(rule: Rules.timeAndChance, path: desk, text: "SystemRandomNumberGenerator"),
        Sample(rule: Rules.looseTasks, path: relay, text: "Task { await go() }"),
        Sample(rule: Rules.looseTasks, path: relay, text: "Task(priority: .low) { go() }"),
        Sample(rule: Rules.looseTasks, path: relay, text: "Task<Void, Never> { go() }"),
        Sample(rule: Rules.looseTasks, path: relay, text: "Task.detached(operation: go)"),
        Sample(rule: Rules.unsafeCode, path: relay, text: "let a = unsafe b"),
        Sample(rule: Rules.unsafeCode, path: relay, text: "var a: UnsafeMutablePointer<Int>?"),
        Sample(rule: Rules.printing, path: relay, text: "    print(line)"),
        Sample(rule: Rules.printing, path: relay, text: "debugPrint(line)"),
        Sample(rule: Rules.defaults, path: desk, text: "switch stage {\ndefault: return\n}"),
        Sample(rule: Rules.defaults, path: relay, text: "switch e {\n@unknown default: return\n}"),
        Sample(rule: Rules.leftovers, path: desk, text: "let a = try! b()"),
        Sample(rule: Rules.leftovers, path: desk, text: "let a = b as! C"),
        Sample(rule: Rules.leftovers, path: desk, text: "fatalError(\"never\")"),
        Sample(rule: Rules.leftovers, path: desk, text: "// " + "TO" + "DO: later"),
        Sample(rule: Rules.columns, path: tests, text: String(repeating: "é", count: 101)),
        Sample(rule: Rules.length, path: tests, text: String(repeating: "a\n", count: 301)),
        Sample(rule: Rules.typeNames, path: relay, text: "public final class RoomManager {"),
        Sample(rule: Rules.typeNames, path: relay, text: "struct SessionKey {"),
        Sample(
            rule: Rules.machinePaths,
            path: "config/a.yaml",
            text: "file: /wo" + "rk/main/config"
        ),
        Sample(rule: Rules.machinePaths, path: "README.md", text: "see `/fa" + "rm/a`"),
        Sample(
            rule: Rules.secrets,
            path: "config/a.yaml",
            text: "as_token" + ": " + String(repeating: "a1", count: 12)
        ),
        Sample(rule: Rules.secrets, path: tests, text: "syt" + "_YW5h_abcdefghijkl"),
        Sample(rule: Rules.testsExpect, path: tests, text: "@Test func a() { go() }"),
        Sample(rule: Rules.testsExpect, path: tests, text: "@Test func a() {} // #expect"),
        Sample(rule: Rules.switchedOff, path: tests, text: "@Test(.disabled(\"later\"))"),
    ]

    @Test(arguments: bad)
    func `what breaks a rule is found`(_ sample: Sample) {
        #expect(!sample.violations.isEmpty)
    }

    static let good: [Sample] = [
        Sample(rule: Rules.imports, path: "Sources/Store/A.swift", text: "internal import GRDB"),
        Sample(rule: Rules.imports, path: desk, text: "// import Foundation"),
        Sample(rule: Rules.imports, path: tests, text: "@testable import Matrix"),
        Sample(rule: Rules.timeAndChance, path: "Sources/Relay/WallClock.swift", text: "Date()"),
        Sample(rule: Rules.timeAndChance, path: tests, text: "Date()"),
        Sample(rule: Rules.timeAndChance, path: relay, text: "let nowhere = a.nowhere // .now"),
        Sample(rule: Rules.looseTasks, path: relay, text: "group.addTask { await go() }"),
        Sample(rule: Rules.looseTasks, path: relay, text: "while !Task.isCancelled {"),
        Sample(rule: Rules.unsafeCode, path: "Sources/Curl/A.swift", text: "unsafe b"),
        Sample(rule: Rules.unsafeCode, path: relay, text: "/* unsafe /* even */ here */ let a = 1"),
        Sample(rule: Rules.printing, path: "Sources/passerelle/A.swift", text: "print(line)"),
        Sample(rule: Rules.printing, path: relay, text: "fingerprint(line)"),
        Sample(rule: Rules.defaults, path: relay, text: "switch a {\ndefault: b  // not ours\n}"),
        Sample(rule: Rules.defaults, path: "Sources/Web/A.swift", text: "default: return"),
        Sample(rule: Rules.leftovers, path: desk, text: "let text = \"try! it\""),
        Sample(rule: Rules.columns, path: tests, text: String(repeating: "é", count: 100)),
        Sample(rule: Rules.length, path: tests, text: String(repeating: "a\n", count: 300)),
        Sample(rule: Rules.typeNames, path: relay, text: "let session = a  // class Manager"),
        Sample(
            rule: Rules.machinePaths,
            path: "README.md",
            text: "https://example.org/wo" + "rk/a"
        ),
        Sample(rule: Rules.secrets, path: "config/a.yaml", text: "as_token" + ": \"\""),
        Sample(rule: Rules.testsExpect, path: tests, text: "@Test func a() { #expect(b) }"),
        Sample(rule: Rules.testsExpect, path: tests, text: "struct Helper {}"),
    ]

    @Test(arguments: good)
    func `what only looks like it is let pass`(_ sample: Sample) {
        #expect(sample.violations.isEmpty)
    }

    @Test func `a folder that breaks a rule of the whole is found`() {
        let crumbs = [Source(path: "Sources/Desk/A.swift", text: "let a = 1\n")]
        #expect(Rules.median(crumbs) == ["the median file has 1 lines"])
        #expect(Rules.median([]) == ["there are no sources"])
        #expect(Rules.openingChapters(crumbs) == ["Sources/Desk: no file opens the chapter"])
        let mute = [Source(path: "Sources/Desk/Desk.swift", text: "let a = 1\n")]
        #expect(
            Rules.openingChapters(mute) == [
                "Sources/Desk/Desk.swift: does not begin with a comment"
            ]
        )
        #expect(Rules.readme(crumbs) == ["README.md: there is none"])
        let readme = Source(path: "README.md", text: "The Desktop and more")
        #expect(Rules.readme(crumbs + [readme]) == ["README.md: does not name Desk"])
        let named = Source(path: "README.md", text: "| `Desk` | decides |")
        #expect(Rules.readme(crumbs + [named]) == [])
        #expect(
            Rules.fencedTwice(["A": ["Yams", "Foundation"], "B": ["Yams", "A"]])
                == ["Yams stands in A and B"]
        )
    }

    @Test func `comments and strings are no code`() {
        let text = """
            let a = "x // y" + b // c
            let d = #"raw \\(not) "e" "# + f /* g
            h */ + i + "\\(call("j", k))" + l
            let m = \"""
                n \\(o) p
                \"""
            """
        #expect(
            Stripper.code(of: text) == [
                "let a = \"\" + b ", "let d = \"\" + f ", " + i + \"call(\"\", k)\" + l",
                "let m = \"", "o", "\"",
            ]
        )
    }
}
