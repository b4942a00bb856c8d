import Support

/// Every screen that a visitor can see, one after the other.
enum Screens {
    static func visit(_ walk: Walk, _ look: (String) async throws -> Void) async throws {
        let browser = walk.browser
        try await browser.shows("#start")
        try await look("arrival")
        try await browser.click("#safety summary")
        try await browser.run("byId('safe').scrollIntoView({ block: 'end' })")
        try await look("arrival with a word of her own")
        try await browser.click("#languages button[lang=de]")
        try await look("arrival in another language")
        try await browser.click("#languages button[lang=fr]")
        try await walk.start()
        try await browser.shows("#choices button")
        try await look("a question")
        try await skipAll(walk)
        try await browser.shows("#calm")
        try await walk.say("je suis là")
        try await look("waiting")
        try await browser.click("#calm summary")
        try await browser.click("#breathe")
        try await look("something calm")
        let number = try await walk.visitor().number()
        try await walk.house.claim(number, at: walk.bot)
        let words = "Bonjour. Je te lis.\nhttps://example.org/une/page"
        try await walk.house.answer(words, to: number, at: walk.bot)
        try await walk.shows("#log [data-from=person]", "Je te lis.")
        try await look("talking")
        try await browser.click("#end")
        try await look("the end asked")
        try await browser.click("#erase")
        try await look("erasing asked")
        try await browser.click("#erase-no")
        try await walk.write("0470 12 34 56")
        try await browser.shows("#details-ask")
        try await look("something that tells")
        try await browser.click("#details-change")
        try await browser.run("byId('line').value = ''; lineChanged()")
        try await browser.click("#cover")
        try await look("covered")
        try await browser.click("#cover")
        try await walk.pretendAway(minutes: 10)
        try await browser.reload()
        try await browser.shows("#back-title")
        try await look("back again")
        try await browser.click("#back-yes")
        try await browser.click("#end")
        try await browser.click("#end-confirm")
        try await browser.shows("#ended")
        try await look("ended")
        try await browser.click("#erase-ended")
        try await browser.click("#erase-yes")
        try await walk.shows("#notice", "C'est fait.")
        try await look("erased")
    }

    /// What somebody sees who comes when nobody is there.
    static func visitClosed(_ walk: Walk, _ look: (String) async throws -> Void) async throws {
        let browser = walk.browser
        try await browser.shows("#closed")
        try await look("closed")
        try await browser.click("#start-closed")
        try await browser.shows("#choices button[data-choice=letter]")
        try await browser.click("#code summary")
        try await look("a code")
        try await browser.click("#choices button[data-choice=letter]")
        try await walk.shows("#status-stage", "Tu écris une lettre.")
        try await walk.say("Bonjour.")
        try await look("a letter")
        try await browser.click("#choices button[data-choice=send]")
        try await walk.shows("#status-stage", "Ta lettre est partie.")
        try await look("a letter sent")
    }

    /// Passes every question over, whatever the bot asks.
    static func skipAll(_ walk: Walk) async throws {
        for _ in 1...10 {
            try await until(within: .seconds(10), "a question, or the waiting") {
                let isAsked = try await walk.browser.isShown("#skip")
                let isWaiting = try await walk.browser.isShown("#calm")
                return isAsked || isWaiting
            }
            if try await walk.browser.isShown("#calm") { return }
            let asked = try await walk.browser.texts(of: "#log [data-from=bot]").count
            try await walk.browser.click("#skip")
            try await until(within: .seconds(10), "what comes after it") {
                try await walk.browser.texts(of: "#log [data-from=bot]").count > asked
            }
        }
    }
}
