import Foundation
import Matrix
import Support
import Testing

/// For who cannot see, cannot use a mouse, or needs it larger.
@Suite(.tags(.live), .enabled(if: Live.isOn), .serialized, .timeLimit(.minutes(5)))
struct AccessibilityTests {
    /// How the page is looked at.
    enum Look: String, CaseIterable, Sendable {
        case phone, desktop, dark, narrow, forcedColors, moreContrast

        var screen: WebDriver.Screen {
            switch self {
            case .phone, .forcedColors, .moreContrast: .phone
            case .desktop: .desktop
            case .dark: .init(width: 390, height: 844, isPhone: true, isDark: true)
            // As wide as a 1280 pixels screen at 400 % (WCAG 1.4.10).
            case .narrow: .init(width: 320, height: 640, isPhone: true)
            }
        }

        /// What the system is said to wish.
        var wish: JSON? {
            switch self {
            case .phone, .desktop, .dark, .narrow: nil
            case .forcedColors: ["name": "forced-colors", "value": "active"]
            case .moreContrast: ["name": "prefers-contrast", "value": "more"]
            }
        }
    }

    @Test(arguments: [Look.phone, .dark, .forcedColors, .moreContrast])
    func `nor on a closed door, a letter and its code`(_ look: Look) async throws {
        try await Walk.through(TestBots.closed, screen: look.screen) { walk in
            if let wish = look.wish {
                try await walk.browser.command("Emulation.setEmulatedMedia", ["features": [wish]])
            }
            try await Screens.visitClosed(walk) { name in
                let violations = try await Axe.violations(walk.browser)
                #expect(violations.isEmpty, "\(name): \(violations.joined(separator: "; "))")
                let isWhole = try await fits(walk.browser)
                #expect(isWhole, "\(name): wider than the screen")
                let small = try await smallTargets(walk.browser)
                #expect(small.isEmpty, "\(name): \(small)")
            }
        }
    }

    @Test(arguments: Look.allCases) func `axe finds nothing on any screen`(_ look: Look)
        async throws
    {
        try await Walk.through(TestBots.rich, screen: look.screen) { walk in
            if let wish = look.wish {
                try await walk.browser.command("Emulation.setEmulatedMedia", ["features": [wish]])
            }
            try await Screens.visit(walk) { name in
                let violations = try await Axe.violations(walk.browser)
                #expect(violations.isEmpty, "\(name): \(violations.joined(separator: "; "))")
                let isWhole = try await fits(walk.browser)
                #expect(isWhole, "\(name): wider than the screen")
                let small = try await smallTargets(walk.browser)
                #expect(small.isEmpty, "\(name): \(small)")
            }
        }
    }

    @Test func `at 200 % nothing is lost and nothing is wider than the screen`() async throws {
        try await Walk.through(TestBots.rich, screen: .desktop) { walk in
            try await walk.browser.command(
                "Emulation.setDeviceMetricsOverride",
                ["width": 640, "height": 400, "deviceScaleFactor": 2, "mobile": false]
            )
            try await Screens.visit(walk) { name in
                let isWhole = try await fits(walk.browser)
                #expect(isWhole, "\(name)")
            }
        }
    }

    @Test func `the tree that a screen reader reads names the talk, its state and every button`()
        async throws
    {
        try await Walk.through(TestBots.rich) { walk in
            try await walk.start()
            let tree = try await walk.browser.command("Accessibility.getFullAXTree")
            let nodes = (tree["nodes"]?.array ?? []).filter { $0["ignored"]?.bool != true }
            func named(_ role: String) -> [String] {
                nodes.filter { $0["role"]?["value"]?.string == role }
                    .map { $0["name"]?["value"]?.string ?? "" }
            }
            #expect(named("log") == ["La conversation"])
            #expect(named("status").count == 1)
            #expect(named("textbox") == ["Écris ici"])
            #expect(named("main").count == 1)
            #expect(named("group").contains("Choisis une réponse"))
            let buttons = named("button")
            #expect(buttons.contains("oui") && buttons.contains("Je passe"))
            #expect(!buttons.contains(""))
            #expect(named("link").first == "Quitter vite", "the first thing of all")
            let live = nodes.first { $0["role"]?["value"]?.string == "log" }?["properties"]?.array
            let polite = live?.first { $0["name"]?.string == "live" }
            #expect(polite?["value"]?["value"]?.string == "polite")
        }
    }

    @Test func `the whole talk goes by keyboard, and new lines never move the focus`()
        async throws
    {
        try await Walk.through(TestBots.curious) { walk in
            let browser = walk.browser
            try await tab(to: "start", browser)
            try await browser.press([WebDriver.Key.enter])
            try await browser.shows("#log [data-from=bot]")
            #expect(try await focus(browser) == "log")
            try await tab(to: "line", browser)
            try await browser.press(["L", "i", "l", "a", WebDriver.Key.enter])
            try await browser.shows("#choices button[data-choice=teen]")
            #expect(try await focus(browser) == "line", "what came did not move it")
            try await browser.press([WebDriver.Key.escape])
            try await walk.shows("#cover-page", "6 × 7 = 42")
            try await browser.press([WebDriver.Key.escape])
            #expect(try await focus(browser) == "line")
            try await tab(to: "end", browser)
            try await browser.press([WebDriver.Key.enter])
            #expect(try await focus(browser) == "end-cancel")
            try await browser.press([WebDriver.Key.enter])
            #expect(try await focus(browser) == "end")
        }
    }

    @Test func `who wants no motion sees none, and still the words`() async throws {
        try await Walk.through { walk in
            try await walk.browser.command(
                "Emulation.setEmulatedMedia",
                ["features": [["name": "prefers-reduced-motion", "value": "reduce"]]]
            )
            try await walk.start()
            try await walk.browser.click("#calm summary")
            try await walk.browser.click("#breathe")
            try await walk.shows("#breath-word", "Inspire")
            let moves = try await walk.browser.run(
                "return document.getAnimations().filter((a) => a.playState === 'running').length"
            )
            #expect(moves.int == 0)
        }
    }

    private func focus(_ browser: WebDriver) async throws -> String {
        try await browser.run("return document.activeElement.id").string ?? ""
    }

    private func tab(to id: String, _ browser: WebDriver) async throws {
        for _ in 1...40 {
            try await browser.press(["\u{E004}"])
            if try await focus(browser) == id { return }
        }
        throw Absent("a way to #\(id) by keyboard")
    }

    private func fits(_ browser: WebDriver) async throws -> Bool {
        let script = """
            return document.documentElement.scrollWidth <= innerWidth
                && document.getElementById("app").scrollWidth <= innerWidth;
            """
        return try await browser.run(script).bool ?? false
    }

    /// Whatever can be pressed is at least 24 pixels high and wide, the exit 44, and so is what a
    /// thumb looks for before the talk: a wrong number is dialled easily.
    ///
    /// WCAG 2.5.8 and 2.5.5.
    private func smallTargets(_ browser: WebDriver) async throws -> [String] {
        let script = """
            const all = [...document.querySelectorAll("button, a, input, summary, textarea")];
            return all.filter((element) => element.checkVisibility({ visibilityProperty: true }))
                .filter((element) => element.id !== "exit-first")
                .filter((element) => {
                    const { width, height } = element.getBoundingClientRect();
                    const isCall = element.closest("#arrival") && element.matches("a, button");
                    const least = element.id === "exit" ? 44 : 24;
                    return width < least || height < (isCall ? 44 : least);
                })
                .map((element) => element.outerHTML.slice(0, 80));
            """
        return try await browser.run(script).array?.compactMap(\.string) ?? []
    }
}

/// Deque's axe-core, which knows the rules better than we do.
enum Axe {
    /// What breaks a rule of WCAG 2.2 AA on what is shown now, and where.
    static func violations(_ browser: WebDriver) async throws -> [String] {
        let isThere = try await browser.run("return typeof axe === 'object'").bool ?? false
        if !isThere { try await browser.run(try source()) }
        let script = """
            const done = arguments[arguments.length - 1];
            const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
            axe.run(document, { runOnly: { type: "tag", values: tags } }).then((result) => done(
                result.violations.map((one) => one.id + " at "
                    + one.nodes.map((node) => node.target.join(" ") + " "
                    + (node.any[0]?.message ?? "")).join(", "))));
            """
        let found = try await browser.ask(
            "POST",
            "/execute/async",
            ["script": .string(script), "args": []]
        )
        return found.array?.compactMap(\.string) ?? ["axe said nothing"]
    }

    private static func source() throws -> String {
        let python = URL(filePath: Live.root + "/.run/tools/lib")
        let paths = try FileManager.default.subpathsOfDirectory(atPath: python.path)
        guard let path = paths.first(where: { $0.hasSuffix("axe_core_python/axe.min.js") }) else {
            throw Absent("axe; .ci/setup browser brings it")
        }
        return try String(contentsOf: python.appending(path: path), encoding: .utf8)
    }
}
