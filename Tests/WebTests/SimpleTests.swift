import Curl
import Foundation
import Relay
import Testing
import Web

/// The talk without scripts.
@Suite(.timeLimit(.minutes(1))) struct SimpleTests {
    @Test func `a talk by forms: arrive, answer, write, be answered, end`() async throws {
        try await WebHouse.open { house in
            let arrival = try await house.ask("GET", "questions/simple")
            #expect(arrival.text.contains("C&#39;est anonyme."))
            let secret = try field("secret", in: arrival.text)
            let start = Page(house, "questions", ["secret": secret, "do": "start"])
            try await start.shows("Bonjour !")
            try await start.shows("Un robot te pose")
            let named = try await start.says(["text": "Lila"])
            try await named.shows("<p class=\"text\" dir=\"auto\">Lila</p>")
            try await named.shows("value=\"teen\">12 à 17 ans")
            let aged = try await named.says(["question": "age", "choice": "teen"])
            try await aged.shows("Tu es la prochaine personne.")
            let visitor = Visitor(house: house, bot: TestBots.curious, token: secret)
            let number = try await visitor.number()
            try await house.claim(number, at: TestBots.curious)
            try await house.answer("Bonjour <b>Lila</b>", to: number, at: TestBots.curious)
            // What comes is written to the page that is open already.
            try await aged.shows("Bonjour &lt;b&gt;Lila&lt;/b&gt;")
            try await aged.shows("Avec toi : \(TestBots.persona.replacing("'", with: "&#39;"))")
            let over = Page(house, "questions", ["secret": secret, "do": "end"])
            try await over.shows("La conversation est finie.")
            for page in [start, named, aged, over] { await page.leave() }
        }
    }

    @Test func `a form that is sent twice is one line`() async throws {
        try await WebHouse.open { house in
            let start = try await Page.started(house)
            let visitor = Visitor(house: house, token: start.secret)
            for _ in 0..<3 {
                let page = try await start.says(["text": "une fois"])
                try await page.shows("une fois")
                await page.leave()
            }
            #expect(try await visitor.ownLines() == ["une fois"])
            // And so is a start, pressed again and again.
            let again = Page(house, "essai", ["secret": start.secret, "do": "start"])
            try await again.shows("une fois")
            for page in [start, again] { await page.leave() }
        }
    }

    @Test func `the same talk is on both pages`() async throws {
        try await WebHouse.open { house in
            let start = try await Page.started(house)
            let visitor = Visitor(house: house, token: start.secret)
            let watcher = try await Watcher.opened(visitor)
            let page = try await start.says(["text": "sur les deux\r\net en dessous"])
            try await watcher.untilLine("sur les deux\net en dessous")
            try await visitor.say("de l'autre")
            try await page.shows("de l&#39;autre")
            await watcher.leave()
            for page in [start, page] { await page.leave() }
        }
    }

    @Test func `the secret is in the forms only, and leaving forgets it at once`() async throws {
        try await WebHouse.open { house in
            let start = try await Page.started(house)
            let actions = start.text.matches(of: /(?:action|href)="([^"]*)"/)
            #expect(!actions.isEmpty && !actions.contains { $0.output.1.contains(start.secret) })
            let gone = try await house.post("essai", ["secret": start.secret, "do": "leave"])
            #expect(gone.header("refresh") == "0; url=https://example.org/")
            #expect(!gone.text.contains(start.secret))
            let answer = try await start.ends()
            let policy = try #require(answer.header("content-security-policy"))
            #expect(policy.contains("form-action 'self'"))
            #expect(!policy.contains("unsafe") && !policy.contains("script-src"))
            #expect(answer.header("cache-control") == "no-store")
            #expect(answer.header("set-cookie") == nil && answer.header("content-encoding") == nil)
            let back = try await house.post("essai", ["secret": start.secret, "do": "look"])
            #expect(back.text.contains("Cette conversation est finie."))
            let visitor = Visitor(house: house, token: start.secret)
            #expect(try await visitor.say("encore").status == 401)
        }
    }

    @Test func `what is too long comes back, so that it can be cut in two`() async throws {
        try await WebHouse.open { house in
            let start = try await Page.started(house)
            let long = String(repeating: "é<", count: TestBots.lineCharactersMax)
            let page = try await start.says(["text": long])
            try await page.shows("trop long")
            try await page.shows("é&lt;é&lt;")
            let visitor = Visitor(house: house, token: start.secret)
            #expect(try await visitor.ownLines().isEmpty)
            for page in [start, page] { await page.leave() }
        }
    }

    @Test(
        arguments: [
            "", "secret=", "secret=court&do=start", "do=start", "%", "secret=%zz", "=&=&&",
            "secret=" + String(repeating: "a", count: 129) + "&do=say",
        ]
    ) func `without a good secret there is the beginning, and nothing is written down`(
        body: String
    ) async throws {
        try await WebHouse.open { house in
            let answer = try await house.ask(
                "POST",
                "essai/simple",
                headers: [Page.formType],
                body: body
            )
            #expect(answer.status == 200)
            #expect(answer.text.contains("name=\"do\" value=\"start\""))
        }
    }

    @Test func `pages that are left in the middle of it cost nothing and stop nobody`() async throws
    {
        try await WebHouse.open { house in
            let start = try await Page.started(house)
            let body = "do=look&secret=" + start.secret
            for _ in 0..<100 {
                let socket = try RawSocket(port: house.port)
                await socket.send(
                    "POST /essai/simple HTTP/1.1\r\nHost: a\r\nContent-Length: "
                        + "\(body.utf8.count)\r\n\r\n\(body)"
                )
                _ = await socket.read(until: "role=\"log\"")
                socket.hangUp()
            }
            try await eventually { house.streamCount <= 1 }
            let page = try await start.says(["text": "toujours là"])
            try await page.shows("toujours là")
            for page in [start, page] { await page.leave() }
        }
    }

    @Test func `nothing is said under an id that cannot be`() async throws {
        try await WebHouse.open { house in
            let start = try await Page.started(house)
            for id in ["", "court", "avec un blanc, et assez long"] {
                let page = Page(
                    house,
                    "essai",
                    ["secret": start.secret, "do": "say", "id": id, "text": "perdu"]
                )
                try await page.shows("role=\"log\"")
                await page.leave()
            }
            let visitor = Visitor(house: house, token: start.secret)
            #expect(try await visitor.ownLines().isEmpty)
            await start.leave()
        }
    }

    @Test func `the arrival speaks the language that is wished, and no text breaks out`()
        async throws
    {
        try await WebHouse.open { house in
            let english = try await house.ask("GET", "essai/simple?lang=en")
            #expect(english.text.contains("<html lang=\"en\">"))
            #expect(english.text.contains("In this chat, people write in French."))
            #expect(english.text.contains("<div lang=\"fr\">"))
            let unknown = try await house.ask("GET", "essai/simple?lang=xx")
            #expect(unknown.text.contains("<html lang=\"fr\">"))
            let hostile = try await house.ask("GET", "pirate/simple")
            #expect(!hostile.text.contains("<script"))
            let closed = try await house.ask("GET", "demain/simple")
            #expect(closed.text.contains("demain, samedi"))
            #expect(closed.text.contains("Laisser une lettre"))
            #expect(!closed.text.contains("Commencer<"))
        }
    }
}

/// A page that goes on and on, as a browser without scripts shows it.
final class Page: Sendable {
    static let formType = Header(
        name: "Content-Type",
        value: "application/x-www-form-urlencoded"
    )

    private struct Seen: Sendable {
        var bytes: [UInt8] = []
        var answer: Answer?
        var hasEnded = false
    }

    let house: WebHouse
    let bot: String
    let secret: String
    private let seen = Watched(Seen())
    private let reading: Task<Void, Never>

    /// Sends a form and reads what comes.
    init(_ house: WebHouse, _ bot: String, _ fields: [String: String]) {
        (self.house, self.bot, secret) = (house, bot, fields["secret"] ?? "")
        let request = Curl.Request(
            method: "POST",
            url: "http://127.0.0.1:\(house.port)/\(bot)/simple",
            headers: [Self.formType],
            body: Array(encoded(fields).utf8),
            limits: Curl.Limits(wholeTimeoutMilliseconds: 0)
        )
        reading = Task { [seen] in
            let response = try? await house.courier.send(request) { bytes in
                seen.change { $0.bytes += bytes }
                return true
            }
            seen.change { seen in
                seen.answer = response.map(Answer.init)
                seen.hasEnded = true
            }
        }
    }

    /// Arrives at the plain bot.
    static func started(_ house: WebHouse) async throws -> Page {
        let arrival = try await house.ask("GET", "essai/simple")
        let secret = try field("secret", in: arrival.text)
        let page = Page(house, "essai", ["secret": secret, "do": "start"])
        try await page.shows("Bonjour !")
        return page
    }

    var text: String { String(decoding: seen.value.bytes, as: UTF8.self) }

    /// Sends what this page's form for it would send.
    func says(_ fields: [String: String]) async throws -> Page {
        let id = try field("id", in: text)
        let own = ["secret": secret, "do": "say", "id": id]
        return Page(house, bot, own.merging(fields) { _, new in new })
    }

    func shows(_ words: String) async throws {
        try await seen.until {
            $0.hasEnded || String(decoding: $0.bytes, as: UTF8.self).contains(words)
        }
        guard text.contains(words) else { throw Absent(words) }
    }

    /// Waits for the end; how it was answered.
    func ends() async throws -> Answer {
        guard let answer = try await seen.until({ $0.hasEnded }).answer else {
            throw Absent("an answer")
        }
        return answer
    }

    func leave() async {
        reading.cancel()
        await reading.value
    }
}

extension WebHouse {
    /// A form whose answer has an end.
    func post(_ bot: String, _ fields: [String: String]) async throws -> Answer {
        try await ask("POST", bot + "/simple", headers: [Page.formType], body: encoded(fields))
    }
}

/// The value of the first field of a name.
private func field(_ name: String, in text: String) throws -> String {
    let parts = text.components(separatedBy: "name=\"\(name)\" value=\"")
    guard parts.count > 1, let value = parts[1].components(separatedBy: "\"").first else {
        throw Absent("a field \(name)")
    }
    return value
}

private func encoded(_ fields: [String: String]) -> String {
    fields.map { name, value in
        let safe = value.addingPercentEncoding(withAllowedCharacters: .alphanumerics)
        return name + "=" + (safe ?? "")
    }.joined(separator: "&")
}
