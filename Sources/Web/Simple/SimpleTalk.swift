internal import Desk
internal import Foundation
internal import Relay

/// The talk's page without scripts, from the bar down to the place where the lines go.
///
/// Where to write comes first and the newest line right below it, for the page grows at its end.
struct SimpleTalk {
    /// What the form is called in which she writes.
    static let composeID = "compose"

    let form: SimplePage.TalkForm
    let words: [String: String]
    let lineCharactersMax: Int

    init(_ form: SimplePage.TalkForm, _ words: [String: String], lineCharactersMax: Int) {
        (self.form, self.words, self.lineCharactersMax) = (form, words, lineCharactersMax)
    }

    func html(_ again: SimplePage.Again, _ helplines: String) -> String {
        let say = { (word: PageWord) in PageTemplate.escape(words.say(word)) }
        let notice =
            again.notice.map { "<p class=\"card\" role=\"alert\">\(say($0))</p>\n" } ?? ""
        let hint = words.say(.simpleHint, ["name": words.say(.newest)])
        return """
            <p class="emergency">\(SimplePage.emergency(words))</p>
            \(notice)\(compose(again))\
            <div class="row">\(ending)\(SimplePage.erasing(form, words))</div>
            <p class="soft">\(PageTemplate.escape(hint))</p>
            \(helplines)\
            \(calm)
            <div id="log" role="log" tabindex="0" aria-label="\(say(.logLabel))">

            """
    }

    /// Each page has an id for the one line that can be written on it, so that a form sent twice
    /// is one line.
    private func compose(_ again: SimplePage.Again) -> String {
        let id = PageTemplate.escape(again.id ?? LineID.mint().rawValue)
        let left = words.say(.charactersLeft, ["count": "\(lineCharactersMax)"])
        // One form with the draft in it, whatever is touched: what she was writing stays.
        let send = SimplePage.button("say", words.say(.send), class: "main")
        let look = SimplePage.button("look", words.say(.newest))
        let draft = PageTemplate.escape(again.draft ?? "")
        return form.html(
            """
            \(form.stamp)<input type="hidden" name="id" value="\(id)" autocomplete="off">\
            <label for="line">\(PageTemplate.escape(words.say(.lineLabel)))</label>
            <textarea id="line" name="text" rows="3" autocomplete="off" dir="auto" \
            \(SimplePage.unspied) autocapitalize="sentences" aria-describedby="most">
            \(draft)</textarea>
            <span id="most" class="soft">\(PageTemplate.escape(left))</span> \(send) \(look)
            """,
            class: "compose",
            id: Self.composeID
        )
    }

    /// Something calm to read, and a circle to breathe with; it stands in the talk itself.
    private var calm: String {
        let say = { (word: PageWord) in PageTemplate.escape(words.say(word)) }
        let lines = words.say(.calmText).split(separator: "\n").map { line in
            "<li>\(PageTemplate.escape(String(line)))</li>"
        }
        return "<details class=\"calm\"><summary>\(say(.breatheStart))</summary>"
            + "<ul>\(lines.joined())</ul><div class=\"breath\"><span></span>"
            + "<p>\(say(.breatheIn)) \(say(.breatheOut))</p></div></details>"
    }

    private var ending: String {
        let say = { (word: PageWord) in PageTemplate.escape(words.say(word)) }
        let confirm = SimplePage.button("end", words.say(.endConfirm))
        return "<details><summary>\(say(.end))</summary><p>\(say(.endAsk))</p>"
            + form.html(confirm) + "</details>"
    }
}

/// Writes the talk into that page.
struct SimplePen: Pen {
    let form: SimplePage.TalkForm
    let script: Script

    let heartbeat = "<!-- ♥ -->\n"
    let drawsImages = true

    /// The last one counts; the style hides those before it.
    func state(_ view: VisitorView, leadingTo door: OtherDoor?) -> String {
        let words = form.words(for: view)
        let status = PageTemplate.escape(Self.status(view, words))
        let isOver = view.stage == .ended || view.stage == .closed
        let answers = view.prompt.map { self.answers($0, words) } ?? ""
        let over = isOver ? over(words, isEnded: view.stage == .ended) : ""
        let codes = (view.takesCode ? code(words) : "") + (view.hasCode ? forgetting(words) : "")
        let link = door.map {
            "<p><a href=\"/\(PageTemplate.escape($0.path))/simple\">"
                + "\(PageTemplate.escape($0.label))</a></p>"
        }
        return """
            <section class="now\(isOver ? " over" : "")"><p role="status">\(status)</p>\
            \(link ?? "")\(answers)\(codes)\(over)\
            </section>

            """
    }

    func line(_ stored: StoredLine, at clock: String, persona: String) -> String {
        let words = form.words(for: form.view)
        let (kind, name) =
            switch stored.line.author {
            case .visitor: ("visitor", words.say(.you))
            case .bot: ("bot", words.say(.bot))
            case .counsellor: ("person", persona)
            }
        // What is written cannot be changed here; the change is told instead.
        let isGone = stored.line.change == .withdrawn
        let said = isGone ? words.say(.lineWithdrawn) : stored.line.text.reveal()
        let mark = stored.line.change == .changed ? " (\(words.say(.lineChanged)))" : ""
        let text = kind == "visitor" ? PageTemplate.escape(said) : Self.linked(said + mark)
        let image = image(stored, persona, words)
        let far = kind == "visitor" ? Self.far(words) : ""
        return """
            <div class="line \(kind)" data-seq="\(stored.sequence)">\
            <p class="who">\(PageTemplate.escape(name)) \
            <span class="soft">\(clock)\(far)</span></p>\
            <p class="text" dir="auto">\(text)</p>\(image)</div>

            """
    }

    /// What the service says may hold addresses worth following; what she wrote stays plain.
    private static func linked(_ text: String) -> String {
        let address = /https:\/\/[^\s<>"]*[^\s<>".,;:!?)»]/
        var (rest, html) = (text[...], "")
        while let found = rest.firstMatch(of: address) {
            let link = PageTemplate.escape(String(found.output))
            html += PageTemplate.escape(String(rest[..<found.range.lowerBound]))
            html += "<a href=\"\(link)\" target=\"_blank\" rel=\"noopener noreferrer\">\(link)</a>"
            rest = rest[found.range.upperBound...]
        }
        return html + PageTemplate.escape(String(rest))
    }

    /// The image stands in the page itself: it has no address, and leaves no trace of its own.
    private func image(
        _ stored: StoredLine,
        _ persona: String,
        _ words: [String: String]
    ) -> String {
        let say = { (word: PageWord) in "<p>\(PageTemplate.escape(words.say(word)))</p>" }
        switch stored.line.image {
        case .coming: return say(.imageComing)
        case .lost: return say(.imageLost)
        case .here, nil: break
        }
        guard let image = stored.image else { return "" }
        let caption = stored.line.text.reveal()
        let name = caption.isEmpty ? words.say(.imageAlt, ["name": persona]) : caption
        let bytes = Data(image.bytes.reveal()).base64EncodedString()
        return "<img alt=\"\(PageTemplate.escape(name))\" "
            + "src=\"data:\(image.mediaType);base64,\(bytes)\">"
    }

    /// How far her words came: written down, and read once a person has answered below.
    ///
    /// The style shows which of the two is so, at the last of her lines.
    private static func far(_ words: [String: String]) -> String {
        [(PageWord.sent, "sent"), (.sentRead, "read")].map { word, name in
            "<span class=\"\(name)\"> · \(PageTemplate.escape(words.say(word)))</span>"
        }.joined()
    }

    func typing(_ isTyping: Bool) -> String {
        guard isTyping else { return "<p class=\"typing\" hidden></p>\n" }
        let words = form.words(for: form.view)
        let text = words.say(.typing, ["name": script.persona])
        return "<p class=\"typing\">\(PageTemplate.escape(text))</p>\n"
    }

    private func answers(_ prompt: Prompt, _ words: [String: String]) -> String {
        let name = PageTemplate.escape(Form.Answer.name(prompt.question))
        let button = { (choice: String, label: String, style: String) in
            "<button form=\"\(SimpleTalk.composeID)\" name=\"\(name)\" class=\"\(style)\" value=\""
                + "\(PageTemplate.escape(choice))\">\(PageTemplate.escape(label))</button>"
        }
        let choices = prompt.choices.map { button($0.id, $0.label, "") }
        let skip = prompt.maySkip ? [button("", words.say(.skip), "quiet")] : []
        return "<p class=\"answers\">" + (choices + skip).joined(separator: " ") + "</p>"
    }

    /// Who has been here before may have a code.
    private func code(_ words: [String: String]) -> String {
        let say = { (word: PageWord) in PageTemplate.escape(words.say(word)) }
        let fields =
            "<input type=\"hidden\" name=\"id\" value=\"\(LineID.mint().rawValue)\">"
            + "<label>\(say(.codeLabel)) <input name=\"code\" maxlength=\"80\" autocomplete=\"off\""
            + " autocapitalize=\"none\" \(SimplePage.unspied)></label> "
        let button = SimplePage.button("say", words.say(.codeSend))
        return "<details><summary>\(say(.codeTitle))</summary>"
            + form.html(fields + button) + "</details>"
    }

    /// Whoever has one may want that it opens nothing any more.
    private func forgetting(_ words: [String: String]) -> String {
        let say = { (word: PageWord) in PageTemplate.escape(words.say(word)) }
        let id = "<input type=\"hidden\" name=\"id\" value=\"\(LineID.mint().rawValue)\">"
        let button = SimplePage.button("forget", words.say(.codeForget))
        return "<details><summary>\(say(.codeForget))</summary>"
            + "<p>\(say(.codeForgetHint))</p>" + form.html(id + button) + "</details>"
    }

    private func over(_ words: [String: String], isEnded: Bool) -> String {
        // At a door that is closed nothing was said yet that could be read once more.
        let lines = isEnded ? [words.say(.endedText), words.say(.historyHint)] : []
        let buttons =
            SimplePage.button("leave", words.say(.leave), class: "main") + " "
            + SimplePage.button("again", words.say(.again))
        return lines.map { "<p>\(PageTemplate.escape($0))</p>" }.joined() + form.html(buttons)
            + SimplePage.erasing(form, words)
    }

    private static func status(_ view: VisitorView, _ words: [String: String]) -> String {
        switch view.stage {
        case .arriving, .referred: ""
        case .intake: words.say(.statusIntake)
        case .waiting: waiting(view.place, words)
        // Whoever is held sees what everybody sees who waits.
        case .held: waiting(view.place, words)
        case .kept: words.say(.statusKept)
        case .writing: words.say(.statusWriting)
        case .letter: words.say(.statusLetter)
        case .talking: words.say(.statusTalking, ["name": view.person ?? words.say(.person)])
        case .closed: words.say(.closed)
        case .ended: words.say(.endedTitle)
        }
    }

    private static func waiting(_ place: Int?, _ words: [String: String]) -> String {
        switch place {
        case 1: words.say(.statusNext)
        case let place?: words.say(.statusPlace, ["place": "\(place)"])
        case nil: words.say(.statusWaiting)
        }
    }
}
