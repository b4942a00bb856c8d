import Support
import Testing

@testable import Matrix

/// Formatted words as the visitor's page can show them.
@Suite struct FormattedTests {
    @Test(arguments: [
        ("<strong>lis</strong> ceci", "lis ceci"),
        ("a<br>b<br/>c<br />d", "a\nb\nc\nd"), ("a<br><br><br>b", "a\n\nb"),
        ("<p>un</p>\n<p>deux</p>\n", "un\n\ndeux"), ("<div>un</div><div>deux</div>", "un\ndeux"),
        ("un\n   deux", "un deux"), ("  <b> un </b> deux ", "un deux"),
        ("<pre><code>a\n  b\n</code></pre>après", "a\n  b\naprès"),
        (
            "<a href=\"https://example.org/a?b=1&amp;c\">ici</a> !",
            "ici (https://example.org/a?b=1&c) !"
        ),
        ("<a href='https://example.org'>https://example.org/</a>", "https://example.org/"),
        ("<a href=https://example.org>example.org</a>", "example.org"),
        ("<a href=\"https://example.org\"></a>", "https://example.org"),
        ("<a href=\"tel:103\">appelle</a> <a href=\"tel:103\">103</a>", "appelle (103) 103"),
        ("<a href=\"javascript:alert(1)\">ici</a>", "ici"),
        ("<a href=\"https://matrix.to/#/@ana:example.org\">Ana</a>", "Ana"),
        ("<a href=\"matrix:u/ana:example.org\">Ana</a>", "Ana"),
        ("<ul><li>un</li><li>deux</li></ul>fin", "- un\n- deux\nfin"),
        ("<ol><li><p>un</p></li><li>deux</li></ol>", "1. un\n\n2. deux"),
        (
            "<ol start=\"3\"><li>un<ul><li>sous</li></ul></li><li>deux</li></ol>",
            "3. un\n  - sous\n4. deux"
        ),
        ("<li>seul</li>", "- seul"),
        ("<blockquote>elle<br>dit</blockquote>oui", "> elle\n> dit\noui"),
        ("<h1>Titre</h1>texte", "Titre\ntexte"), ("<td>a</td><td>b</td>", "a b"),
        ("<del>non</del> oui", "~~non~~ oui"),
        ("<mx-reply><blockquote><a href=\"x\">a</a><p>b</p></blockquote></mx-reply>oui", "oui"),
        ("<script>alert('<p>')</script><style>p{}</style><title>t</title>oui", "oui"),
        ("<!-- <b>rien</b> -->oui<!DOCTYPE x>", "oui"), ("oui<!-- sans fin", "oui"),
        ("1 &lt; 2 &amp;&amp; 3 &gt; 2 &quot;&#39;&apos;&#x27;", "1 < 2 && 3 > 2 \"'''"),
        ("&nbsp;&inconnu; &#0; &#xD800; & <3 < 4", "\u{A0}&inconnu; &#0; &#xD800; & <3 < 4"),
        ("<img alt=\"❤️\" src=\"mxc://a/b\"><img src=\"mxc://a/b\">", "❤️"),
        ("</b></p></ul>oui<b>", "oui"), ("", ""),
    ])
    func `breaks, lists, quotations and addresses stay`(_ row: (formatted: String, plain: String)) {
        #expect(FormattedText.plain(row.formatted) == row.plain)
    }

    @Test(arguments: [
        ("oui <a href=\"x", "a tag without an end"),
        (String(repeating: "<blockquote>", count: FormattedText.depthMax + 1) + "a", "too deep"),
        (String(repeating: "<mx-reply>", count: FormattedText.depthMax + 1) + "a", "too deep"),
        (String(repeating: "a", count: FormattedText.scalarsMax + 1), "too long"),
    ])
    func `what cannot be read is given up, and the body taken`(_ row: (text: String, why: String)) {
        #expect(FormattedText.plain(row.text) == nil, "\(row.why)")
        #expect(FormattedText.best(of: row.text, over: "le corps") == "le corps")
    }

    @Test(arguments: [
        // Signs for which formatting stands are not missed.
        (
            "**lis** [ceci](https://example.org)",
            "<b>lis</b> <a href='https://example.org'>ceci</a>",
            "lis ceci (https://example.org)"
        ),
        // A word, or a line, that formatting has lost.
        ("un deux", "<p>un</p>", "un deux"), ("un\ndeux", "un deux", "un\ndeux"),
        ("corps", "<p> </p>", "corps"), ("corps", "<img src='mxc://a/b'>", "corps"),
        // Whoever is mentioned is named only.
        (
            "[Ana](https://matrix.to/#/@ana:example.org) oui",
            "<a href='https://matrix.to/#/@ana:example.org'>Ana</a> oui", "Ana oui"
        ),
    ])
    func `nothing of the body is lost`(_ row: (body: String, formatted: String, best: String)) {
        #expect(FormattedText.best(of: row.formatted, over: row.body) == row.best)
    }

    /// Whatever other people's programs write, it ends, soon, and brings no tag and no account.
    @Test func `nonsense is read or given up`() {
        let pieces = [
            "<", ">", "</", "/>", "&", ";", "#", "x41", "\"", "'", "=", " ", "\n", "\0", "\u{202E}",
            "a", "é", "❤️", "!", "<p>", "</p>", "<ul>", "</ul>", "<ol start=-9>", "<li>", "<pre>",
            "</pre>", "<blockquote>", "</blockquote>", "<a href='https://e.org/'>", "</a>",
            "<a href=\"https://matrix.to/#/@ana:example.org\">", "<mx-reply>", "</mx-reply>",
            "<script>", "</script>", "<!--", "-->", "<br>", "&lt;", "&#60;", "&#x3c", "<del>",
            "</s>",
        ]
        var chance = Splitmix(seed: 20_261_126)
        var readCount = 0
        for _ in 0..<4_000 {
            let count = Int.random(in: 1...60, using: &chance)
            let nonsense = (0..<count).map { _ in pieces.randomElement(using: &chance) ?? "" }
            guard let plain = FormattedText.plain(nonsense.joined()) else { continue }
            readCount += 1
            #expect(!plain.contains("@ana"), "\(nonsense)")
            #expect(!plain.contains("\n\n\n"), "\(nonsense)")
            // Reading is over with the first reading of words that hold no sign of their own.
            if !plain.contains(where: { "<&>~".contains($0) }) {
                #expect(plain.unicodeScalars.count <= nonsense.joined().unicodeScalars.count * 8)
            }
        }
        #expect(readCount > 1_000, "else this would prove nothing")
    }

    @Test func `the longest is read in no time`() {
        for piece in ["<a href='https://e.org/'>x", "<", "&", "<!--", "<li>x", "<b>x</b>", "</a>"] {
            let count = FormattedText.scalarsMax / piece.unicodeScalars.count
            let long = String(repeating: piece, count: count)
            let spent = ContinuousClock().measure { _ = FormattedText.plain(long) }
            #expect(spent < .seconds(5), "\(piece)")
        }
    }

    @Test func `an event gives its words as people see them, edited too`() throws {
        let said = try event(
            #""body":"**a**","format":"org.matrix.custom.html","formatted_body":"<b>a</b>""#
        )
        #expect(said.message?.body == "**a**" && said.message?.spoken == "a")
        let other = try event(#""body":"**a**","format":"other","formatted_body":"<b>a</b>""#)
        #expect(other.message?.spoken == "**a**")
        let edit = try event(
            #""body":"* x","m.new_content":{"msgtype":"m.text","body":"**b**","#
                + #""format":"org.matrix.custom.html","formatted_body":"<b>b</b>"},"#
                + #""m.relates_to":{"rel_type":"m.replace","event_id":"$old"}"#
        )
        #expect(edit.spokenAnew == "b" && said.spokenAnew == nil)
    }

    private func event(_ fields: String) throws -> Event {
        let head = #""type":"m.room.message","room_id":"!r","event_id":"$e","sender":"@s:x""#
        let content = #""origin_server_ts":1,"content":{"msgtype":"m.text",\#(fields)}"#
        let body = #"{"events":[{\#(head),\#(content)}]}"#
        return try #require(try Transaction.parse(Array(body.utf8)).events.first)
    }
}
