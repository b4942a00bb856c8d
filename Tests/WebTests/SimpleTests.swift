import Relay
import Synchronization
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
            let aged = try await named.says([try answer("teen", to: "age", in: named.text): "teen"])
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

    @Test func `who looks again after a while is asked first whether it is safe`() async throws {
        let hand = Mutex(TestBots.noon)
        try await WebHouse.open(at: hand.withLock(\.self)) { house in
            let start = try await Page.started(house)
            let at = try field("at", in: start.text)
            #expect(at == "\(TestBots.noon)")
            let look = ["secret": start.secret, "do": "look", "at": at]
            let soon = Page(house, "essai", look)
            try await soon.shows("Bonjour !")
            hand.withLock { $0 += 181_000 }
            let late = try await house.post("essai", look)
            #expect(late.text.contains("Tu peux écrire sans danger"))
            #expect(!late.text.contains("Bonjour !") && late.text.contains("</html>"))
            // What she writes is taken, whenever she writes it.
            let said = try await start.says(["text": "me voilà"])
            try await said.shows("me voilà")
            let again = Page(
                house,
                "essai",
                look.merging(["at": try field("at", in: late.text)]) { $1 }
            )
            try await again.shows("Bonjour !")
            for at in ["", "x", "\(Int64.max)", "\(Int64.min)"] {
                let page = Page(house, "essai", look.merging(["at": at]) { $1 })
                try await page.shows("<")
                await page.leave()
            }
            for page in [start, soon, said, again] { await page.leave() }
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
