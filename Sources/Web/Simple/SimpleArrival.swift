internal import Desk
internal import Foundation
internal import Relay

/// The arrival without scripts: the same facts in the same order.
struct SimpleArrival {
    /// What comes first, because something could not be done.
    struct Notice {
        let word: PageWord
        var values: [String: String] = [:]
        /// The secret that her next try must have again.
        var secret: String?
        /// The proof that she has waited, which her next try must have with it.
        var ticket: String?
    }

    private let script: Script
    private let welcome: Welcome
    private let words: [String: String]
    private let language: Language
    /// The language of what only the bot can say.
    private let spoken: Language

    init(
        _ script: Script,
        _ welcome: Welcome,
        _ words: [String: String],
        in language: Language,
        spoken: Language
    ) {
        (self.script, self.welcome, self.words) = (script, welcome, words)
        (self.language, self.spoken) = (language, spoken)
    }

    func html(_ notice: Notice?) -> String {
        let own = welcome.tongue(spoken)
        let other = language == spoken ? "" : " lang=\"\(spoken.rawValue)\""
        let say = { (word: PageWord) in PageTemplate.escape(words.say(word)) }
        let elsewhere = other.isEmpty ? [] : [spokenHere] + Self.lines(words.say(.elsewhere))
        let closed = Self.list(own?.closed ?? [])
        let start = start(notice?.secret, notice?.ticket)
        let notice = notice.map { notice in
            let text = PageTemplate.escape(words.say(notice.word, notice.values))
            return "<p class=\"card\" role=\"alert\">\(text)</p>\n"
        }
        return """
            \(notice ?? "")<p class="card emergency">\(SimplePage.emergency(words))</p>
            \(logo)<h1>\(PageTemplate.escape(welcome.name))</h1>
            <p><strong>\(PageTemplate.escape(opening))</strong></p>
            \(welcome.open ? "" : "<section class=\"card\"\(other)>\(closed)</section>")
            <nav aria-label="\(say(.languagesLabel))" class="languages">\
            \(Self.languages(script, current: language))</nav>
            <section class="card"><h2>\(say(.arrivalTitle))</h2>\(Self.list(elsewhere))\
            <div\(other)>\(Self.list(own?.arrival ?? []))</div></section>
            \(start)
            <section class="card"><h2>\(say(.helplinesTitle))</h2>\
            <ul\(other)>\(SimplePage.helplines(own?.helplines ?? []))</ul></section>
            <section><h2>\(say(.safetyTitle))</h2>\
            \(Self.list([words.say(.deviceHint), words.say(.historyHint)]))
            <p><a href="\(privacy)">\(say(.privacy))</a></p></section>

            """
    }

    /// At a closed door a letter can be left, where the bot takes some.
    private func start(_ secret: String?, _ ticket: String?) -> String {
        guard welcome.open || welcome.letters else { return "" }
        let word: PageWord = welcome.open ? .start : .startClosed
        let button = SimplePage.button("start", words.say(word), class: "main")
        let action = "/" + PageTemplate.escape(script.webPath) + "/simple"
        let field = ticket.map { ticket in
            let value = PageTemplate.escape(ticket)
            return "<input type=\"hidden\" name=\"\(SimplePage.ticketName)\" value=\"\(value)\">"
        }
        return SimplePage.form(
            action,
            secret ?? VisitorKey.mintSecret(),
            (field ?? "") + button,
            in: language == script.language ? nil : language
        )
    }

    private var opening: String {
        if welcome.open { return words.say(.open) }
        let when = welcome.tongue(language)?.nextOpening
        // The bot's own lines usually tell the next opening; twice would only be longer.
        let closed = welcome.tongue(spoken)?.closed ?? []
        guard let when, !closed.contains(where: { $0.contains(when) }) else {
            return words.say(.closed)
        }
        return words.say(.closedUntil, ["when": when])
    }

    private var logo: String {
        guard welcome.logo else { return "" }
        let path = PageTemplate.escape(script.webPath)
        return "<img class=\"logo\" src=\"/\(path)/\(LogoShelf.path)\" alt=\"\">"
    }

    private var privacy: String {
        let path = PageTemplate.escape(script.webPath)
        return "/\(path)/\(PrivacyPage.path)?lang=\(language.rawValue)"
    }

    private var spokenHere: String {
        let key = "in" + spoken.rawValue.prefix(1).uppercased() + spoken.rawValue.dropFirst()
        return words.say(.spokenHere, ["name": words[key] ?? spoken.rawValue])
    }

    /// A link to the same page in each language.
    static func languages(_ script: Script, current language: Language) -> String {
        Language.allCases.map { other in
            let name = PageTemplate.escape(PageWords.of(script, in: other).say(.language))
            let current = other == language ? " aria-current=\"true\"" : ""
            return "<a href=\"?lang=\(other.rawValue)\" lang=\"\(other.rawValue)\"\(current)>"
                + "\(name)</a>"
        }.joined(separator: " ")
    }

    private static func list(_ lines: [String]) -> String {
        "<ul>" + lines.map { "<li>\(PageTemplate.escape($0))</li>" }.joined() + "</ul>"
    }

    private static func lines(_ text: String) -> [String] {
        text.split(separator: "\n").map(String.init)
    }
}
