import Desk
import Matrix
import Support
import Testing

/// The page without scripts, in a browser: its own policy allows it none.
@Suite(.tags(.live), .enabled(if: Live.isOn), .serialized, .timeLimit(.minutes(3)))
struct SimpleScreenTests {
    /// How it stands: the last of what was said about it.
    private let now = ".now:not(:has(~ .now))"

    @Test func `a whole talk by forms, while the page fills by itself`() async throws {
        try await through(TestBots.rich) { walk in
            let browser = walk.browser
            try await browser.click("button[value=start]")
            try await walk.shows("#log .line.bot", "En danger ?")
            try await browser.click(now + " button[value=no]")
            try await walk.shows("#log .line.visitor", "non")
            try await browser.click(now + " button[value=dutch]")
            try await walk.shows("#log .line.bot", "Van 1 tot 10?")
            try await browser.click(now + " button.quiet")
            try await walk.shows(now + " [role=status]", "Jij bent de volgende.")
            try await browser.type("il y a quelqu'un ?", into: "#line")
            try await browser.click("button[value=say]")
            try await walk.shows("#log .line.visitor", "il y a quelqu'un ?")
            #expect(try await far(browser) == " · verstuurd")
            try await browser.click(".calm summary")
            try await browser.shows(".breath span")
            let breathing = try await browser.run("return document.getAnimations().length")
            #expect(breathing.int == 1, "without a script")
            try await browser.click(".calm summary")
            // A draft is left alone while the other side writes.
            try await browser.type("pas fini", into: "#line")
            let visitor = try await visitor(walk)
            let number = try await visitor.number()
            try await walk.house.claim(number, at: walk.bot)
            try await walk.house.answer("Oui, moi.", to: number, at: walk.bot)
            try await walk.shows("#log .line.person", "Oui, moi.")
            try await walk.shows(now + " [role=status]", TestBots.persona)
            #expect(try await far(browser) == " · gelezen")
            let draft = try await browser.run("return document.getElementById('line').value")
            #expect(draft.string == "pas fini")
            let shown = try await browser.run(
                "return [...document.querySelectorAll('.now')].filter((e) => e.offsetHeight).length"
            )
            #expect(shown.int == 1, "only the newest state is shown")
            let violations = try await Axe.violations(browser)
            #expect(violations.isEmpty, "\(violations)")
        }
    }

    /// How far her words came, wherever it is shown: at her last line alone.
    private func far(_ browser: WebDriver) async throws -> String? {
        let script = """
            return [...document.querySelectorAll(".sent, .read")]
                .filter((mark) => mark.offsetWidth > 0).map((mark) => mark.textContent).join();
            """
        return try await browser.run(script).string
    }

    @Test func `the cover needs no script, and leaving forgets and leads away`() async throws {
        try await through(TestBots.plain) { walk in
            let browser = walk.browser
            try await browser.click("button[value=start]")
            try await walk.shows("#log .line.bot", "Bonjour !")
            let visitor = try await visitor(walk)
            try await browser.click(".bar label")
            try await walk.shows("#cover-page", "6 × 7 = 42")
            #expect(try await !browser.isShown("#log"))
            try await browser.click(".bar label")
            try await browser.shows("#log")
            try await browser.click(".exit")
            try await until(within: .seconds(10), "the server has forgotten") {
                try await visitor.say("encore").status == 401
            }
            try await until(within: .seconds(10), "the page is gone") {
                try await !browser.location().hasPrefix("http://127.0.0.1")
            }
            // Neither Back nor loading anew brings any of it back.
            try await browser.back()
            try await expectNothing(browser, visitor)
            try await browser.reload()
            try await expectNothing(browser, visitor)
            #expect(try await visitor.say("encore").status == 401)
        }
    }

    private func expectNothing(_ browser: WebDriver, _ visitor: Visitor) async throws {
        try await until(within: .seconds(10), "another page") {
            try await browser.run("return document.readyState").string == "complete"
        }
        let text = try await browser.run("return document.documentElement.innerHTML").string ?? ""
        #expect(!text.contains("Bonjour !") && !text.contains("class=\"line"))
        #expect(!text.contains("value=\"\(visitor.token)\""))
    }

    @Test func `erasing is one question, and is said to be done`() async throws {
        try await through(TestBots.plain) { walk in
            let browser = walk.browser
            try await browser.click("button[value=start]")
            try await walk.shows("#log .line.bot", "Bonjour !")
            let visitor = try await visitor(walk)
            try await browser.click("details:has(button[value=erase]) summary")
            let violations = try await Axe.violations(browser)
            #expect(violations.isEmpty, "\(violations)")
            try await browser.click("button[value=erase]")
            try await walk.shows("[role=alert]", "C'est fait.")
            #expect(try await visitor.say("encore").status == 401)
        }
    }

    @Test func `axe finds nothing on the arrival, in any language`() async throws {
        try await through(TestBots.plain) { walk in
            for language in ["fr", "nl", "en", "de"] {
                try await walk.browser.go(to: walk.page + "/simple?lang=\(language)")
                try await walk.browser.shows("html[lang=\(language)] button[value=start]")
                let violations = try await Axe.violations(walk.browser)
                #expect(violations.isEmpty, "\(language): \(violations)")
            }
        }
    }

    @Test(arguments: [false, true])
    func `axe finds nothing on what is kept, in any language, and it fits`(isDark: Bool)
        async throws
    {
        var screen = WebDriver.Screen(width: 320, height: 640, isPhone: true)
        if isDark { screen = .init(width: 1_280, height: 800, isPhone: false, isDark: true) }
        try await Walk.through(TestBots.plain, screen: screen) { [screen] walk in
            try await walk.browser.click("#languages button[lang=nl]")
            try await walk.browser.click("#privacy")
            try await walk.browser.shows("html[lang=nl] .officer")
            for language in ["fr", "nl", "en", "de"] {
                try await walk.browser.click(".languages a[lang=\(language)]")
                try await walk.browser.shows("html[lang=\(language)] .officer")
                let violations = try await Axe.violations(walk.browser)
                #expect(violations.isEmpty, "\(language): \(violations)")
                // A phone makes room for what is too wide, so its own width is asked for.
                let script = "return document.documentElement.scrollWidth"
                let width = try await walk.browser.run(script).int ?? .max
                #expect(width <= screen.width, "\(language)")
            }
            try await walk.browser.click(".back")
            try await walk.browser.shows("#start")
        }
    }

    private func through(
        _ bot: BotName,
        _ body: @Sendable (Walk) async throws -> Void
    ) async throws {
        var screen = WebDriver.Screen.phone
        screen.waitsForLoad = false
        try await Walk.through(bot, screen: screen, path: "/simple") { walk in
            try await walk.browser.shows("button[value=start]")
            try await body(walk)
        }
    }

    /// Whoever holds the secret that stands in this page's forms.
    private func visitor(_ walk: Walk) async throws -> Visitor {
        let script = "return document.querySelector('[name=secret]').value"
        let secret = try await walk.browser.run(script).string ?? ""
        return Visitor(house: walk.house, bot: walk.bot, token: secret)
    }
}
