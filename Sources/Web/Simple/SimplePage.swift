internal import Desk
internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import Relay

/// The page without scripts: arrival, the talk up to its open end, and the farewell.
struct SimplePage: Sendable {
    /// What every form of a talk's page carries.
    struct TalkForm: Sendable {
        let secret: String
        let action: String
        let view: VisitorView
        /// When the page is written, in milliseconds since 1970.
        let milliseconds: Int64
        private let script: Script
        private let wished: Language?

        init(_ asked: Asked, _ view: VisitorView, at milliseconds: Int64) {
            (secret, script, wished) = (asked.secret, asked.script, asked.wished)
            (self.view, self.milliseconds) = (view, milliseconds)
            action = "/" + PageTemplate.escape(script.webPath) + "/simple"
        }

        /// The language of the page's own words.
        var language: Language { language(of: view) }

        /// Hers, until the talk goes on in another language of the bot than the one it began in.
        private func language(of view: VisitorView) -> Language {
            view.language == script.language ? wished ?? view.language : view.language
        }

        func words(for view: VisitorView) -> [String: String] {
            PageWords.of(script, in: language(of: view))
        }

        /// A field that says when this page was written.
        var stamp: String {
            "<input type=\"hidden\" name=\"at\" value=\"\(milliseconds)\">"
        }

        /// A form around some fields and buttons.
        func html(_ inside: String, class name: String = "", id: String? = nil) -> String {
            SimplePage.form(action, secret, inside, in: wished, class: name, id: id)
        }
    }

    /// What comes back to her after something could not be taken.
    struct Again: Sendable, Equatable {
        var notice: PageWord?
        var draft: String?
        /// The id under which the same words must come again.
        var id: String?
    }

    let wallClock: WallClock
    private let template = PageTemplate(
        markup: PackageResources.simple_html,
        styles: [PackageResources.colours_css, PackageResources.simple_css]
    )

    func response(_ body: ResponseBody, of script: Script) -> Response {
        let policy = ContentPolicy(
            template: template,
            dress: PageDress(script),
            sendsForms: true
        )
        return Response(
            status: .ok,
            headers: [
                .contentType: "text/html; charset=utf-8", .contentSecurityPolicy: policy.text,
            ],
            body: body
        )
    }

    func arrival(
        _ script: Script,
        _ welcome: Welcome,
        in language: Language,
        saying notice: SimpleArrival.Notice? = nil
    ) -> Response {
        let spoken = script.languages.contains(language) ? language : script.language
        let words = PageWords.of(script, in: language)
        let html =
            opening(script, in: language, Self.bar(words, leaving: nil, to: script.exitAddress))
            + SimpleArrival(script, welcome, words, in: language, spoken: spoken).html(notice)
            + "</div></main></body></html>\n"
        return response(ResponseBody(byteBuffer: ByteBuffer(string: html)), of: script)
    }

    /// Everything of the talk's page but what is said: it stays open for that.
    func talk(_ form: TalkForm, _ script: Script, _ again: Again) -> String {
        let words = form.words(for: form.view)
        let bar = Self.bar(words, leaving: form, to: script.exitAddress)
        return opening(script, in: form.language, bar)
            + "<h1 class=\"unseen\">\(PageTemplate.escape(script.title))</h1>\n"
            + SimpleTalk(form, words, lineCharactersMax: script.limits.lineCharactersMax)
            .html(again, helplines(form, script, words))
    }

    /// Whom she may call instead: folded away, for room is scarce in a talk.
    private func helplines(
        _ form: TalkForm,
        _ script: Script,
        _ words: [String: String]
    ) -> String {
        let spoken = form.view.language
        let lines = Welcome.helplines(of: script, in: spoken, at: wallClock)
        guard !lines.isEmpty else { return "" }
        let title = PageTemplate.escape(words.say(.helplinesTitle))
        return "<details><summary>\(title)</summary><ul lang=\"\(spoken.rawValue)\">"
            + Self.helplines(lines) + "</ul></details>\n"
    }

    /// What the field and the part of the address are called that say that she has waited.
    static let ticketName = "ticket"
    /// What the field and the part of the address are called that say which language she wished.
    static let languageName = "lang"

    /// A moment of waiting in place of work that only a script could do; it ends by itself.
    ///
    /// Her secret is not in it: what leads on is an address. She gets another one there.
    func wait(_ script: Script, in language: Language, seconds: Int, ticket: String?) -> Response {
        let words = PageWords.of(script, in: language)
        let say = { (word: PageWord) in PageTemplate.escape(words.say(word)) }
        let bar = Self.bar(words, leaving: nil, to: script.exitAddress)
        let own = language == script.language ? nil : "\(Self.languageName)=\(language.rawValue)"
        let asked = [ticket.map { "\(Self.ticketName)=\($0)" }, own].compactMap(\.self)
        let path = "/\(PageTemplate.escape(script.webPath))/simple"
        let address = ([path] + (asked.isEmpty ? [] : [asked.joined(separator: "&")]))
            .joined(separator: "?")
        let link = PageTemplate.escape(address)
        let values = ["count": "\(seconds)", "name": words.say(.start)]
        let back = PageTemplate.escape(words.say(.waitBack, values))
        let html =
            opening(script, in: language, bar) + """
                <p class="emergency">\(Self.emergency(words))</p>
                <section class="card"><h1>\(say(.working))</h1><p role="status">\(back)</p>
                <p><a href="\(link)">\(say(.newest))</a></p>
                </section></div></main></body></html>

                """
        var response = response(ResponseBody(byteBuffer: ByteBuffer(string: html)), of: script)
        response.status = .tooManyRequests
        response.headers[.retryAfter] = "\(seconds)"
        response.headers[Self.refresh] = "\(seconds); url=\(address)"
        return response
    }

    /// The question before the talk is shown again to somebody who was away; what she had not sent
    /// yet is kept behind it.
    func back(_ form: TalkForm, _ script: Script, keeping draft: String?) -> Response {
        let words = form.words(for: form.view)
        let say = { (word: PageWord) in PageTemplate.escape(words.say(word)) }
        let bar = Self.bar(words, leaving: form, to: script.exitAddress)
        let text = draft.map { draft in
            "<input type=\"hidden\" name=\"text\" value=\"\(PageTemplate.escape(draft))\">"
        }
        let yes = form.html(
            form.stamp + (text ?? "") + Self.button("look", words.say(.returnYes), class: "main")
        )
        let html =
            opening(script, in: form.language, bar) + """
                <section class="card"><h1>\(say(.returnTitle))</h1><p>\(say(.returnAsk))</p>
                <div class="row">\(yes)<label for="covered" class="quiet">\(say(.returnNo))</label>
                </div></section></div></main></body></html>

                """
        return response(ResponseBody(byteBuffer: ByteBuffer(string: html)), of: script)
    }

    /// Nothing to see, and away; a page that leads on at once leaves no step to come back to.
    func farewell(_ script: Script) -> Response {
        var response = response(
            ResponseBody(byteBuffer: ByteBuffer(string: "<!DOCTYPE html><title>…</title>\n")),
            of: script
        )
        response.headers[SimplePage.refresh] = "0; url=\(script.exitAddress)"
        return response
    }

    private func opening(_ script: Script, in language: Language, _ bar: String) -> String {
        template.fill([
            "lang": language.rawValue,
            "title": PageTemplate.escape(script.texts.say(.pageTitle, to: script.audience)),
            "bar": bar,
            "colours": PageDress(script).style,
        ])
    }

    private static let refresh: HTTPField.Name = {
        guard let name = HTTPField.Name("Refresh") else {
            preconditionFailure("a header name written in the source is a token")
        }
        return name
    }()

    static func form(
        _ action: String,
        _ secret: String,
        _ inside: String,
        in wished: Language? = nil,
        class name: String = "",
        id: String? = nil
    ) -> String {
        let secret = PageTemplate.escape(secret)
        let id = id.map { " id=\"\($0)\"" } ?? ""
        let language = wished.map { wished in
            "<input type=\"hidden\" name=\"\(languageName)\" value=\"\(wished.rawValue)\">"
        }
        return """
            <form method="post" action="\(action)" autocomplete="off" class="\(name)"\(id)>\
            <input type="hidden" name="secret" value="\(secret)" autocomplete="off">\
            \(language ?? "")\(inside)</form>

            """
    }

    /// For a field of text: some browsers send what is written to a vendor who corrects it.
    static let unspied = #"spellcheck="false" autocorrect="off" writingsuggestions="false""#

    /// Whom to call when in danger now, ready to be touched where there is a number.
    static func emergency(_ words: [String: String]) -> String {
        let text = PageTemplate.escape(words.say(.emergency))
        let digits = words.say(.emergencyPhone).filter { $0.isNumber || $0 == "+" }
        return digits.isEmpty ? text : "<a href=\"tel:\(digits)\">\(text)</a>"
    }

    /// The list of whom she may call.
    static func helplines(_ lines: [Welcome.Helpline]) -> String {
        lines.map { line in
            let phone = line.phone.map { phone in
                let digits = phone.filter { $0.isNumber || $0 == "+" }
                return "<a href=\"tel:\(digits)\">\(PageTemplate.escape(phone))</a> "
            }
            let name = PageTemplate.escape(line.name)
            let site = line.link.map { link in
                "<a href=\"\(PageTemplate.escape(link))\" rel=\"noreferrer\">\(name)</a>"
            }
            return "<li>\(phone ?? "")\(site ?? name) "
                + "<span class=\"soft\">\(PageTemplate.escape(line.note))</span></li>"
        }.joined()
    }

    /// A button that says what shall be done.
    static func button(_ act: String, _ text: String, class name: String = "") -> String {
        let text = PageTemplate.escape(text)
        return "<button name=\"do\" value=\"\(act)\" class=\"\(name)\">\(text)</button>"
    }

    /// What erasing means, and the button that does it.
    static func erasing(_ form: TalkForm, _ words: [String: String]) -> String {
        let lines = words.say(.eraseText).split(separator: "\n").map { line in
            "<li>\(PageTemplate.escape(String(line)))</li>"
        }
        return "<details><summary>\(PageTemplate.escape(words.say(.erase)))</summary>"
            + "<p>\(PageTemplate.escape(words.say(.eraseAsk)))</p><ul>\(lines.joined())</ul>"
            + form.html(button("erase", words.say(.eraseConfirm))) + "</details>"
    }

    /// The bar on every screen: away, and cover.
    ///
    /// The cover is a box to tick: no script is needed for it, and it leaves no step behind.
    static func bar(
        _ words: [String: String],
        leaving form: TalkForm?,
        to address: String
    ) -> String {
        let exit =
            form.map { $0.html(button("leave", words.say(.exit), class: "exit")) }
            ?? "<a class=\"exit\" href=\"\(PageTemplate.escape(address))\" rel=\"noreferrer\">"
            + PageTemplate.escape(words.say(.exit)) + "</a>"
        let (cover, uncover) = (words.say(.cover), words.say(.uncover))
        let tables = [6, 7, 8, 9].map { factor in
            (1...10).map { "<p>\($0) × \(factor) = \($0 * factor)</p>" }.joined()
        }.joined(separator: "</div><div>")
        return """
            <input type="checkbox" id="covered" autocomplete="off">
            <div class="bar">\(exit)<label for="covered">\
            <span class="when-open">\(PageTemplate.escape(cover))</span>\
            <span class="when-covered">\(PageTemplate.escape(uncover))</span></label></div>
            <section id="cover-page"><h2>\(PageTemplate.escape(words.say(.coverTitle)))</h2>
            <div class="tables"><div>\(tables)</div></div></section>

            """
    }
}
