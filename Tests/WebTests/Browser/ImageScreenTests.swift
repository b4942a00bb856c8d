import Desk
import Matrix
import Relay
import Support
import Testing

/// An image of a counsellor's in a browser.
@Suite(.tags(.live), .enabled(if: Live.isOn), .serialized, .timeLimit(.minutes(3)))
struct ImageScreenTests {
    private let image = "#log [data-from=person] img"

    @Test func `it comes into its place by itself, with its words, and leaves no trace`()
        async throws
    {
        try await talking { walk, number in
            let browser = walk.browser
            let id = try await walk.house.announceImage("un dessin", to: number)
            try await walk.shows("#log [data-from=person] .image", "Une image arrive")
            try await walk.house.answer("tu vois ?", to: number)
            try await walk.shows("#log [data-from=person]:last-child", "tu vois ?")
            try await walk.house.bringImage(id, TestImages.wide, .png, to: number)
            try await browser.shows(image)
            #expect(try await shown(browser) == [800, 600, "un dessin", true])
            #expect(try await browser.texts(of: "#log [data-from=person]").count == 2)
            #expect(try await focus(browser) == "log", "it did not move the focus")
            let violations = try await Axe.violations(browser)
            #expect(violations.isEmpty, "\(violations)")
            // No history, no cache, nothing kept: its address is itself.
            let kept = """
                const own = performance.getEntriesByType("resource").map((e) => e.name);
                return [
                    JSON.stringify({ ...sessionStorage, ...localStorage }).includes("image/"),
                    document.querySelector("#log img").src.startsWith("data:image/png;base64,"),
                    own.filter((name) => name.includes("/talk/images/")).length,
                ];
                """
            let traces = try await browser.run(kept).array ?? []
            #expect(traces == [false, true, 1])
            // It stands there again after a reload, at its place.
            try await browser.reload()
            try await browser.shows(image)
            #expect(try await browser.texts(of: "#log [data-from=person]").count == 2)
            try await browser.shows("#log [data-from=person]:last-child") { $0.contains("vois") }
        }
    }

    @Test func `behind the cover it is not seen, and taken back it is gone`() async throws {
        try await talking { walk, number in
            let browser = walk.browser
            let id = try await walk.house.announceImage("", to: number)
            try await walk.house.bringImage(id, TestImages.jpeg, .jpeg, to: number)
            try await browser.shows(image)
            let alt = try await browser.run("return document.querySelector('#log img').alt")
            #expect(alt.string == "Image de " + TestBots.persona)
            try await browser.click("#cover")
            #expect(try await !browser.isShown(image))
            try await browser.click("#cover")
            try await browser.shows(image)
            try await walk.house.hear(
                .counsellorChanged(id, nil, by: WebHouse.ana),
                about: number
            )
            try await walk.shows("#log [data-from=person]", "retirée")
            let left = try await browser.run("return document.querySelectorAll('#log img').length")
            #expect(left.int == 0)
        }
    }

    @Test func `its name is what stands below it, changed on the way or afterwards`() async throws {
        try await talking { walk, number in
            let browser = walk.browser
            let id = try await walk.house.announceImage("un chat", to: number)
            try await walk.shows("#log [data-from=person] .image", "Une image arrive")
            try await browser.network(isOffline: false, latencyMilliseconds: 1_500)
            try await walk.house.bringImage(id, TestImages.png, .png, to: number)
            let name = { (words: String) in
                try await walk.house.hear(
                    .counsellorChanged(id, Confidential(words), by: WebHouse.ana),
                    about: number
                )
                try await walk.shows("#log [data-from=person] .text", words)
                try await browser.shows(image)
                return try await browser.run("return document.querySelector('#log img').alt").string
            }
            #expect(try await name("un chien") == "un chien")
            #expect(try await name("un cheval") == "un cheval")
        }
    }

    @Test func `what cannot be shown leaves words and no broken frame`() async throws {
        try await talking { walk, number in
            let lost = try await walk.house.announceImage("le premier", to: number)
            try await walk.house.hear(.imageLost(lost, .kind), about: number)
            try await walk.shows("#log [data-from=person]", "n'a pas pu arriver")
            let broken = try await walk.house.announceImage("le second", to: number)
            try await walk.house.bringImage(broken, Array("<svg/>".utf8), .png, to: number)
            try await until(within: .seconds(10), "both are said to be missing") {
                try await walk.browser.texts(of: "#log .image").allSatisfy {
                    $0.contains("n'a pas pu arriver")
                }
            }
            let frames = try await walk.browser.run(
                "return document.querySelectorAll('#log img').length"
            )
            #expect(frames.int == 0)
        }
    }

    @Test func `her counsellor's tick waits until the image stands there`() async throws {
        try await talking { walk, number in
            _ = try await walk.house.takeEffects(about: number)
            let id = try await walk.house.announceImage("un dessin", to: number)
            try await walk.shows("#log [data-from=person] .image", "Une image arrive")
            #expect(try await walk.house.takeEffects(about: number) == [])
            try await walk.house.bringImage(id, TestImages.png, .png, to: number)
            try await until(within: .seconds(10), "the tick") {
                try await walk.house.takeEffects(about: number) == [.tick(id)]
            }
        }
    }

    @Test func `without scripts it is shown too, and fits`() async throws {
        var narrow = WebDriver.Screen(width: 320, height: 640, isPhone: true)
        narrow.waitsForLoad = false
        try await Walk.through(screen: narrow, path: "/simple") { walk in
            let browser = walk.browser
            try await browser.shows("button[value=start]")
            try await browser.click("button[value=start]")
            try await walk.shows("#log .line.bot", "Bonjour !")
            let secret = "return document.querySelector('[name=secret]').value"
            let token = try await browser.run(secret).string ?? ""
            let number = try await Visitor(house: walk.house, token: token).number()
            try await walk.house.claim(number)
            let id = try await walk.house.announceImage("un dessin", to: number)
            try await walk.house.bringImage(id, TestImages.wide, .png, to: number)
            try await browser.shows("#log .line.person img")
            let script = """
                const image = document.querySelector("#log img");
                return [image.naturalWidth, document.documentElement.scrollWidth <= 320];
                """
            #expect(try await browser.run(script) == [800, true])
            let violations = try await Axe.violations(browser)
            #expect(violations.isEmpty, "\(violations)")
        }
    }

    /// A talk on the smallest screen.
    private func talking(
        _ act: @Sendable (Walk, ConversationNumber) async throws -> Void
    ) async throws {
        let narrow = WebDriver.Screen(width: 320, height: 640, isPhone: true)
        try await Walk.through(screen: narrow) { walk in
            try await walk.start()
            let number = try await walk.claim()
            try await act(walk, number)
        }
    }

    /// Its own size, its words, and whether the page is no wider than the screen.
    private func shown(_ browser: WebDriver) async throws -> JSON {
        try await browser.run(
            """
            const image = document.querySelector("#log img");
            const app = document.getElementById("app");
            const fits = app.scrollWidth <= 320 && image.offsetWidth <= 320;
            return [image.naturalWidth, image.naturalHeight, image.alt, fits];
            """
        )
    }

    private func focus(_ browser: WebDriver) async throws -> String? {
        try await browser.run("return document.activeElement.id").string
    }
}
