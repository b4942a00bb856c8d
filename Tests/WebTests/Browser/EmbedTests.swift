import Curl
import Foundation
import Matrix
import Support
import Testing

/// The page inside another site.
@Suite(.tags(.live), .enabled(if: Live.isOn), .serialized, .timeLimit(.minutes(2)))
struct EmbedTests {
    @Test func `one line gives a button and the page, and its exit leads the whole site away`()
        async throws
    {
        let site = try Site()
        try await Walk.through(screen: .desktop, frames: [site.address]) { walk in
            // As many a site has it; none of it may undo what she presses.
            let style = "<style>iframe { display: block } button { width: 100% }</style>"
            try await site.serve(style + "<script src='\(walk.page)/embed.js'></script>")
            let browser = walk.browser
            try await browser.go(to: site.address)
            try await browser.click("button")
            try await enterPage(browser, walk.page)
            try await browser.click("#start")
            try await browser.shows("#log [data-from=bot]")
            // The site around it cannot look in.
            try await browser.ask("POST", "/frame", ["id": .null])
            let look = "return document.querySelector('iframe').contentDocument"
            #expect(try await browser.run(look) == .null)
            let width = try await browser.run("return document.querySelector('button').offsetWidth")
            #expect(width.int ?? .max < 400)
            try await browser.click("button")
            #expect(try await !browser.isShown("iframe"), "closed is closed")
            try await browser.click("button")
            try await enterPage(browser, walk.page)
            try await browser.shows("#log [data-from=bot]")
            try await browser.click("#exit")
            try await browser.ask("POST", "/frame", ["id": .null])
            try await until(within: .seconds(10), "the site is gone") {
                try await !browser.location().hasPrefix(site.address)
            }
        }
        try await site.close()
    }

    @Test func `a site that the settings do not name gets no page`() async throws {
        let site = try Site()
        try await Walk.through { walk in
            try await site.serve("<script src='\(walk.page)/embed.js'></script>")
            try await walk.browser.go(to: site.address)
            try await walk.browser.click("button")
            try await until(within: .seconds(10), "the frame is refused") {
                try await enterFrame(walk.browser)
                let page = try await walk.browser.run("return location.href").string ?? ""
                try await walk.browser.ask("POST", "/frame", ["id": .null])
                return page.hasPrefix("chrome-error:")
            }
        }
        try await site.close()
    }

    /// The frame is another one as soon as the page has come into it.
    private func enterPage(_ browser: WebDriver, _ page: String) async throws {
        try await until(within: .seconds(20), "the page is in the frame") {
            try await browser.ask("POST", "/frame", ["id": .null])
            try await enterFrame(browser)
            return try await browser.run("return location.href").string == page
        }
    }

    private func enterFrame(_ browser: WebDriver) async throws {
        try await browser.shows("iframe")
        try await browser.ask("POST", "/frame", ["id": 0])
    }
}

/// Somebody else's site, on a name of its own.
private struct Site: Sendable {
    let address: String
    private let folder: LiveFolder
    private let server: ChildProcess

    init() throws {
        let port = try Live.freePort()
        folder = try LiveFolder()
        address = "http://localhost:\(port)"
        server = try ChildProcess(
            "another site",
            "/usr/bin/python3",
            [
                "-m", "http.server", "--bind", "127.0.0.1", "--directory", folder.path,
                "\(port)",
            ],
            log: folder.path + ".log"
        )
    }

    func serve(_ body: String) async throws {
        let head = "<!DOCTYPE html><html lang='fr'><title>Un site</title><body>"
        try folder.write(head + body, to: "index.html")
        let courier = Courier()
        defer { courier.close() }
        try await until(within: .seconds(10), "the other site is open") {
            try server.mustRun()
            let request = Curl.Request(method: "GET", url: address + "/")
            return (try? await courier.send(request))?.status == 200
        }
    }

    func close() async throws {
        try await server.killAtOnce()
        try? FileManager.default.removeItem(atPath: folder.path + ".log")
    }
}
