import Curl
import Desk
import Foundation
import Relay
import Testing

@Suite(.timeLimit(.minutes(1))) struct PageTests {
    @Test func `the page comes filled, and is of the bot's language`() async throws {
        try await WebHouse.open { house in
            let page = try await house.ask("GET", "essai")
            #expect(page.status == 200)
            #expect(page.header("content-type") == "text/html; charset=utf-8")
            #expect(!page.text.contains("{{"))
            #expect(!page.text.contains("<!--"), "what is for us is not sent")
            #expect(page.text.contains(#"<html lang="fr">"#))
            #expect(page.text.contains("<title>Discussion</title>"))
            let welcome = try welcome(in: page)
            #expect(welcome.bot == "essai" && welcome.name == "Essai" && welcome.open)
            let french = try #require(welcome.tongues["fr"])
            #expect(french.arrival == ["Avant de commencer.", "C'est anonyme."])
            #expect(french.closed == [])
            #expect(french.helplines?.map(\.phone) == ["199"])
            #expect(french.helplines?.map(\.note) == ["Gratuit. (ouvert)"])
            #expect(french.words["openNow"] == "(ouvert)", "the bot's own word")
            #expect(french.words["send"] == "Envoyer", "and the page's, where it has none")
        }
    }

    @Test func `the policy allows the style and the script that are served, and no other`()
        async throws
    {
        // Of a published test vector, so that a digest that is always the same is noticed.
        #expect(contentDigest("abc") == "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=")
        try await WebHouse.open { house in
            let page = try await house.ask("GET", "essai")
            let policy = try #require(page.header("content-security-policy"))
            let rules = policy.components(separatedBy: "; ")
            let style = try only(in: page.text, from: "<style>", to: "</style>")
            let script = try only(in: page.text, from: "<script>", to: "</script>")
            #expect(rules.contains("style-src 'sha256-\(contentDigest(style))'"))
            #expect(rules.contains("script-src 'sha256-\(contentDigest(script))'"))
            #expect(rules.contains("default-src 'none'"))
            #expect(rules.contains("connect-src 'self'"))
            #expect(rules.contains("frame-ancestors 'none'"))
            #expect(!policy.contains("unsafe") && !policy.contains("*"))
        }
    }

    @Test func `the page speaks languages that its bot does not, and says what it must`()
        async throws
    {
        try await WebHouse.open { house in
            let welcome = try welcome(in: await house.ask("GET", "demain"))
            #expect(welcome.tongues.keys.sorted() == ["de", "en", "fr", "nl"])
            let german = try #require(welcome.tongues["de"])
            #expect(german.arrival == nil && german.closed == nil && german.helplines == nil)
            #expect(german.nextOpening == "morgen, Samstag, um 18 Uhr")
            #expect(german.words["elsewhere"]?.contains("Gefahr") == true)
        }
    }

    @Test func `the first view is light, and never small for whoever cannot read that`()
        async throws
    {
        try await WebHouse.open { house in
            let plain = try await house.ask("GET", "essai")
            #expect(plain.header("content-encoding") == nil)
            #expect(plain.header("vary") == "Accept-Encoding")
            for words in ["gzip", "br, gzip;q=0.5", "deflate,GZIP"] {
                let small = try await house.ask(
                    "GET",
                    "essai",
                    headers: [Header(name: "Accept-Encoding", value: words)]
                )
                #expect(small.header("content-encoding") == "gzip", "\(words)")
                #expect(small.byteCount < 30_000, "\(small.byteCount) bytes")
                #expect(small.byteCount * 2 < plain.byteCount)
            }
            for words in ["br", "gzip;q=0", "identity"] {
                let other = try await house.ask(
                    "GET",
                    "essai",
                    headers: [Header(name: "Accept-Encoding", value: words)]
                )
                #expect(other.text == plain.text, "\(words)")
            }
        }
    }

    /// With all that comes before the page itself: that goes over the wire too.
    @Test func `so is that of every shipped bot`() async throws {
        try await WebHouse.open(bots: try ShippedBots.read()) { house in
            for path in ["espace", "ruimte"] {
                let page = try await house.ask(
                    "GET",
                    path,
                    headers: [Header(name: "Accept-Encoding", value: "gzip")]
                )
                let head = page.headers.map { $0.name.utf8.count + $0.value.utf8.count + 4 }
                let bytes = page.byteCount + head.reduce(0, +)
                #expect(page.status == 200 && bytes < 29_500, "\(path): \(bytes) bytes")
            }
        }
    }

    @Test func `only the sites that the settings name may show the page inside their own`()
        async throws
    {
        try await WebHouse.open(frames: ["https://a.example", "https://b.example"]) { house in
            let page = try await house.ask("GET", "essai")
            let policy = try #require(page.header("content-security-policy"))
            #expect(policy.contains("frame-ancestors https://a.example https://b.example"))
            // The forms of the page without scripts are never shown inside another page.
            let simple = try await house.ask("GET", "essai/simple")
            #expect(
                simple.header("content-security-policy")?.contains("frame-ancestors 'none'") == true
            )
        }
    }

    @Test func `no text of a bot can break out of the page`() async throws {
        try await WebHouse.open { house in
            let plain = try await house.ask("GET", "essai").text
            let page = try await house.ask("GET", "pirate")
            for mark in ["<script", "</script", "<title", "</title", "<!--"] {
                #expect(count(mark, in: page.text) == count(mark, in: plain), "\(mark)")
            }
            #expect(page.text.contains("<title>&lt;/title&gt;&lt;script&gt;alert(&quot;1&quot;)"))
            // And the page's own script reads what was written.
            let welcome = try welcome(in: page)
            #expect(welcome.name == "</script><script>alert(2)</script> {{lang}}")
            #expect(welcome.tongues["fr"]?.arrival == ["<!-- <script> & ' \u{2028} ]]>"])
        }
    }

    @Test(
        arguments: [
            ("essai", true, nil), ("illisible", false, nil),
            ("nulle-part", false, nil),
            ("demain", false, "demain, samedi, à 18 h"),
        ] as [(String, Bool, String?)]
    ) func `the door says whether it is open, and is closed when it cannot know`(
        bot: String,
        isOpen: Bool,
        nextOpening: String?
    ) async throws {
        try await WebHouse.open { house in
            let answer = try await house.ask("GET", bot + "/status")
            #expect(answer.status == 200)
            #expect(answer.header("content-type") == "application/json")
            let status = try JSONDecoder().decode(Status.self, from: Data(answer.text.utf8))
            #expect(status == Status(open: isOpen, nextOpening: nextOpening))
            let welcome = try welcome(in: await house.ask("GET", bot))
            #expect(welcome.open == isOpen)
            let french = try #require(welcome.tongues["fr"])
            #expect(french.closed?.isEmpty == isOpen, "why it is closed")
            // Where no time is known, nobody's hours are said to be known.
            let note = bot == "nulle-part" ? "Gratuit." : "Gratuit. (ouvert)"
            #expect(french.helplines?.map(\.note) == [note])
        }
    }

    @Test func `who comes to a closed door is recorded, is told so, and can write nothing`()
        async throws
    {
        try await WebHouse.open { house in
            for bot in [TestBots.closed, TestBots.unreadable] {
                let visitor = Visitor(house: house, bot: bot)
                try await visitor.arrive()
                let watcher = try await Watcher.opened(visitor)
                let seen = try await watcher.seen.until { !$0.lines.isEmpty }
                #expect(seen.states.first?.stage == "closed")
                #expect(seen.states.first?.canWrite == false)
                #expect(seen.texts.first?.hasPrefix("C'est fermé") == true)
                #expect(try await visitor.say("il y a quelqu'un ?").status == 410)
                await watcher.leave()
            }
            // Where there is no time at all, nothing can even be recorded.
            let lost = Visitor(house: house, bot: TestBots.nowhere)
            #expect(try await lost.put("talk", "{}").status == 410)
        }
    }

    private struct Status: Decodable, Equatable {
        let open: Bool
        let nextOpening: String?
    }

    private struct Welcome: Decodable {
        struct Helpline: Decodable {
            let phone: String?
            let note: String
        }

        struct Tongue: Decodable {
            let words: [String: String]
            let nextOpening: String?
            let arrival: [String]?
            let closed: [String]?
            let helplines: [Helpline]?
        }

        let bot: String
        let name: String
        let open: Bool
        let tongues: [String: Tongue]
    }

    private func welcome(in page: Answer) throws -> Welcome {
        let opening = #"<script type="application/json" id="welcome">"#
        let json = try only(in: page.text, from: opening, to: "</script>")
        return try JSONDecoder().decode(Welcome.self, from: Data(json.utf8))
    }

    /// What stands between two marks, the first of which there is once.
    private func only(in text: String, from start: String, to end: String) throws -> String {
        let parts = text.components(separatedBy: start)
        try #require(parts.count == 2, "one \(start)")
        return try #require(parts[1].components(separatedBy: end).first)
    }

    private func count(_ mark: String, in text: String) -> Int {
        text.components(separatedBy: mark).count - 1
    }
}
