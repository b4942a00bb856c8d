import Foundation
import Testing

/// Every complaint in the sources of Documents is one that a file in `Broken/` causes.
///
/// Complaints are found in the text of the sources: the words after `findings.error(`,
/// `findings.warning(` and `what:`, with anything in place of what is filled in.
@Suite struct CoverageTests {
    /// What cannot be caused by a file in `Broken/`, and the reason.
    static let elsewhere = [
        "the file is missing": "ClosedTests",
        "there is no bot in this folder": "ClosedTests",
        "these texts are not used": "ClosedTests",
        "the file is too large or nested too deep to have been written by hand": "HostileTests",
        "aliases or nesting unfold to too much": "HostileTests",
        "\"…\" means \"…\" in another language of this bot": "TwoLanguagesTests",
        "there is no list of words for codes in \"…\"": "TwoLanguagesTests",
        "no bot is in the folder …": "PasserelleTests",
        "… is too large: … KB": "PageSetupTests",
        "… is no such picture": "PageSetupTests",
        "an alias to nothing": "the YAML library finds it first",
        "this is not YAML": "what the YAML library has never said so far",
    ]

    @Test func `every complaint has a broken file`() throws {
        let caused = try Broken.all().flatMap(\.expected)
        let said = try Self.sources().flatMap(Said.all)
        #expect(said.count > 100)
        let uncaused = said.filter { said in
            Self.elsewhere[said.text] == nil && !caused.contains(where: said.fits)
        }
        #expect(uncaused.map(\.text) == [])
    }

    @Test func `no allowance outlives its reason`() throws {
        let said = try Self.sources().flatMap(Said.all).map(\.text)
        for allowed in Self.elsewhere.keys { #expect(said.contains(allowed), "\(allowed)") }
    }

    private static func sources() throws -> [String] {
        let folder = Shelves.root.appending(path: "Sources/Documents")
        let names = try FileManager.default.contentsOfDirectory(
            atPath: folder.path(percentEncoded: false)
        )
        return try names.sorted().map {
            try String(contentsOf: folder.appending(path: $0), encoding: .utf8)
        }
    }
}

/// A complaint as the sources write it: pieces of text, and gaps that are filled.
private struct Said {
    let pieces: [String]

    var text: String { pieces.joined(separator: "…") }

    static func all(in source: String) -> [Said] {
        let calls = #/(?:findings\.(?:error|warning)\(|\bwhat:)\s*(?:\w+ \? )?"/#
        return source.matches(of: calls).map { Said(from: source[$0.range.upperBound...]) }
    }

    /// Reads a string literal to its end, over interpolations that hold strings themselves.
    private init(from source: Substring) {
        var pieces = [""]
        var depth = 0
        var isEscaped = false
        for character in source {
            if depth > 0 {
                if character == "(" { depth += 1 }
                if character == ")" { depth -= 1 }
            } else if isEscaped {
                isEscaped = false
                if character == "(" {
                    depth = 1
                    pieces.append("")
                } else {
                    pieces[pieces.count - 1].append(character)
                }
            } else if character == "\\" {
                isEscaped = true
            } else if character == "\"" {
                break
            } else {
                pieces[pieces.count - 1].append(character)
            }
        }
        self.pieces = pieces
    }

    /// Whether a rendered complaint is one of these.
    func fits(_ rendered: String) -> Bool {
        let severity = #/^.*?(?:error|warning): /#
        guard let head = rendered.prefixMatch(of: severity) else { return false }
        var rest = rendered[head.range.upperBound...]
        guard rest.hasPrefix(pieces[0]) else { return false }
        rest = rest.dropFirst(pieces[0].count)
        for piece in pieces.dropFirst() {
            guard let found = rest.firstRange(of: piece) else { return false }
            rest = rest[found.upperBound...]
        }
        return true
    }
}
