import Desk
import Matrix
import Support
import Testing

/// Where the page's script is off, or a browser is too old for it: nobody sees an empty page.
@Suite(.tags(.live), .enabled(if: Live.isOn), .serialized, .timeLimit(.minutes(2)))
struct PlainTests {
    @Test func `without scripts there is a number, a way out and the simple page`()
        async throws
    {
        try await Walk.through(
            BotName("maintenant-jen-parle"),
            bots: try ShippedBots.read()
        ) { walk in
            let browser = walk.browser
            let switchOff = { (isOff: Bool) in
                let value: JSON = ["value": .bool(isOff)]
                try await browser.command("Emulation.setScriptExecutionDisabled", value)
            }
            try await switchOff(true)
            try await browser.reload()
            // Whoever looks needs scripts; the page has been read without.
            try await switchOff(false)
            try await browser.shows("#plain a[href='tel:112']", within: .seconds(5))
            #expect(try await !browser.isShown("#exit"))
            #expect(try await browser.isShown("#plain a[href='https://fr.wikipedia.org/']"))
            try await browser.click("#plain a[href='/espace/simple']")
            try await browser.shows("button[value=start]")
        }
    }

    /// Safari before 16.4, on phones that get nothing newer, cannot look at what stands before.
    @Test func `a browser that cannot look behind has the whole page, and notices nothing`()
        async throws
    {
        try await Walk.through { walk in
            try await old(
                walk,
                """
                const known = RegExp;
                window.RegExp = new Proxy(known, { construct(kind, [text, flags]) {
                    if (String(text).includes("(?<")) throw new SyntaxError("invalid group");
                    return new kind(text, flags);
                } });
                """
            )
            try await walk.start()
            #expect(try await !walk.browser.isShown("#plain"))
            try await walk.say("0470 12 34 56")
        }
    }

    /// A literal is read before anything runs, so no `try` helps against one.
    @Test func `no literal in the script looks behind`() async throws {
        try await WebHouse.open { house in
            let page = try await house.ask("GET", "essai").text
            let lines = page.split(separator: "\n").filter { $0.contains("(?<") }
            #expect(lines.count > 10)
            #expect(lines.allSatisfy { $0.firstMatch(of: /["`].*\(\?</) != nil })
        }
    }

    @Test func `a script that stops half-way leaves the same ways, a moment later`() async throws {
        try await Walk.through { walk in
            try await old(walk, "window.ResizeObserver = undefined;")
            try await walk.browser.shows("#plain a[href='/essai/simple']", within: .seconds(5))
            #expect(try await walk.browser.isShown("#plain a[href='https://example.org/']"))
        }
    }

    private func old(_ walk: Walk, _ script: String) async throws {
        try await walk.browser.command("Page.enable")
        try await walk.browser.command(
            "Page.addScriptToEvaluateOnNewDocument",
            ["source": .string(script)]
        )
        try await walk.browser.go(to: walk.page)
    }
}
