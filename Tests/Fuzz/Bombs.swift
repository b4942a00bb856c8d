/// Inputs that are small to send and dear to read, for a reader that walks into them.
enum Bombs {
    static let all: [[UInt8]] =
        (nested + yaml + numbers + [laughs, laughingKeys, manyLaughingKeys]).map { Array($0.utf8) }

    private static let depth = 100_000

    private static func many(_ text: String, _ count: Int = depth) -> String {
        String(repeating: text, count: count)
    }

    private static let nested = [
        many("["), many("{\"a\":"), many("[") + many("]"), many("{\"a\":") + "1" + many("}"),
        many("[{\"events\":"), many("{\"rooms\":{\"join\":{\"!a\":{\"timeline\":", 20_000),
        #"{"events":["# + many("[", 90_000) + many("]", 90_000) + "]}",
        #"{"next_batch":"s","rooms":{"join":{"!r":"# + many("{\"timeline\":", 20_000),
        #"{"text":"# + many("[", 8_000), #"{"text":""# + many("\\u0000", 2_000) + #""}"#,
    ]

    private static let yaml = [
        many("- "), many("? "), many("a: "), many("- ? "), many("!a "), many("&a "), many("*a "),
        many("[\n"), many("{a: "), many("? - "), many("|\n "), many("\"\\\n"), many("%YAML 1.1\n"),
        many("- [", 60_000), many("---\n"), many("'"), many("a:\n", 80_000),
        (0..<700).map { many(" ", $0) + "a:\n" }.joined(),
        (0..<700).map { many(" ", $0) + "- a:\n" }.joined(),
    ]

    private static let numbers = [
        many("9"), "-" + many("9"), "1e" + many("9"), "0." + many("0") + "1", "1e999", "-0",
        many("1", 16), many("١", 16), many("1\u{301}", 16),
    ]

    /// Each line repeats the one before ten times.
    private static let laughs: String = {
        var lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
        for level in 1...12 {
            let items = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
            lines.append("a\(level): &a\(level) [\(items)]")
        }
        return lines.joined(separator: "\n")
    }()

    /// The same as a key: whoever looks for its double reads all of it.
    private static let laughingKeys = laughs + "\n? *a12\n: x\n? *a11\n: y\n"

    /// Few levels, each very wide.
    private static let manyLaughingKeys =
        "a: &a [" + many("x,", 20_000) + "]\nb: &b [" + many("*a,", 20_000) + "]\n? *b\n: x\n"
}
