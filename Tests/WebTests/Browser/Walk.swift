import Curl
import Desk
import Foundation
import Matrix
import Support

@testable import Web

/// A house and a browser that is looking at one of its pages.
struct Walk: Sendable {
    let house: WebHouse
    let browser: WebDriver
    let bot: BotName
    /// Where its page is, without the slash.
    let path: String

    /// Opens both, looks at a bot's page, does something, and closes both.
    static func through(
        _ bot: BotName = TestBots.plain,
        bots: [Script] = TestBots.all,
        at milliseconds: @autoclosure @escaping @Sendable () -> Int64 = TestBots.noon,
        limits: WebLimits = WebLimits(),
        screen: WebDriver.Screen = .phone,
        frames: [String] = [],
        path: String = "",
        _ body: @Sendable (Walk) async throws -> Void
    ) async throws {
        let folder = try LiveFolder()
        try await WebHouse.open(limits, bots: bots, at: milliseconds(), frames: frames) { house in
            let courier = Courier()
            let browser = try await WebDriver.open(in: folder, courier: courier, screen: screen)
            let own = bots.first { $0.name == bot }?.webPath ?? bot.rawValue
            let walk = Walk(house: house, browser: browser, bot: bot, path: own)
            do {
                try await browser.go(to: walk.page + path)
                try await body(walk)
                try await browser.close()
            } catch {
                // What could be seen then says more than what was waited for.
                try? await browser.takePicture(to: Live.root + "/.run/failed.png")
                try? await browser.close()
                throw error
            }
            courier.close()
        }
    }

    var page: String { "http://127.0.0.1:\(house.port)/\(path)" }

    /// Presses start and waits for the bot.
    func start() async throws {
        try await browser.click("#start")
        try await browser.shows("#log [data-from=bot]")
    }

    func write(_ words: String) async throws {
        try await browser.type(words + WebDriver.Key.enter, into: "#line")
    }

    /// Writes, and waits until it is recorded.
    func say(_ words: String) async throws {
        try await write(words)
        try await browser.shows("#log [data-seq][data-from=visitor]") { $0.contains(words) }
    }

    /// The secret of this tab, as the page keeps it.
    func token() async throws -> String {
        let script = "return JSON.parse(sessionStorage.getItem(arguments[0])).token"
        return try await browser.run(script, [.string("page:" + path)]).string ?? ""
    }

    /// The same talk as the house knows it.
    func visitor() async throws -> Visitor {
        Visitor(house: house, bot: bot, token: try await token())
    }

    /// A counsellor takes the talk; its number.
    @discardableResult
    func claim() async throws -> ConversationNumber {
        let number = try await visitor().number()
        try await house.claim(number, at: bot)
        try await browser.shows("#status-stage") { $0.contains(TestBots.persona) }
        return number
    }

    /// What is shown at one place, once it is as wished.
    func shows(_ selector: String, _ words: String) async throws {
        try await browser.shows(selector) { $0.contains(words) }
    }

    /// Makes the page believe that nobody looked at it for so long.
    func pretendAway(minutes: Int64) async throws {
        try await browser.run(
            "keep({ seenAt: Date.now() - arguments[0] * 60000 })",
            [.int(minutes)]
        )
    }
}
