import Matrix
import Support
import Testing

/// A phone sleeps, a network goes, a tab is loaded again.
@Suite(.tags(.live), .enabled(if: Live.isOn), .serialized, .timeLimit(.minutes(3)))
struct ReturnTests {
    @Test func `a phone that slept ten minutes misses nothing, and asks whether it is safe`()
        async throws
    {
        try await Walk.through { walk in
            try await walk.start()
            let number = try await walk.claim()
            try await walk.say("je reviens")
            let browser = walk.browser
            try await browser.network(isOffline: true)
            for index in 1...5 { try await walk.house.answer("mot \(index)", to: number) }
            // The stream is dead, as a phone's is, and nobody has told the page.
            try await browser.run("visit.stream.abort()")
            try await walk.pretendAway(minutes: 10)
            try await browser.run(
                "dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))"
            )
            try await browser.shows("#back-title")
            #expect(try await !browser.isShown("#log"), "nothing of the talk is to be seen")
            try await browser.network(isOffline: false)
            try await browser.click("#back-yes")
            try await walk.shows("#log [data-from=person]", "mot 5")
            let shown = try await browser.texts(of: "#log [data-from=person] .text")
            #expect(shown == (1...5).map { "mot \($0)" })
            try await walk.say("me voilà")
        }
    }

    @Test func `what is written without a network waits in the tab, in words, and goes once`()
        async throws
    {
        try await Walk.through { walk in
            try await walk.start()
            let browser = walk.browser
            try await browser.network(isOffline: true)
            try await walk.write("un")
            try await walk.write("deux")
            try await walk.shows("#status-connection", "Pas d'internet")
            try await walk.shows("#log [data-pending] .foot", "envoi")
            try await browser.network(isOffline: false)
            try await browser.shows("#log [data-seq][data-from=visitor]", within: .seconds(30)) {
                $0.contains("deux")
            }
            let visitor = try await walk.visitor()
            #expect(try await visitor.ownLines() == ["un", "deux"])
            try await browser.shows("#status-connection") { $0.isEmpty }
        }
    }

    @Test func `a draft, and what was not sent yet, outlive a reload of the tab`() async throws {
        try await Walk.through { walk in
            try await walk.start()
            let browser = walk.browser
            try await browser.type("à moitié écr", into: "#line")
            try await browser.reload()
            let draft = "return document.getElementById('line').value"
            try await until(within: .seconds(10), "the draft is there") {
                try await browser.run(draft).string == "à moitié écr"
            }
        }
    }

    @Test func `a talk that the server forgot says so, also of what was not sent`() async throws {
        try await Walk.through { walk in
            let browser = walk.browser
            try await walk.start()
            let visitor = try await walk.visitor()
            try await browser.type("à moitié", into: "#line")
            try await visitor.leave(forgetting: true)
            try await walk.shows("#notice", "Tes derniers mots ne sont pas partis.")
            let focus = try await browser.run("return document.activeElement.id").string
            #expect(focus == "notice")
        }
    }

    @Test func `two tabs show one talk, and the exit of one empties the other`() async throws {
        try await Walk.through { walk in
            try await walk.start()
            try await walk.say("du premier")
            let browser = walk.browser
            let first = try await browser.ask("GET", "/window", nil)
            let kept = try await browser.run("return sessionStorage.getItem('page:essai')")
            // As "duplicate this tab" does: what the tab keeps is copied.
            let second = try await browser.ask("POST", "/window/new", ["type": "tab"])
            try await browser.ask("POST", "/window", ["handle": second["handle"] ?? .null])
            try await browser.go(to: walk.page)
            try await browser.run("sessionStorage.setItem('page:essai', arguments[0])", [kept])
            try await browser.reload()
            try await walk.shows("#log [data-from=visitor]", "du premier")
            try await walk.say("du second")
            try await browser.ask("POST", "/window", ["handle": first])
            try await walk.shows("#log [data-from=visitor]", "du second")
            #expect(try await browser.texts(of: "#log [data-from=visitor]").count == 2)
            try await browser.run("document.getElementById('exit').click()")
            try await browser.ask("POST", "/window", ["handle": second["handle"] ?? .null])
            try await browser.shows("#notice")
            #expect(try await browser.texts(of: "#log [data-from]").isEmpty)
        }
    }

    @Test func `a talk of five hundred lines stays smooth`() async throws {
        try await Walk.through { walk in
            try await walk.start()
            let number = try await walk.claim()
            for index in 1...500 { try await walk.house.answer("ligne \(index)", to: number) }
            let browser = walk.browser
            try await browser.shows("#log [data-from=person]", within: .seconds(40)) {
                $0.contains("ligne 500")
            }
            // A press of a key with all of that on the screen, and the picture that follows.
            let measure = """
                const done = arguments[arguments.length - 1];
                const line = document.getElementById("line");
                const begun = performance.now();
                line.value = "a";
                line.dispatchEvent(new Event("input"));
                requestAnimationFrame(() => setTimeout(() => done(performance.now() - begun)));
                """
            let body: JSON = ["script": .string(measure), "args": []]
            let milliseconds = try await browser.ask("POST", "/execute/async", body).number ?? 9_999
            #expect(milliseconds < 200, "\(milliseconds) ms")
            // Coming back with five hundred lines takes no longer than a breath.
            try await browser.reload()
            try await browser.shows("#log [data-from=person]", within: .seconds(5)) {
                $0.contains("ligne 500")
            }
            #expect(try await browser.texts(of: "#log [data-from=person]").count == 500)
        }
    }
}
