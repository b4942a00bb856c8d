import Desk
import Matrix
import Support
import Testing

/// Leaving and covering on the page about what is kept, and leaving from a second door.
@Suite(.tags(.live), .enabled(if: Live.isOn), .serialized, .timeLimit(.minutes(2)))
struct KeptExitTests {
    @Test func `the page about what is kept is covered and left by keyboard too`() async throws {
        try await Walk.through { walk in
            let browser = walk.browser
            try await walk.start()
            let visitor = try await walk.visitor()
            try await browser.go(to: walk.page + "/confidentialite")
            try await browser.press([WebDriver.Key.escape])
            try await walk.shows("#cover-page", "6 × 7 = 42")
            #expect(try await !browser.isShown("h1"))
            try await browser.press([WebDriver.Key.escape])
            try await browser.shows("h1")
            try await browser.press(Array(repeating: WebDriver.Key.shift, count: 3))
            try await expectGone(browser, visitor)
            // The chat's page lies one step back.
            try await browser.back()
            try await until(within: .seconds(10), "it does not stay open") {
                try await !browser.location().hasPrefix("http://127.0.0.1")
            }
        }
    }

    @Test func `whoever leaves from a second door is forgotten at the first one too`()
        async throws
    {
        try await Walk.through { walk in
            try await walk.start()
            let first = try await walk.visitor()
            try await walk.browser.go(to: "http://127.0.0.1:\(walk.house.port)/questions")
            try await walk.browser.click("#start")
            try await walk.browser.shows("#log [data-from=bot]")
            try await walk.browser.click("#exit")
            try await expectGone(walk.browser, first)
        }
    }

    private func expectGone(_ browser: WebDriver, _ visitor: Visitor) async throws {
        try await until(within: .seconds(10), "the page is gone") {
            try await !browser.location().hasPrefix("http://127.0.0.1")
        }
        try await until(within: .seconds(10), "the server has forgotten") {
            try await visitor.say("encore").status == 401
        }
    }
}
