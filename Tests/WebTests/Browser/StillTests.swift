import Matrix
import Support
import Testing

/// Nothing rings, shakes or pops up; and a page that stood still goes on.
@Suite(.tags(.live), .enabled(if: Live.isOn), .serialized, .timeLimit(.minutes(3)))
struct StillTests {
    @Test func `a whole talk makes no sound, no notification and no vibration`() async throws {
        try await Walk.through(TestBots.rich) { walk in
            let browser = walk.browser
            try await browser.command(
                "Page.addScriptToEvaluateOnNewDocument",
                ["source": .string(Self.listeners)]
            )
            try await browser.reload()
            #expect(try await browser.run("return window.loud").array?.isEmpty == true)
            try await Screens.visit(walk) { name in
                let loud = try await browser.run("return window.loud")
                #expect(loud == .array([]), "\(name)")
                let media = "return document.querySelectorAll('audio, video').length"
                #expect(try await browser.run(media).int == 0)
            }
            // And the listeners would have heard.
            try await browser.run("new Audio(); try { navigator.vibrate(1) } catch {}")
            #expect(try await browser.run("return window.loud").array?.count == 2)
        }
    }

    /// Every way for a page to be noticed from across a room.
    private static let listeners = """
        window.loud = [];
        const note = (name) => window.loud.push(name);
        for (const name of ["Audio", "AudioContext", "OfflineAudioContext", "Notification"]) {
            const usual = window[name];
            if (!usual) continue;
            window[name] = new Proxy(usual, {
                construct(made, values) { note(name); return new made(...values); },
                get(made, key) {
                    if (key === "requestPermission") note(name + "." + key);
                    return made[key];
                },
            });
        }
        const play = HTMLMediaElement.prototype.play;
        HTMLMediaElement.prototype.play = function () { note("play"); return play.call(this); };
        navigator.vibrate = () => { note("vibrate"); return true; };
        if (window.speechSynthesis) window.speechSynthesis.speak = () => note("speak");
        """

    @Test func `away to another page and back again: the talk stands there and goes on`()
        async throws
    {
        try await Walk.through { walk in
            let browser = walk.browser
            try await walk.start()
            let number = try await walk.claim()
            try await walk.say("je regarde ailleurs")
            try await browser.type("pas fini", into: "#line")
            try await browser.go(to: walk.page + "/confidentialite")
            try await walk.house.answer("pendant ce temps", to: number)
            try await browser.back()
            try await walk.shows("#log [data-from=person]", "pendant ce temps")
            #expect(try await browser.texts(of: "#log [data-from=visitor]").count == 1)
            let draft = try await browser.run("return document.getElementById('line').value")
            #expect(draft.string == "pas fini")
            try await browser.run("document.getElementById('line').value = ''")
            try await walk.say("me revoilà")
        }
    }

    @Test func `a page that the system froze looks again at once when it goes on`() async throws {
        try await Walk.through { walk in
            let browser = walk.browser
            try await walk.start()
            // A stream that is not of just now, and nobody has told the page that it is dead.
            try await browser.run("window.before = visit.stream; visit.streamSince = -Infinity")
            try await browser.run("document.dispatchEvent(new Event('resume'))")
            try await until(within: .seconds(10), "a new stream") {
                try await browser.run("return visit.connected && visit.stream !== before").bool
                    == true
            }
            try await walk.say("me voilà")
        }
    }

    @Test func `a long text that is pasted comes whole, or is told to be too long`() async throws {
        try await Walk.through { walk in
            let browser = walk.browser
            try await walk.start()
            let long = String(repeating: "Un deux trois. ", count: 130)
            // As the clipboard does: all at once, between two keys.
            let paste =
                "document.getElementById('line').focus();"
                + "document.execCommand('insertText', false, arguments[0])"
            try await browser.run(paste, [.string(long)])
            try await walk.shows("#status-now", "Signes qui restent")
            try await browser.press([WebDriver.Key.enter])
            try await browser.shows("#log [data-seq][data-from=visitor]")
            let trimmed = String(long.dropLast())
            #expect(try await walk.visitor().ownLines() == [trimmed])
            try await browser.run(paste, [.string(long + long)])
            try await walk.shows("#status-now", "C'est trop long")
            try await browser.press([WebDriver.Key.enter])
            let draft = try await browser.run("return document.getElementById('line').value")
            #expect(draft.string == long + long, "it is not lost, and not sent")
        }
    }
}
