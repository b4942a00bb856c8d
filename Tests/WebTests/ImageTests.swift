import Curl
import Desk
import Foundation
import Relay
import Store
import Support
import Testing

/// Images of counsellors, at the visitors' door.
@Suite(.timeLimit(.minutes(1))) struct ImageTests {
    @Test func `it is told on the stream and given only to the tab that it is for`() async throws {
        try await WebHouse.open { house in
            let (visitor, number) = try await Visitor.talking(in: house)
            let watcher = try await Watcher.opened(visitor)
            let id = try await house.announceImage("un dessin", to: number)
            try await watcher.untilLine("un dessin")
            let line = try #require(watcher.seen.value.lines.last)
            #expect(line.image == "coming")
            let path = "talk/images/\(line.seq)"
            #expect(try await visitor.ask("GET", path).status == 404, "not before it is here")
            try await house.bringImage(id, TestImages.jpeg, .jpeg, to: number)
            try await watcher.seen.until { $0.lines.last?.image == "here" }
            let news = try #require(watcher.seen.value.lines.last)
            #expect(news.of == line.seq && news.change == nil && news.id == nil)
            let answer = try await visitor.ask("GET", path)
            #expect(answer.status == 200 && answer.byteCount == TestImages.jpeg.count)
            #expect(answer.header("content-type") == "image/jpeg")
            Self.expectManners(answer)
            try await Self.expectClosed(house, visitor, path)
            #expect(try await visitor.ask("GET", "talk/images/\(news.seq)").status == 404)
            // Taken back, it is gone for everybody.
            try await house.hear(.counsellorChanged(id, nil, by: WebHouse.ana), about: number)
            #expect(try await visitor.ask("GET", path).status == 404)
            await watcher.leave()
        }
    }

    private static func expectManners(_ answer: Answer) {
        #expect(answer.header("cache-control") == "no-store")
        #expect(answer.header("x-content-type-options") == "nosniff")
        #expect(answer.header("cross-origin-resource-policy") == "same-origin")
        #expect(answer.header("content-security-policy")?.contains("default-src 'none'") == true)
        #expect(answer.header("etag") == nil && answer.header("last-modified") == nil)
        #expect(answer.header("content-disposition") == nil, "it has no name")
    }

    private static func expectClosed(_ house: WebHouse, _ own: Visitor, _ path: String)
        async throws
    {
        let (other, _) = try await Visitor.talking(in: house)
        #expect(try await other.ask("GET", path).status == 404, "another's talk")
        #expect(try await Visitor(house: house).ask("GET", path).status == 401)
        #expect(try await house.ask("GET", "essai/" + path).status == 401)
        #expect(try await house.ask("GET", "essai/\(path)?secret=\(own.token)").status == 401)
        for place in ["0", "-1", "x", "99999999999999999999", "1"] {
            #expect(try await own.ask("GET", "talk/images/\(place)").status == 404, "\(place)")
        }
        #expect(try await own.ask("PUT", path, body: "{}").status == 405)
    }

    @Test func `whoever left in a hurry left it behind`() async throws {
        try await WebHouse.open { house in
            let (visitor, number) = try await Visitor.talking(in: house)
            let id = try await house.announceImage("", to: number)
            try await house.bringImage(id, TestImages.png, .png, to: number)
            let lines = try await house.switchboard.lines(of: number, after: 0, limit: 99)
            let place = try #require(lines.first { $0.line.id == id }).sequence
            #expect(try await visitor.ask("GET", "talk/images/\(place)").status == 200)
            try await visitor.leave(forgetting: true)
            #expect(try await visitor.ask("GET", "talk/images/\(place)").status == 401)
        }
    }

    @Test func `without scripts it stands in the page itself, once`() async throws {
        try await WebHouse.open { house in
            let start = try await Page.started(house)
            let visitor = Visitor(house: house, token: start.secret)
            let number = try await visitor.number()
            try await house.claim(number)
            let id = try await house.announceImage("un <dessin>", to: number)
            try await start.shows("Une image arrive")
            try await house.bringImage(id, TestImages.png, .png, to: number)
            let image = #"<img alt="un &lt;dessin&gt;" src="data:image/png;base64,"#
            try await start.shows(image)
            let lost = try await house.announceImage("", to: number)
            try await house.hear(.imageLost(lost, .unreachable), about: number)
            try await start.shows("Une image n&#39;a pas pu arriver")
            // Who looks again sees it at its place.
            let again = Page(house, "essai", ["secret": start.secret, "do": "look"])
            try await again.shows("Une image n&#39;a pas pu arriver")
            try await house.answer("fin", to: number)
            try await again.shows(">fin<")
            #expect(again.text.components(separatedBy: image).count == 2)
            #expect(again.text.components(separatedBy: "pas pu arriver").count == 2)
            #expect(!again.text.contains("Une image arrive"))
            for page in [start, again] { await page.leave() }
        }
    }
}

extension WebHouse {
    /// A counsellor has posted an image; the name of its line.
    func announceImage(
        _ caption: String,
        to number: ConversationNumber,
        at bot: BotName = TestBots.plain
    ) async throws -> LineID {
        let id = LineID("ana-shows-" + Mint.hex(byteCount: 8))
        let address = Confidential("mxc://example.org/geheim")
        let image = PostedImage(address: address, caption: Confidential(caption))
        try await hear(.counsellorShowed(id, image, by: Self.ana), about: number, at: bot)
        return id
    }

    /// It was fetched.
    func bringImage(
        _ id: LineID,
        _ bytes: [UInt8],
        _ kind: Image.Kind,
        to number: ConversationNumber,
        at bot: BotName = TestBots.plain
    ) async throws {
        let image = Image(kind: kind, bytes: Confidential(bytes))
        try await hear(.imageCame(id, image), about: number, at: bot)
    }
}
