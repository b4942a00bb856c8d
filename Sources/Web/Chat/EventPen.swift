internal import Desk
internal import Foundation

/// The stream's own language: Server-Sent Events whose data is JSON.
struct EventPen: Pen {
    /// A comment; it keeps the connection and tells the page that it is alive.
    let heartbeat = ": ♥\n\n"

    func typing(_ isTyping: Bool) -> String {
        event("typing", ["typing": isTyping])
    }

    func line(_ stored: StoredLine, at clock: String, persona: String) -> String {
        let isOwn = stored.line.author == .visitor
        let data = LineData(
            seq: stored.sequence,
            // Only her own lines carry an id: the others' would say something about the other side.
            id: isOwn ? stored.line.id.rawValue : nil,
            from: stored.line.author.shown,
            name: stored.line.author == .counsellor ? persona : nil,
            text: stored.line.text.reveal(),
            at: clock,
            change: stored.line.change?.rawValue,
            of: stored.line.of
        )
        return "id: \(stored.sequence)\n" + event("line", data)
    }

    func state(_ view: VisitorView, leadingTo door: OtherDoor?) -> String {
        event("state", StateData(view, leadingTo: door))
    }

    /// JSON has no line breaks outside of strings and escapes those inside, so one data line is
    /// enough.
    private func event(_ name: String, _ data: some Encodable) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.withoutEscapingSlashes, .sortedKeys]
        let json = (try? encoder.encode(data)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
        return "event: \(name)\ndata: \(json)\n\n"
    }
}

private struct LineData: Encodable {
    let seq: Int64
    let id: String?
    let from: String
    let name: String?
    let text: String
    let at: String
    /// `changed` or `withdrawn`; nothing for a line as it was said.
    let change: String?
    /// The place of the line that this one changes; this one is then not shown itself.
    let of: Int64?
}

private struct StateData: Encodable {
    struct Ask: Encodable {
        struct Option: Encodable {
            let id: String
            let label: String
        }

        let id: String
        let kind: String
        let choices: [Option]
        let skip: Bool
    }

    let stage: String
    let place: Int?
    let question: Ask?
    let person: String?
    let canWrite: Bool
    /// A person has read her lines up to this place.
    let readTo: Int64?
    /// There is a code of hers that can be forgotten.
    let hasCode: Bool
    let language: String
    let door: OtherDoor?

    init(_ view: VisitorView, leadingTo door: OtherDoor?) {
        (language, self.door) = (view.language.rawValue, door)
        (stage, place, person) = (view.stage.rawValue, view.place, view.person)
        (canWrite, readTo, hasCode) = (view.canWrite, view.readTo, view.hasCode)
        question = view.prompt.map { prompt in
            Ask(
                id: prompt.question,
                kind: prompt.kind.rawValue,
                choices: prompt.choices.map { .init(id: $0.id, label: $0.label) },
                skip: prompt.maySkip
            )
        }
    }
}

extension Line.Author {
    fileprivate var shown: String {
        switch self {
        case .visitor: "visitor"
        case .bot: "bot"
        case .counsellor: "person"
        }
    }
}
