import Desk
import Foundation
import Relay
import Testing

@testable import Web

/// What the page without scripts keeps from one form to the next: a draft, and a language.
@Suite(.timeLimit(.minutes(1))) struct SimpleKeepingTests {
    @Test func `what she is writing stays when she looks, answers, or says that it is safe`()
        async throws
    {
        try await WebHouse.open { house in
            let start = try await begun(house, "questions")
            let named = try await start.says(["text": "Lila"])
            try await named.shows("12 à 17 ans")
            let draft = ["text": "pas <fini>", "at": "\(TestBots.noon)"]
            let look = draft.merging(["secret": start.secret, "do": "look"]) { $1 }
            let looked = Page(house, "questions", look)
            try await looked.shows("pas &lt;fini&gt;</textarea>")
            let away = try await house.post("questions", look.merging(["at": "0"]) { $1 })
            #expect(away.text.contains("name=\"text\" value=\"pas &lt;fini&gt;\""))
            let answer = try answer("teen", to: "age", in: named.text)
            let answered = Page(
                house,
                "questions",
                ["secret": start.secret, "text": "pas fini", answer: "teen"]
            )
            try await answered.shows("Tu es la prochaine personne.")
            #expect(answered.text.contains("pas fini</textarea>"))
            let visitor = Visitor(house: house, bot: TestBots.curious, token: start.secret)
            #expect(try await visitor.ownLines() == ["Lila", "12 à 17 ans"])
            for page in [start, named, looked, answered] { await page.leave() }
        }
    }

    @Test func `what was sent and only its answer lost is no draft, what she changed since is one`()
        async throws
    {
        try await WebHouse.open { house in
            let start = try await begun(house, "questions")
            let id = try field("id", in: start.text)
            let named = Page(
                house,
                "questions",
                ["secret": start.secret, "do": "say", "id": id, "text": "Lila"]
            )
            try await named.shows("12 à 17 ans")
            // The page before it is still on her screen.
            let old = ["secret": start.secret, "id": id, "at": "\(TestBots.noon)", "do": "look"]
            let same = Page(house, "questions", old.merging(["text": "Lila"]) { $1 })
            try await same.shows("12 à 17 ans")
            #expect(!same.text.contains("Lila</textarea>"))
            let changed = Page(house, "questions", old.merging(["text": "Lila et moi"]) { $1 })
            try await changed.shows("Lila et moi</textarea>")
            #expect(try field("id", in: changed.text) != id)
            let fresh = try field("id", in: same.text)
            let unsent = old.merging(["id": fresh, "text": "encore"]) { $1 }
            let kept = Page(house, "questions", unsent)
            try await kept.shows("encore</textarea>")
            #expect(try field("id", in: kept.text) == fresh)
            for page in [start, named, same, changed, kept] { await page.leave() }
        }
    }

    @Test func `a letter is sent with what still stands in the field, or not at all`()
        async throws
    {
        try await WebHouse.open { house in
            let start = try await begun(house, "demain")
            try await start.shows("Tu peux laisser une lettre")
            #expect(!start.text.contains("Tu peux encore la relire"), "nothing was said yet")
            let asked = try answer("letter", to: "letter", in: start.text)
            let begun = Page(house, "demain", ["secret": start.secret, asked: "letter"])
            try await begun.shows("<div class=\"line bot\"")
            let first = try await begun.says(["text": "La première page."])
            try await first.shows("value=\"send\"")
            let send = try answer("send", to: "letter", in: first.text)
            let fields = ["secret": start.secret, "id": try field("id", in: first.text)]
            let long = String(repeating: "é", count: TestBots.lineCharactersMax + 1)
            let refused = Page(
                house,
                "demain",
                fields.merging([send: "send", "text": long]) { $1 }
            )
            try await refused.shows("trop long")
            try await refused.shows("value=\"send\"")
            #expect(refused.text.contains("é</textarea>"))
            let again = try answer("send", to: "letter", in: refused.text)
            let rest = ["text": "Et la fin.", "id": try field("id", in: refused.text)]
            let last = fields.merging(rest) { $1 }.merging([again: "send"]) { $1 }
            let sent = Page(house, "demain", last)
            try await sent.shows("Ta lettre est partie.")
            #expect(sent.text.contains("></textarea>") || sent.text.contains(">\n</textarea>"))
            let visitor = Visitor(house: house, bot: TestBots.closed, token: start.secret)
            let own = try await visitor.ownLines()
            #expect(own.contains("La première page.") && own.contains("Et la fin."))
            for page in [start, begun, first, refused, sent] { await page.leave() }
        }
    }

    @Test func `the language that she chose is that of every page, until the talk changes it`()
        async throws
    {
        try await WebHouse.open { house in
            let arrival = try await house.ask("GET", "essai/simple?lang=de")
            #expect(try field("lang", in: arrival.text) == "de")
            let secret = try field("secret", in: arrival.text)
            let own = ["secret": secret, "lang": "de"]
            let start = Page(house, "essai", own.merging(["do": "start"]) { $1 })
            try await start.shows("Bonjour !")
            #expect(start.text.contains("<html lang=\"de\">") && start.text.contains("Schnell weg"))
            #expect(!start.text.contains("Quitter vite"))
            let forms = start.text.components(separatedBy: "<form").dropFirst()
            #expect(forms.allSatisfy { $0.contains("name=\"lang\" value=\"de\"") })
            let late = try await house.post("essai", own.merging(["do": "look", "at": "0"]) { $1 })
            #expect(late.text.contains("<html lang=\"de\">"))
            let erased = try await house.post("essai", own.merging(["do": "erase"]) { $1 })
            #expect(erased.text.contains("<html lang=\"de\">"))
            let over = try await house.post("essai", own.merging(["do": "look"]) { $1 })
            #expect(over.text.contains("<html lang=\"de\">"))
            await start.leave()
        }
    }

    @Test func `an answer in another language of the bot makes the page follow it`() async throws {
        try await WebHouse.open { house in
            let start = Page(
                house,
                "tout",
                ["secret": VisitorKey.mintSecret(), "lang": "de", "do": "start"]
            )
            try await start.shows("value=\"no\"")
            #expect(start.text.contains("<html lang=\"de\">"))
            let safe = try answer("no", to: "danger", in: start.text)
            let asked = Page(house, "tout", ["secret": start.secret, "lang": "de", safe: "no"])
            try await asked.shows("value=\"dutch\"")
            let dutch = try answer("dutch", to: "who", in: asked.text)
            let page = Page(house, "tout", ["secret": start.secret, "lang": "de", dutch: "dutch"])
            try await page.shows("Van 1 tot 10?")
            #expect(page.text.contains("Een robot"), "the page's own words follow")
            for page in [start, asked, page] { await page.leave() }
        }
    }

    @Test func `whom she may call stands in the talk and at its end`() async throws {
        try await WebHouse.open { house in
            let start = try await begun(house, "essai")
            let over = Page(house, "essai", ["secret": start.secret, "do": "end"])
            try await over.shows("La conversation est finie.")
            for page in [start, over] {
                #expect(page.text.contains("<a href=\"tel:199\">199</a>"))
                #expect(page.text.contains("Tu préfères parler au téléphone ?"))
                await page.leave()
            }
        }
    }

    @Test func `what the service sends can be followed, and what she writes stays plain`()
        async throws
    {
        try await WebHouse.open { house in
            let start = try await begun(house, "essai")
            let visitor = Visitor(house: house, token: start.secret)
            let number = try await visitor.number()
            try await house.claim(number)
            try await house.answer("Vois https://example.org/a?b=1&c=<2>, puis écris.", to: number)
            let link = "<a href=\"https://example.org/a?b=1&amp;c=\" target=\"_blank\""
            try await start.shows(link)
            let page = try await start.says(["text": "https://example.org/moi"])
            try await page.shows(">https://example.org/moi</p>")
            for page in [start, page] { await page.leave() }
        }
    }

    private func begun(_ house: WebHouse, _ bot: String) async throws -> Page {
        let page = Page(house, bot, ["secret": VisitorKey.mintSecret(), "do": "start"])
        try await page.shows("<div class=\"line bot\"")
        return page
    }
}

/// The name of the newest button that gives an answer.
func answer(_ choice: String, to question: String, in text: String) throws -> String {
    let names = text.matches(of: /name="(answer:[^:"]+:([^"]+))" class="[^"]*" value="([^"]*)"/)
    let fitting = names.filter { $0.output.2 == question && $0.output.3 == choice }
    guard let name = fitting.last?.output.1 else { throw Absent("a button for \(choice)") }
    return String(name)
}
