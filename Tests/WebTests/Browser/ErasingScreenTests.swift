import Matrix
import Support
import Testing

/// Erasing everything, as it is asked and told.
@Suite(.tags(.live), .enabled(if: Live.isOn), .serialized, .timeLimit(.minutes(3)))
struct ErasingScreenTests {
    @Test func `it is asked once, by keyboard too, and said to be done when it is`() async throws {
        try await Walk.through { walk in
            let browser = walk.browser
            try await walk.start()
            try await walk.say("un secret")
            let visitor = try await walk.visitor()
            try await browser.click("#end")
            try await browser.click("#erase")
            try await walk.shows("#erase-lines", "on ne peut pas l'effacer de sa tête")
            #expect(try await !browser.isShown("#log"), "the question stands alone")
            #expect(try await focus(browser) == "erase-title")
            let violations = try await Axe.violations(browser)
            #expect(violations.isEmpty, "\(violations)")
            try await browser.click("#erase-no")
            try await walk.shows("#log [data-from=visitor]", "un secret")
            for line in 1...12 { try await walk.say("ligne \(line)") }
            try await browser.click("#end")
            try await browser.click("#erase")
            try await browser.click("#erase-no")
            try await until(within: .seconds(5), "she is where she was: at the newest line") {
                try await browser.run("return isNearEnd()").bool == true
            }
            try await browser.click("#end")
            try await browser.click("#erase")
            try await browser.press(["\u{E004}", WebDriver.Key.enter])
            try await walk.shows("#notice", "C'est fait.")
            #expect(try await visitor.say("encore").status == 401)
            try await expectNothingLeft(walk, of: visitor)
            let after = try await Axe.violations(browser)
            #expect(after.isEmpty, "\(after)")
            try await browser.reload()
            try await browser.shows("#start")
            try await expectNothingLeft(walk, of: visitor)
        }
    }

    @Test func `without a network it is not said to be done, and goes on after a reload`()
        async throws
    {
        try await Walk.through { walk in
            let browser = walk.browser
            try await walk.start()
            try await walk.say("un secret")
            let visitor = try await walk.visitor()
            try await browser.network(isOffline: true)
            try await walk.write("pas encore parti")
            try await browser.click("#end")
            try await browser.click("#erase")
            try await browser.click("#erase-yes")
            try await walk.shows("#notice", "Pas encore effacé")
            #expect(try await !browser.isShown("#start"), "nothing new before that")
            #expect(try await browser.texts(of: "#log [data-from]").isEmpty)
            #expect(try await visitor.ownLines() == ["un secret"])
            // The tab is put to sleep before it could go on by itself.
            try await browser.run("abandon(visit)")
            try await browser.network(isOffline: false)
            try await browser.reload()
            try await walk.shows("#notice", "C'est fait.")
            #expect(try await visitor.say("encore").status == 401)
            try await expectNothingLeft(walk, of: visitor)
            try await browser.click("#start")
            try await browser.shows("#log [data-from=bot]")
            #expect(try await browser.texts(of: "#log [data-from=visitor]").isEmpty)
        }
    }

    @Test func `what is over is erased from its last screen`() async throws {
        try await Walk.through { walk in
            try await walk.start()
            let visitor = try await walk.visitor()
            try await walk.browser.click("#end")
            try await walk.browser.click("#end-confirm")
            try await walk.browser.click("#erase-ended")
            try await walk.browser.click("#erase-no")
            try await walk.shows("#ended", "La conversation est finie.")
            try await walk.browser.click("#erase-ended")
            try await walk.browser.click("#erase-yes")
            try await walk.shows("#notice", "C'est fait.")
            #expect(try await walk.house.firstReminder() == TestBots.noon + 60_000)
            try await expectNothingLeft(walk, of: visitor)
        }
    }

    private func expectNothingLeft(_ walk: Walk, of visitor: Visitor) async throws {
        let traces = """
            return JSON.stringify(sessionStorage).includes(arguments[0])
                || log.children.length > 0 || document.getElementById("line").value !== "";
            """
        let isLeft = try await walk.browser.run(traces, [.string(visitor.token)])
        #expect(isLeft == .bool(false))
    }

    private func focus(_ browser: WebDriver) async throws -> String {
        try await browser.run("return document.activeElement.id").string ?? ""
    }
}
