import Desk
import Testing

@testable import passerelle

/// What a line from the keyboard means.
@Suite struct TypedTests {
    @Test(arguments: [
        ("", Typed.nothing),
        ("  \t", .nothing),
        ("bonjour", .words("bonjour")),
        (" bonjour ", .words(" bonjour ")),
        (":)", .words(":)")),
        (":12 heures", .words(":12 heures")),
        (":qui ?", .words(":qui ?")),
        (":", .talks),
        (" :q ", .quit),
        (":12", .turn(to: 12)),
        ("!prendre 12", .claim(12)),
        ("  !PRENDRE  #12", .claim(12)),
        ("!take 3", .claim(3)),
        ("!nemen 3", .command),
        ("!prendre", .claim(nil)),
        ("!prendre douze", .claim(nil)),
        ("!prendre -1", .claim(nil)),
        ("!prendre 99999999999999999999", .claim(nil)),
        ("!file", .list),
        ("!aide", .help),
        ("!clore", .close),
        ("!", .command),
        ("!clorer", .command),
    ])
    func `a line is read`(_ line: String, _ meaning: Typed) {
        #expect(Typed.read(line, knowing: Evening.french) == meaning)
    }

    @Test func `the words are the bot's own, and the English ones everywhere`() {
        let own = CommandWords([.claim: ["mienne"], .help: ["sos"], .close: ["salut"]])
        #expect(Typed.read("!mienne 12", knowing: own) == .claim(12))
        #expect(Typed.read("!SOS", knowing: own) == .help)
        #expect(Typed.read("!salut", knowing: own) == .close)
        #expect(Typed.read("!take 12", knowing: own) == .claim(12))
        #expect(Typed.read("!prendre 12", knowing: own) == .command)
        #expect(Typed.read("!clore", knowing: own) == .command)
    }

    @Test func `bytes become lines, whatever ends them`() {
        var splitter = LineSplitter()
        let lines = "été\r\n\nfin".utf8.compactMap { splitter.take($0) }
        #expect(lines == ["été", ""])
        #expect(splitter.rest == "fin")
    }

    @Test(arguments: [
        ("a\u{1B}[2Jb", "a[2Jb"),
        ("gauche\u{202E}droite", "gauchedroite"),
        ("👩‍👧 🏴󠁧󠁢󠁥󠁮󠁧󠁿 né·e", "👩‍👧 🏴󠁧󠁢󠁥󠁮󠁧󠁿 né·e"),
        ("a\tb\r\nc\u{9B}1m", "a b\nc1m"),
    ])
    func `a terminal is not given orders`(_ words: String, _ shown: String) {
        #expect(Legible.text(words) == shown)
    }

    @Test func `nobody can write a line that looks like another speaker's`() {
        let speech = Legible.speech("Lila › ", "oui\u{2028}(passerelle) non\nBea › non")
        #expect(speech == "Lila › oui\n    (passerelle) non\n    Bea › non")
    }
}
