import Documents
import Testing

/// A file that would hurt the process must end in a complaint like any other.
@Suite struct HostileTests {
    @Test func `aliases that unfold to millions are refused at once`() throws {
        var lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
        for level in 1...12 {
            let alias = "*a\(level - 1)"
            let items = Array(repeating: alias, count: 10).joined(separator: ", ")
            lines.append("a\(level): &a\(level) [\(items)]")
        }
        try expectRefused(lines.joined(separator: "\n"), "aliases or nesting unfold to too much")
    }

    /// The library looks for keys that stand twice, and for that walks through each of them.
    @Test(arguments: ["? *b\n: x", "*b : x", "c: {*b : x}", "? [*b, *b]\n: x"])
    func `an alias that unfolds to millions is refused as a key too`(key: String) throws {
        let many = Array(repeating: "x", count: 20_000).joined(separator: ", ")
        let more = Array(repeating: "*a", count: 20_000).joined(separator: ", ")
        let text = "a: &a [\(many)]\nb: &b [\(more)]\n\(key)\n"
        try expectRefused(text, "aliases or nesting unfold to too much")
    }

    @Test func `stars and ampersands in words are no aliases`() {
        let words = "a: |\n" + String(repeating: "  *très* R&D Q & A &\n", count: 500)
        let reading = SettingsFile.read(SourceFile(path: "x.yaml", text: words))
        #expect(!reading.complaints.contains { $0.what.contains("aliases") })
    }

    @Test func `brackets without end are refused before they are followed`() throws {
        let reason = "the file is too large or nested too deep to have been written by hand"
        try expectRefused("a: " + String(repeating: "[", count: 100_000), reason)
        let lines = Array(repeating: "[", count: 50_000).joined(separator: "\n ")
        try expectRefused("a:\n " + lines, reason)
    }

    @Test func `dashes without end are refused`() throws {
        let text = "a:\n" + String(repeating: "- ", count: 900) + "x"
        try expectRefused(text, "aliases or nesting unfold to too much")
        _ = SettingsFile.read(
            SourceFile(path: "x.yaml", text: String(repeating: "- ", count: 100_000))
        )
    }

    @Test func `a file too large to be written by hand is refused`() throws {
        let text = String(repeating: "# much\n", count: 50_000)
        try expectRefused(
            text,
            "the file is too large or nested too deep to have been written by hand"
        )
    }

    @Test func `a zero byte is refused`() {
        let reading = SettingsFile.read(SourceFile(path: "x.yaml", text: "a: \u{0}b"))
        #expect(reading.value == nil)
        #expect(!reading.complaints.isEmpty)
    }

    @Test func `tokens are never shown`() throws {
        let secret = "0123456789abcdef0123456789abcdef"
        let text = """
            id: passerelle
            as_token: \(secret)
            hs_token: \(secret)x
            sender_localpart: nobody
            """
        let file = SourceFile(path: "registration.yaml", text: text)
        let tokens = try #require(RegistrationFile.read(file).value)
        #expect(tokens.asToken == secret)
        var dumped = ""
        dump(tokens, to: &dumped)
        #expect(!"\(tokens) \(String(reflecting: tokens)) \(dumped)".contains(secret))
        let same = SourceFile(path: "r.yaml", text: text.replacing(secret + "x", with: secret))
        let complaints = RegistrationFile.read(same).complaints
        #expect(complaints.count == 1)
        #expect(!complaints.contains { $0.rendered.contains(secret) })
    }

    private func expectRefused(_ text: String, _ what: String) throws {
        let reading = SettingsFile.read(SourceFile(path: "x.yaml", text: text))
        #expect(reading.value == nil)
        #expect(reading.complaints.map(\.what) == [what])
    }
}
