internal import Desk

/// An effect in the words of a story.
struct Spoken {
    let word: String
    let rest: String

    init(_ effect: Effect, ghost: String, words: [LineID: String], wall: Wall) {
        let (word, rest) = Self.say(effect, ghost: ghost, words: words, wall: wall)
        self.word = word
        self.rest = rest.split(separator: "\n").joined(separator: " / ")
    }

    private static func say(
        _ effect: Effect,
        ghost: String,
        words: [LineID: String],
        wall: Wall
    ) -> (String, String) {
        switch effect {
        case .show(let line): (author(line.author), line.text.reveal())
        case .forgetVisitor: ("ledger", "forgets the tab")
        case .meet: ("lobby", "meets in a room of her own")
        case .tell: ("ledger", "brings a line")
        case .markRead: ("lobby", "shows as read")
        case .letGo: ("lobby", "lets go")
        case .hush, .remove: ("lobby", "takes back")
        case .decline(_, let words): ("lobby", "declines a room: " + words)
        case .post(let notice): ("staff", "post " + notice.text.reveal())
        case .edit(let notice): ("staff", "edit " + notice.text.reveal())
        case .tellStaff(let text, let counsellor):
            ("staff", "→ " + (counsellor.map { "@" + $0.shortName } ?? "all") + " " + text)
        case .open(let opening):
            (
                "room",
                "opens @\(opening.owner.shortName) \(opening.visitorName.reveal())"
                    + " = \(opening.remark.reveal())"
            )
        case .call(let text, let called):
            (
                "staff",
                "calls " + called.map { "@" + $0.shortName }.joined(separator: " ") + " " + text
            )
        case .tick(let id): ("room", "✓ \(words[id] ?? "a line without words")")
        case .admit(let counsellor): ("room", "lets in @\(counsellor.shortName)")
        case .dismiss(let counsellor): ("room", "lets go @\(counsellor.shortName)")
        case .relay(let id): ("room", "> \(ghost): \(words[id] ?? "a line without words")")
        case .fetch: ("room", "fetches an image")
        case .attach(_, let image):
            ("ledger", image == nil ? "has no image" : "keeps an image")
        case .advise(let text): ("room", "= " + text)
        case .close(let text): ("room", "closes " + text)
        case .remind(let reminder, let at):
            ("reminder", "\(reminder.rawValue) \(wall.words(at))")
        case .reload(let counsellor): ("staff", "reloads for @\(counsellor.shortName)")
        case .alert(let text, let group): ("staff", "calls \(group.rawValue) " + text)
        case .unremindAll: ("reminder", "all off")
        case .unremind(let reminder): ("reminder", "\(reminder.rawValue) off")
        case .hasten(let reminder): ("reminder", "\(reminder.rawValue) now")
        case .wake(let other, let reminder): ("reminder", "\(reminder.rawValue) of #\(other) now")
        case .amend(let id, let text, _):
            ("change", "\(words[id] ?? "?") → \(text?.reveal() ?? "nothing")")
        case .amendOwn(let id, let text):
            ("change", "\(words[id] ?? "?") → \(text?.reveal() ?? "nothing")")
        case .bringAnswers(let letter): ("ledger", "brings the answers of #\(letter)")
        case .keepPass(_, let pass): ("ledger", "keeps a pass until " + wall.words(pass.expires))
        case .dropPass: ("ledger", "drops a pass")
        case .audit(let entry): ("ledger", "audit " + Self.order(entry, wall: wall))
        case .clearRoom: ("ledger", "clears the room")
        case .clearDirect: ("ledger", "clears her own room")
        case .admitUndelivered: ("ledger", "admits what was undelivered")
        case .forget: ("ledger", "forgets the words")
        case .wipeNotices: ("ledger", "has the notices taken back")
        case .wipe: ("staff", "takes back")
        case .retry(let retry): ("ledger", "tries again for @\(retry.counsellor.shortName)")
        case .refuse(let refusal): ("refused", refusal.rawValue)
        }
    }

    private static func order(_ entry: AuditEntry, wall: Wall) -> String {
        let until = entry.until.map { " until " + wall.words($0) }
        let reason = entry.reason.map { " = " + $0.reveal() }
        return "\(entry.what.rawValue) @\(entry.by.shortName)" + (until ?? "") + (reason ?? "")
    }

    private static func author(_ author: Line.Author) -> String {
        switch author {
        case .visitor: "own"
        case .bot: "bot"
        case .counsellor: "person"
        }
    }

    /// What a page may know, on one line: `intake, question age (moins de 12 ans | …)`.
    static func sees(_ view: VisitorView?) -> String {
        guard let view else { return "nothing" }
        var parts = [view.stage.rawValue]
        if let place = view.place { parts.append("place \(place)") }
        if let prompt = view.prompt {
            let choices = prompt.choices.map(\.label).joined(separator: " | ")
            parts.append("question \(prompt.question)" + (choices.isEmpty ? "" : " (\(choices))"))
            if prompt.maySkip { parts.append("may skip") }
        }
        if let bot = view.otherBot { parts.append("door \(bot.rawValue)") }
        if let person = view.person { parts.append("with \(person)") }
        if !view.canWrite { parts.append("cannot write") }
        return parts.joined(separator: ", ")
    }
}
