import Desk
import Relay
import Matrix
import Support
import Testing

/// What the talk looks like in a browser.
@Suite(.tags(.live), .enabled(if: Live.isOn), .serialized, .timeLimit(.minutes(3)))
struct TalkScreenTests {
    @Test func `every kind of question is answered by touch, or passed over`() async throws {
        try await Walk.through(TestBots.rich) { walk in
            try await walk.start()
            let browser = walk.browser
            try await browser.click("#choices button[data-choice=no]")
            try await walk.shows("#log [data-from=visitor]", "non")
            try await browser.click("#choices button[data-choice=dutch]")
            // The talk goes on in Dutch, and the page with it.
            try await walk.shows("#log [data-from=bot]", "Van 1 tot 10?")
            try await walk.shows("#send", "Sturen")
            #expect(try await browser.run("return document.documentElement.lang").string == "nl")
            #expect(try await browser.texts(of: "#choices[data-kind=scale] button").count == 11)
            try await browser.click("#skip")
            try await walk.shows("#status-stage", "Jij bent de volgende.")
            try await walk.say("ik ben er")
            try await walk.shows("#log [data-from=visitor] .foot", "nog niet gelezen")
            // And after a reload it is still Dutch.
            try await browser.reload()
            try await walk.shows("#log [data-from=visitor]", "ik ben er")
            try await walk.shows("#send", "Sturen")
        }
    }

    @Test func `another bot's door is a link, and the way back a button`() async throws {
        try await Walk.through(TestBots.rich) { walk in
            try await walk.start()
            try await walk.browser.click("#skip")
            try await walk.browser.click("#choices button[data-choice=other]")
            try await walk.browser.shows("#choices a[href='/essai']") { $0 == "Aller chez Essai" }
            try await walk.browser.click("#choices button[data-choice=back]")
            try await walk.shows("#log [data-from=bot]", "Quelle langue ?")
            try await walk.browser.shows("#choices button[data-choice=french]")
        }
    }

    @Test func `she sees how far her words came: written down, with a person, read`() async throws {
        try await Walk.through { walk in
            try await walk.start()
            try await walk.say("il y a quelqu'un ?")
            try await walk.shows("#log [data-from=visitor] .foot", "pas encore lu")
            let number = try await walk.claim()
            try await walk.shows("#log [data-from=visitor] .foot", "envoyé à la personne")
            // A counsellor's client says that she has seen it, before she answers.
            let lines = try await walk.house.switchboard.lines(of: number, after: 0, limit: 99)
            let hers = try #require(lines.last { $0.line.author == .visitor })
            try await walk.house.read(upTo: hers.sequence, of: number)
            try await walk.shows("#log [data-from=visitor] .foot", "· lu")
            try await walk.say("tu es là ?")
            try await walk.shows("#log [data-from=visitor] .foot", "envoyé à la personne")
            try await walk.house.answer("Oui, moi.", to: number)
            try await walk.shows("#log [data-from=visitor] .foot", "· lu")
        }
    }

    @Test func `the place is the server's, and moves when somebody before her goes`() async throws {
        try await Walk.through { walk in
            let first = Visitor(house: walk.house)
            try await first.arrive()
            try await walk.start()
            try await walk.shows("#status-stage", "Ta place : 2.")
            try await walk.browser.reload()
            try await walk.shows("#status-stage", "Ta place : 2.")
            try await first.leave()
            try await walk.shows("#status-stage", "Tu es la prochaine personne.")
        }
    }

    @Test func `something calm stands in the waiting, and the place stays`() async throws {
        try await Walk.through { walk in
            try await walk.start()
            let browser = walk.browser
            try await browser.click("#calm summary")
            try await walk.shows("#calm-lines", "pieds")
            try await browser.click("#breathe")
            try await walk.shows("#breath-word", "Inspire")
            try await browser.shows("#breath-word", within: .seconds(10)) { $0.contains("Souffle") }
            try await walk.shows("#status-stage", "Tu es la prochaine personne.")
            try await walk.claim()
            #expect(try await !browser.isShown("#calm"), "a person is there: nothing in between")
        }
    }

    @Test func `the longest line is told before it bites`() async throws {
        try await Walk.through { walk in
            try await walk.start()
            let browser = walk.browser
            let fill = """
                const line = document.getElementById("line");
                line.value = "é".repeat(arguments[0]);
                line.dispatchEvent(new Event("input"));
                """
            try await browser.run(fill, [.int(Int64(TestBots.lineCharactersMax) - 10)])
            try await walk.shows("#status-now", "Signes qui restent : 10.")
            try await browser.run(fill, [.int(Int64(TestBots.lineCharactersMax) + 3)])
            try await walk.shows("#status-now", "Signes en trop : 3.")
            try await browser.click("#send")
            #expect(try await browser.texts(of: "#log [data-from=visitor]").isEmpty)
            // The server counts as the page does, emoji included.
            try await browser.run(
                fill.replacing("é", with: "👩‍👧"),
                [.int(Int64(TestBots.lineCharactersMax) / 3)]
            )
            try await browser.click("#send")
            try await browser.shows("#log [data-seq][data-from=visitor]")
        }
    }

    @Test func `words of any kind stay inside their bubble and read in their own direction`()
        async throws
    {
        try await Walk.through { walk in
            try await walk.start()
            let long = String(repeating: "aïe", count: 200)
            for words in ["مرحبا، هل أنت هنا؟", "🙂👩‍👧‍👦 ça va", long, "<b>pas gras</b> & \"cité\""] {
                let send = """
                    const line = document.getElementById("line");
                    line.value = arguments[0];
                    document.getElementById("send").click();
                    """
                try await walk.browser.run(send, [.string(words)])
                try await walk.browser.shows("#log [data-seq][data-from=visitor] .text") {
                    $0 == words
                }
            }
            let script = """
                const arabic = document.querySelector("#log [data-from=visitor] .text");
                return [
                    getComputedStyle(arabic).direction,
                    document.getElementById("app").scrollWidth <= innerWidth,
                    document.querySelectorAll("#log b").length,
                ];
                """
            let seen = try await walk.browser.run(script).array ?? []
            #expect(seen.first?.string == "rtl")
            #expect(seen[1].bool == true, "nothing is wider than the screen")
            #expect(seen[2].int == 0)
        }
    }

    @Test func `a double click answers once, and so does a line that is sent again`() async throws {
        try await Walk.through(TestBots.curious) { walk in
            try await walk.start()
            try await walk.say("Lila")
            try await walk.browser.shows("#choices button[data-choice=teen]")
            try await walk.browser.run(
                """
                const button = document.querySelector("#choices button[data-choice=teen]");
                button.click(); button.click();
                """
            )
            try await walk.shows("#status-stage", "prochaine")
            let visitor = try await walk.visitor()
            #expect(try await visitor.ownLines() == ["Lila", "12 à 17 ans"])
            // The same id once more, as after an answer that was lost on the way.
            let id = try await walk.browser.run(
                "return document.querySelector('#log [data-line]').dataset.line"
            )
            #expect(try await visitor.say("Lila", id: try #require(id.string)).status == 200)
            #expect(try await visitor.ownLines().count == 2)
            #expect(try await walk.browser.texts(of: "#log [data-from=visitor]").count == 2)
        }
    }
}
