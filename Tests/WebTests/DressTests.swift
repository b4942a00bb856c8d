import Desk
import Foundation
import Relay
import Testing

/// A bot's own colours and its picture.
@Suite(.timeLimit(.minutes(1))) struct DressTests {
    /// Eight bytes that begin every PNG, and some more.
    static let picture: [UInt8] = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3]

    static var dressed: Script {
        var script = TestBots.script(TestBots.plain)
        script.page.light = [.accent: "#5b2a86", .onAccent: "#fefefe"]
        script.page.dark = [.accent: "#d3b3f0"]
        script.page.logo = Logo(bytes: picture, kind: .png)
        return script
    }

    @Test(arguments: ["essai", "essai/simple", "essai/confidentialite"])
    func `every page has the colours in both schemes, and its policy allows just those`(
        path: String
    ) async throws {
        try await WebHouse.open(bots: [Self.dressed]) { house in
            let page = try await house.ask("GET", path)
            let rules =
                "@media (prefers-color-scheme: light)"
                + "{:root{--accent:#5b2a86;--on-accent:#fefefe;}}"
                + "@media (prefers-color-scheme: dark){:root{--accent:#d3b3f0;}}"
            #expect(page.text.contains("</style><style>\(rules)</style>"))
            let policy = try #require(page.header("content-security-policy"))
            #expect(policy.contains(" 'sha256-\(contentDigest(rules))'; "))
            #expect(policy.contains("img-src data: 'self';") && !policy.contains("unsafe"))
        }
    }

    @Test func `the button on another site has the bot's colours, in both schemes`() async throws {
        try await WebHouse.open(
            bots: [Self.dressed, TestBots.script(TestBots.curious)]
        ) { house in
            let own = try await house.ask("GET", "essai/embed.js").text
            let light = ##"{"accent":"#5b2a86","onAccent":"#fefefe","paper":"#f5f3ee"}"##
            #expect(own.contains("\"light\":" + light))
            let dark = ##"{"accent":"#d3b3f0","onAccent":"#0f2226","paper":"#14191d"}"##
            #expect(own.contains("\"dark\":" + dark))
            // The house's own are those of its page.
            let plain = try await house.ask("GET", "questions/embed.js").text
            let page = try await house.ask("GET", "questions").text
            for colour in plain.matches(of: /"(#[0-9a-f]{6})"/) {
                #expect(page.contains(colour.output.1), "\(colour.output.1)")
            }
        }
    }

    @Test func `the picture comes from our address, and a bot without one has none`() async throws {
        try await WebHouse.open(
            bots: [Self.dressed, TestBots.script(TestBots.curious)]
        ) { house in
            let logo = try await house.ask("GET", "essai/logo")
            #expect(logo.status == 200 && logo.header("content-type") == "image/png")
            #expect(logo.byteCount == Self.picture.count)
            #expect(logo.header("cache-control") == "no-store")
            #expect(try await house.ask("GET", "questions/logo").status == 404)
            let simple = try await house.ask("GET", "essai/simple").text
            #expect(simple.contains("<img class=\"logo\" src=\"/essai/logo\" alt=\"\">"))
            let plain = try await house.ask("GET", "questions/simple")
            #expect(!plain.text.contains("<img"))
            #expect(plain.header("content-security-policy")?.contains("img-src data:;") == true)
        }
    }
}
