import Matrix
import Support
import Testing

/// Who comes to a closed door.
@Suite(.tags(.live), .enabled(if: Live.isOn), .serialized, .timeLimit(.minutes(2)))
struct LetterTests {
    @Test func `a letter is left at a closed door, and a code comes back for it`() async throws {
        try await Walk.through(TestBots.closed) { walk in
            let browser = walk.browser
            try await walk.shows("#closed-lines", "C'est fermé")
            #expect(try await !browser.isShown("#start"))
            try await browser.click("#start-closed")
            try await browser.click("#choices button[data-choice=letter]")
            try await walk.shows("#status-stage", "Tu écris une lettre.")
            try await walk.say("Bonjour, je voulais dire quelque chose.")
            try await browser.shows("#choices button[data-choice=send]")
            // What tells is asked about first, and the letter stays open meanwhile.
            try await browser.type("Mon numéro : 0470 12 34 56", into: "#line")
            try await browser.click("#choices button[data-choice=send]")
            try await browser.click("#details-change")
            try await walk.shows("#status-stage", "Tu écris une lettre.")
            try await browser.run("byId('line').value = 'Et la fin.'; lineChanged()")
            try await browser.click("#choices button[data-choice=send]")
            try await walk.shows("#log [data-from=visitor]", "Et la fin.")
            try await walk.shows("#log [data-from=bot]", "Ta lettre est partie. Ton code : ")
            try await walk.shows("#status-stage", "Ta lettre est partie.")
            let violations = try await Axe.violations(browser)
            #expect(violations.isEmpty, "\(violations)")
        }
    }

    @Test func `a code that cannot be one is said to be none, and is shown to nobody`()
        async throws
    {
        try await Walk.through(TestBots.curious) { walk in
            try await walk.start()
            try await walk.browser.click("#code summary")
            try await walk.browser.type("pas un code", into: "#code-field")
            try await walk.browser.click("#code-form button")
            try await walk.shows("#log [data-refused] .foot", "Ce code ne va pas.")
            let text = try await walk.browser.run("return document.body.innerText").string
            #expect(text?.contains("pas un code") == false)
        }
    }
}
