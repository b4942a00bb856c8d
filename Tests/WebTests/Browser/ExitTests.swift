import Matrix
import Support
import Testing

/// Leaving in a hurry, and covering.
@Suite(.tags(.live), .enabled(if: Live.isOn), .serialized, .timeLimit(.minutes(3)))
struct ExitTests {
    /// Ways to leave.
    enum Way: String, CaseIterable, Sendable {
        case button, shift, hiddenLink, whileCovered, safeWord
    }

    @Test(arguments: Way.allCases) func `every way out empties the page and the server forgets`(
        _ way: Way
    ) async throws {
        try await Walk.through { walk in
            let browser = walk.browser
            try await browser.go(to: walk.page + "/simple")
            try await browser.go(to: walk.page)
            if way == .safeWord { try await Self.chooseWord(walk, ends: true) }
            try await walk.start()
            try await walk.say("un secret")
            let visitor = try await walk.visitor()
            try await Self.leave(walk, way)
            try await until(within: .seconds(10), "the page is gone") {
                try await !browser.location().hasPrefix("http://127.0.0.1")
            }
            try await until(within: .seconds(10), "the server has forgotten") {
                try await visitor.say("encore").status == 401
            }
            // Back leads to what was before the page, not into the talk.
            try await browser.back()
            try await until(within: .seconds(10), "somewhere else") {
                try await browser.location() == walk.page + "/simple"
            }
            try await browser.go(to: walk.page)
            try await browser.shows("#start")
            let text = try await browser.run("return document.documentElement.innerHTML").string
            #expect(text?.contains("un secret") == false)
            let traces = """
                return [localStorage.length, document.cookie,
                    JSON.stringify(sessionStorage).includes(arguments[0])];
                """
            let left = try await browser.run(traces, [.string(visitor.token)])
            #expect(left == .array([.int(0), .string(""), .bool(false)]))
        }
    }

    @Test func `shift that serves a letter, or comes too slowly, leads nowhere`() async throws {
        try await Walk.through { walk in
            try await walk.start()
            let shift = WebDriver.Key.shift
            for _ in 0..<4 { try await walk.browser.press([shift, "a"]) }
            try await walk.browser.press([shift, shift])
            try await walk.browser.press(["a", shift])
            try await walk.say("je suis là")
        }
    }

    @Test func `an exit in the middle of sending stops everything`() async throws {
        try await Walk.through { walk in
            try await walk.start()
            let visitor = try await walk.visitor()
            let browser = walk.browser
            try await browser.network(isOffline: false, latencyMilliseconds: 1_500)
            try await walk.write("ne doit pas partir")
            try await browser.run("document.getElementById('exit').click()")
            try await until(within: .seconds(15), "the server has forgotten") {
                try await visitor.say("encore").status == 401
            }
            try await until(within: .seconds(10), "the page is gone") {
                try await !browser.location().hasPrefix("http://127.0.0.1")
            }
        }
    }

    @Test func `the exit of what is kept empties the tab as well`() async throws {
        try await Walk.through { walk in
            let browser = walk.browser
            try await Self.chooseWord(walk, ends: true)
            try await walk.start()
            let visitor = try await walk.visitor()
            try await browser.go(to: walk.page + "/confidentialite")
            try await browser.click(".exit")
            try await until(within: .seconds(10), "the page is gone") {
                try await !browser.location().hasPrefix("http://127.0.0.1")
            }
            try await until(within: .seconds(10), "the server has forgotten") {
                try await visitor.say("encore").status == 401
            }
            // Looked at where no script of ours mends it meanwhile.
            try await browser.go(to: walk.page + "/status")
            let kept = try await browser.run("return JSON.stringify(sessionStorage)")
            // Nothing but that she has left, so that Back does not open the chat again.
            #expect(kept == .string(#"{"left":""}"#))
        }
    }

    @Test func `without a network the exit empties the tab, and the server learns nothing yet`()
        async throws
    {
        try await Walk.through { walk in
            let browser = walk.browser
            try await walk.start()
            try await walk.say("un secret")
            let visitor = try await walk.visitor()
            try await browser.network(isOffline: true)
            try await browser.click("#exit")
            try await until(within: .seconds(10), "the page is gone") {
                try await !browser.location().hasPrefix("http://127.0.0.1")
            }
            // The truth that the page about what is kept tells.
            #expect(try await visitor.say("encore").status == 200)
            try await browser.network(isOffline: false)
            try await browser.go(to: walk.page + "/status")
            let kept = try await browser.run("return JSON.stringify(sessionStorage)")
            #expect(kept == .string("{}"))
        }
    }

    @Test func `the cover hides everything at once, betrays nothing, and keeps the talk`()
        async throws
    {
        try await Walk.through { walk in
            try await walk.start()
            let number = try await walk.claim()
            try await walk.say("pas pour eux")
            let browser = walk.browser
            let title = try await browser.run("return document.title").string
            try await browser.press([WebDriver.Key.escape])
            try await walk.shows("#cover-page", "6 × 7 = 42")
            #expect(try await !browser.isShown("#log"))
            #expect(try await browser.run("return document.title").string == title)
            #expect(try await browser.texts(of: "#bar button") == ["Retour", "Fermer"])
            try await walk.house.answer("pendant ce temps", to: number)
            // A reload does not show what was covered.
            try await browser.reload()
            try await walk.shows("#cover-page", "6 × 7 = 42")
            #expect(try await !browser.isShown("#log"))
            try await browser.click("#cover")
            try await walk.shows("#log [data-from=person]", "pendant ce temps")
            try await walk.say("me revoilà")
        }
    }

    @Test func `behind the cover nothing was seen, and after a long time she is asked`()
        async throws
    {
        try await Walk.through { walk in
            try await walk.start()
            let number = try await walk.claim()
            let browser = walk.browser
            try await browser.run(Self.countSeen)
            let told = { try await browser.run("return window.told").int }
            try await walk.house.answer("vue", to: number)
            try await walk.shows("#log [data-from=person]", "vue")
            #expect(try await told() == 1)
            try await browser.click("#cover")
            try await walk.house.answer("pas encore vue", to: number)
            try await until(within: .seconds(10), "it came behind the cover") {
                let lines = try await browser.run(
                    "return document.querySelectorAll('#log [data-from=person]').length"
                )
                return lines.int == 2
            }
            #expect(try await told() == 1, "nobody has seen it")
            try await browser.click("#cover")
            #expect(try await told() == 2, "now it is seen")
            try await browser.click("#cover")
            try await walk.pretendAway(minutes: 10)
            // What the page does every few seconds counts for nothing there.
            try await browser.run("noteSeen()")
            try await walk.house.answer("bien plus tard", to: number)
            try await browser.click("#cover")
            try await browser.shows("#back-title")
            #expect(try await !browser.isShown("#log"))
            #expect(try await told() == 2, "the question stands before it")
            try await browser.click("#back-yes")
            try await walk.shows("#log [data-from=person]", "bien plus tard")
            try await until(within: .seconds(10), "it is told") { try await told() == 3 }
        }
    }

    /// Counts what the page tells the counsellor about being seen.
    private static let countSeen = """
        window.told = 0;
        const send = window.fetch;
        window.fetch = (address, how) => {
            if (String(address).endsWith("/talk/seen")) window.told += 1;
            return send(address, how);
        };
        """

    @Test func `a word of her own covers, and never leaves the tab`() async throws {
        try await Walk.through { walk in
            try await Self.chooseWord(walk, ends: false)
            try await walk.start()
            try await walk.write("  Ananas !")
            try await walk.shows("#cover-page", "6 × 7 = 42")
            try await walk.browser.click("#cover")
            try await walk.say("ananas au goûter")
            #expect(try await walk.visitor().ownLines() == ["ananas au goûter"])
        }
    }

    private static func leave(_ walk: Walk, _ way: Way) async throws {
        let browser = walk.browser
        switch way {
        case .button: try await browser.click("#exit")
        case .shift: try await browser.press(Array(repeating: WebDriver.Key.shift, count: 3))
        case .hiddenLink:
            // The very first thing that a keyboard or a screen reader comes to.
            try await browser.run("document.activeElement.blur()")
            try await browser.run("document.getElementById('exit-first').focus()")
            try await browser.press([WebDriver.Key.enter])
        case .whileCovered:
            try await browser.click("#cover")
            try await browser.click("#exit")
        case .safeWord: try await walk.write("ananas")
        }
    }

    private static func chooseWord(_ walk: Walk, ends: Bool) async throws {
        try await walk.browser.click("#safety summary")
        try await walk.browser.type("Ananas", into: "#safe-word")
        if ends { try await walk.browser.click("#safe-ends") }
        try await walk.browser.click("#safe button")
        try await walk.shows("#safe-done", "Ce mot marche")
    }
}
