import Desk
import Matrix
import Support
import Testing

@testable import Web

/// Who comes back with a code, in a browser, with the sentences of the shipped bot.
@Suite(.tags(.live), .enabled(if: Live.isOn), .serialized, .timeLimit(.minutes(4)))
struct ComebackTests {
    private static let bot = BotName("maintenant-jen-parle")
    /// How it stands on the page without scripts: the last of what was said about it.
    private let now = ".now:not(:has(~ .now))"

    @Test(arguments: [
        WebDriver.Screen.phone,
        WebDriver.Screen(
            width: 320,
            height: 640,
            isPhone: true,
            isDark: true
        ),
    ]) func `the same person is away: she waits, changes her mind, or writes`(
        screen: WebDriver.Screen
    ) async throws {
        try await through(screen: screen) { walk in
            let code = try await walk.house.codeOfYesterday(at: walk.bot, page: walk.path)
            let browser = walk.browser
            try await Screens.comeBack(walk, with: code)
            let labels = try await browser.texts(of: "#choices button")
            #expect(labels.count == 3 && labels.contains("J'attends la même personne"))
            let violations = try await Axe.violations(browser)
            #expect(violations.isEmpty, "\(violations)")
            let width = try await browser.run("return document.documentElement.scrollWidth").int
            #expect(width ?? .max <= screen.width)
            let page = try await browser.run("return document.body.innerText").string
            #expect(page?.contains(code) == false, "a code is shown nowhere")
            try await browser.click("#choices button[data-choice=same]")
            try await walk.shows("#log [data-from=bot]", "Je garde ta place")
            try await walk.say("je préfère l'attendre")
            // Nobody knows when she comes: the other two ways stay open.
            let others = try await browser.texts(of: "#choices button")
            #expect(others == labels.filter { $0 != "J'attends la même personne" })
            if screen.isDark {
                try await browser.click("#choices button[data-choice=other]")
                try await walk.shows("#status-stage", "Tu es la prochaine personne.")
            } else {
                try await browser.click("#choices button[data-choice=letter]")
                try await walk.shows("#status-stage", "Tu écris une lettre.")
            }
        }
    }

    @Test func `without scripts the same three ways are open`() async throws {
        var screen = WebDriver.Screen.phone
        screen.waitsForLoad = false
        try await through(screen: screen, path: "/simple") { walk in
            let code = try await walk.house.codeOfYesterday(at: walk.bot, page: walk.path)
            let browser = walk.browser
            try await browser.click("button[value=start]")
            try await browser.shows("#log .line.bot")
            let secret = "return document.querySelector('[name=secret]').value"
            let token = try await browser.run(secret).string ?? ""
            try await Visitor(house: walk.house, bot: walk.bot, token: token, page: walk.path)
                .skipAll()
            try await walk.shows(now + " [role=status]", "Tu es la prochaine personne.")
            try await browser.click(now + " details:has([name=code]) summary")
            try await browser.type(code, into: now + " [name=code]")
            try await browser.click(now + " details:has([name=code]) button")
            try await browser.shows(now + " button[value=same]")
            #expect(try await browser.isShown(now + " button[value=other]"))
            #expect(try await browser.isShown(now + " button[value=letter]"))
            let violations = try await Axe.violations(browser)
            #expect(violations.isEmpty, "\(violations)")
            try await browser.click(now + " button[value=same]")
            try await walk.shows("#log .line.bot", "Je garde ta place")
            try await browser.click(now + " button[value=other]")
            try await walk.shows(now + " [role=status]", "Tu es la prochaine personne.")
        }
    }

    @Test func `her code is forgotten by one button behind one word, and the bot says so`()
        async throws
    {
        try await through(screen: .phone) { walk in
            let browser = walk.browser
            try await walk.start()
            try await Screens.skipAll(walk)
            let number = try await walk.visitor().number()
            try await walk.house.claim(number, at: walk.bot)
            #expect(try await !browser.isShown("#code-own"))
            _ = try await walk.house.giveCode(to: number, at: walk.bot)
            try await browser.click("#code-own summary")
            try await walk.shows("#code-hint", "On ne peut pas revenir en arrière.")
            let violations = try await Axe.violations(browser)
            #expect(violations.isEmpty, "\(violations)")
            try await browser.click("#code-forget")
            try await walk.shows("#log [data-from=bot]", "Ton code est oublié.")
            try await until(within: .seconds(10), "there is no code any more") {
                try await !browser.isShown("#code-own")
            }
            try await walk.say("merci")
        }
    }

    private func through(
        screen: WebDriver.Screen,
        path: String = "",
        _ body: @Sendable (Walk) async throws -> Void
    ) async throws {
        try await Walk.through(
            Self.bot,
            bots: try ShippedBots.read(),
            at: ShippedBots.fridayEvening,
            screen: screen,
            path: path,
            body
        )
    }
}

extension Screens {
    /// Comes in and shows her code; the choice is before her.
    static func comeBack(_ walk: Walk, with code: String) async throws {
        let browser = walk.browser
        try await walk.start()
        try await skipAll(walk)
        try await browser.click("#code summary")
        try await browser.type(code, into: "#code-field")
        try await browser.click("#code-form button")
        try await browser.shows("#choices button[data-choice=same]")
    }
}
