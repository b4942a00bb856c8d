import Curl
import Foundation
import Matrix
import Support
import Testing

@Suite(.tags(.live), .enabled(if: Live.isOn), .serialized, .timeLimit(.minutes(4)))
struct BrowserTests {
    @Test
    func `a young person walks the page from arrival to goodbye, through a reload and a restart`()
        async throws
    {
        let house = try await LiveHouse.open()
        let ana = try #require(house.accounts["ana"])
        let browser = try await WebDriver.open(in: house.folder, courier: Courier())
        try await browser.go(to: house.bridge.page(of: LiveHouse.usualBot))
        // Before anything else: emergency, who reads, and what stays secret.
        try await browser.shows("#arrival") { $0.contains("112") && $0.contains("secret") }
        try await browser.click("#start")
        try await answerQuestions(browser)
        try await browser.type("j'ai peur" + WebDriver.Key.enter, into: "#line")
        try await browser.shows("#log [data-from=visitor]") { $0.contains("j'ai peur") }

        let notice = try await LiveTalk.notice(of: "Lila", for: ana, in: house)
        let change = try await ana.event(in: notice.room, "its words") { event in
            event.newNotice?.original == notice.id
        }
        let words = try #require(change.newNotice?.words)
        #expect(words.contains("12 à 14 ans") && words.contains("Namur"))
        #expect(!words.contains("5000"))
        // What rang, perhaps on a locked screen, says nothing of hers.
        for own in ["Lila", "12 à 14", "Namur"] {
            #expect(notice.message?.body.contains(own) == false)
        }
        try await ana.react(to: notice.id, in: notice.room)
        let room = try await ana.invitation()
        try await ana.join(room)
        try await ana.say("Bonjour Lila", in: room)
        try await browser.shows("#log [data-from=person]") { $0.contains("Bonjour Lila") }

        try await browser.reload()
        try await browser.shows("#log [data-from=person]") { $0.contains("Bonjour Lila") }
        try await say("après le rechargement", browser)

        try await house.bridge.killAtOnce()
        try await ana.say("pendant la panne", in: room)
        try await house.bridge.start()
        try await browser.shows("#log [data-from=person]", within: .seconds(40)) {
            $0.contains("pendant la panne")
        }
        try await say("après la panne", browser)
        _ = try await ana.event(in: room, "her last line") { $0.message?.body == "après la panne" }
        let heard = try await LiveTalk(
            visitor: house.visitor(),
            counsellor: ana,
            room: room,
            notice: notice.id
        ).heardByCounsellor()
        #expect(heard == ["j'ai peur", "après le rechargement", "après la panne"])
        let shown = try await browser.texts(of: "#log [data-seq][data-from=person]")
        #expect(shown.count == 2, "each line stands there once")

        try await browser.click("#end")
        try await browser.click("#end-confirm")
        try await browser.shows("#ended")
        try await browser.close()
        try await house.close()
    }

    @Test func `the quick exit leaves nothing behind`() async throws {
        let house = try await LiveHouse.open()
        let browser = try await WebDriver.open(in: house.folder, courier: Courier())
        let page = house.bridge.page(of: LiveHouse.usualBot)
        try await browser.go(to: page)
        try await browser.click("#start")
        try await browser.shows("#log [data-from=bot]")
        let kept = try await browser.run("return JSON.stringify(sessionStorage)").string ?? ""
        let token = try #require(kept.firstMatch(of: /[A-Za-z0-9_-]{43}/)?.output)
        try await browser.click("#exit")
        try await until(within: .seconds(10), "the page is gone") {
            try await !browser.location().hasPrefix(page)
        }
        try await browser.go(to: page)
        try await browser.shows("#start")
        let after = try await browser.run("return JSON.stringify(sessionStorage)").string ?? ""
        #expect(!after.contains(token))
        // The server has forgotten the tab as well: whoever finds the secret finds nothing.
        let finder = VisitorClient(page: page, courier: house.courier, token: String(token))
        try await until(within: .seconds(10), "the server has forgotten the tab") {
            try await finder.send("GET", "/talk/stream", nil).status == 401
        }
        #expect(try await browser.run("return localStorage.length").int == 0)
        #expect(try await browser.run("return document.cookie").string == "")
        try await browser.close()
        try await house.close()
    }

    private func answerQuestions(_ browser: WebDriver) async throws {
        try await browser.shows("#log [data-from=bot]")
        try await browser.type("Lila" + WebDriver.Key.enter, into: "#line")
        try await browser.click("#choices button[data-choice=no]")
        try await browser.click("#choices button[data-choice='12-14']")
        try await browser.shows("#log [data-from=bot]") { $0.contains("code postal") }
        try await browser.type("5000" + WebDriver.Key.enter, into: "#line")
        try await browser.shows("#status") { $0.contains("attends") || $0.contains("prochaine") }
    }

    private func say(_ words: String, _ browser: WebDriver) async throws {
        try await browser.type(words + WebDriver.Key.enter, into: "#line")
        try await browser.shows("#log [data-seq][data-from=visitor]") { $0.contains(words) }
    }
}
