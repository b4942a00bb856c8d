import Matrix
import Support
import Testing

/// A tab that the system froze, and pages that the browser might keep for the way back.
@Suite(.tags(.live), .enabled(if: Live.isOn), .serialized, .timeLimit(.minutes(3)))
struct FrozenTests {
    /// The browser itself says that such a page stays hidden when it thaws, so nothing of what a
    /// look would mend is mended; and a stream that was open then never says a word again.
    @Test func `a page that was frozen hears what is new as soon as it thaws, seen or not`()
        async throws
    {
        try await Walk.through { walk in
            try await walk.start()
            let number = try await walk.claim()
            try await walk.house.answer("avant", to: number)
            try await walk.shows("#log [data-from=person]", "avant")
            let browser = walk.browser
            try await freeze(walk, true)
            try await walk.house.answer("pendant", to: number)
            // Longer than a stream must have held for a new one to be opened.
            try await Task.sleep(for: .seconds(2))
            #expect(try await browser.texts(of: "#log [data-from=person]").count == 1)
            try await freeze(walk, false)
            try await hears(walk, "pendant", within: .seconds(10))
            try await walk.house.answer("après", to: number)
            try await hears(walk, "après", within: .seconds(10))
            let hidden = try await browser.run("return document.visibilityState").string
            #expect(hidden == "hidden")
            let all = """
                return [...document.querySelectorAll("#log [data-from=person] .text")]
                    .map((text) => text.textContent).join();
                """
            #expect(try await browser.run(all).string == "avant,pendant,après")
        }
    }

    /// Nobody looks, so what counts is what stands in the page and not what can be seen.
    private func hears(_ walk: Walk, _ words: String, within limit: Duration) async throws {
        try await until(within: limit, "the page has heard \(words)") {
            let text = try await walk.browser.run("return document.getElementById('log').innerHTML")
            return text.string?.contains(words) == true
        }
    }

    private func freeze(_ walk: Walk, _ isFrozen: Bool) async throws {
        let state: JSON = ["state": .string(isFrozen ? "frozen" : "active")]
        try await walk.browser.command("Page.setWebLifecycleState", state)
    }

    /// The browser may keep pages whole here; ours it must not keep, for it says `no-store`.
    ///
    /// So the way back is a fresh page, which finds the talk by what its tab keeps.
    @Test func `whoever goes elsewhere and comes back finds everything, in a fresh page`()
        async throws
    {
        try await Walk.through(screen: keeping) { walk in
            try await walk.start()
            let number = try await walk.claim()
            try await walk.say("je reviens")
            let browser = walk.browser
            try await browser.go(to: walk.page + "/status")
            try await walk.house.answer("pendant ce temps", to: number)
            try await browser.back()
            try await walk.shows("#log [data-from=person]", "pendant ce temps")
            try await walk.shows("#log [data-from=visitor]", "je reviens")
            let reasons = """
                const [page] = performance.getEntriesByType("navigation");
                return JSON.stringify(page.notRestoredReasons);
                """
            #expect(try await browser.run(reasons).string?.contains("no-store") == true)
            try await walk.say("me revoilà")
            try await walk.house.answer("et ensuite", to: number)
            try await walk.shows("#log [data-from=person]", "et ensuite")
            #expect(try await browser.texts(of: "#log [data-from=visitor]").count == 2)
        }
    }

    /// Something on the way took `no-store` from it: the very page comes back, with its old stream.
    @Test func `a page that comes back as it was goes on hearing, and has every line once`()
        async throws
    {
        try await Walk.through(screen: keeping) { walk in
            let browser = walk.browser
            let middleman = try await Middleman(before: walk.house)
            try await browser.go(to: middleman.address + "/essai")
            try await walk.start()
            let number = try await walk.claim()
            try await walk.house.answer("avant", to: number)
            try await walk.shows("#log [data-from=person]", "avant")
            try await browser.type("brouillon", into: "#line")
            try await browser.run(
                "addEventListener('pageshow', (event) => { window.isSame = event.persisted; })"
            )
            try await browser.go(to: middleman.address + "/essai/status")
            try await walk.house.answer("pendant", to: number)
            try await browser.back()
            try await walk.shows("#log [data-from=person]", "pendant")
            #expect(try await browser.run("return window.isSame").bool == true)
            #expect(try await browser.run("return byId('line').value").string == "brouillon")
            try await walk.house.answer("après", to: number)
            try await walk.shows("#log [data-from=person]", "après")
            let lines = try await browser.texts(of: "#log [data-from=person] .text")
            #expect(lines == ["avant", "pendant", "après"])
            try await middleman.close()
        }
    }

    @Test func `after leaving nothing of the talk is kept for the way back`() async throws {
        try await Walk.through(screen: keeping) { walk in
            let browser = walk.browser
            try await browser.go(to: walk.page + "/status")
            try await browser.go(to: walk.page)
            try await walk.start()
            try await walk.say("un secret")
            try await browser.click("#exit")
            try await until(within: .seconds(10), "the page is gone") {
                try await !browser.location().hasPrefix("http://127.0.0.1")
            }
            try await browser.back()
            try await until(within: .seconds(10), "what was before the page") {
                try await browser.location() == walk.page + "/status"
            }
            try await browser.run("history.forward()")
            try await until(within: .seconds(10), "not the page") {
                try await !browser.location().hasPrefix("http://127.0.0.1")
            }
            try await browser.go(to: walk.page)
            try await browser.shows("#start")
            let text = try await browser.run("return document.documentElement.innerHTML").string
            #expect(text?.contains("un secret") == false)
        }
    }

    private var keeping: WebDriver.Screen {
        var screen = WebDriver.Screen.phone
        screen.keepsPagesForTheWayBack = true
        return screen
    }
}
