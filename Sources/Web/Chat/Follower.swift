internal import Desk
internal import Foundation
internal import Hummingbird
internal import NIOCore
internal import Relay

/// Follows one conversation and writes what is new: how it stands, its lines, typing, heartbeats.
///
/// It reads on only when its reader has taken what was written, so that a slow reader costs one
/// piece of memory and delays nobody.
struct Follower: Sendable {
    /// One look at the ledger.
    private struct Look {
        var text = ""
        var isBehind = false
    }

    let stream: LiveStream
    let visitor: VisitorKey
    let switchboard: Switchboard
    let scripts: Scripts
    let limits: WebLimits
    private var seen: Int64
    private var shown: VisitorView?

    /// `seen` is the last line that her page has shown.
    init(
        stream: LiveStream,
        visitor: VisitorKey,
        switchboard: Switchboard,
        scripts: Scripts,
        limits: WebLimits,
        seen: Int64
    ) {
        (self.stream, self.visitor, self.switchboard) = (stream, visitor, switchboard)
        (self.scripts, self.limits, self.seen) = (scripts, limits, seen)
    }

    /// Follows until she goes, the process ends, or her tab is forgotten.
    @concurrent mutating func follow(into writer: inout any ResponseBodyWriter) async throws {
        while !Task.isCancelled, let news = stream.takeNews() {
            guard let look = try await look(news) else { return }
            if !look.text.isEmpty {
                guard stream.beginWriting() else { return }
                defer { stream.endWriting() }
                try await writer.write(ByteBuffer(string: look.text))
            }
            if !look.isBehind { await stream.wait() }
        }
    }

    /// Nothing when her tab was forgotten meanwhile: then nothing more is shown.
    private mutating func look(_ news: LiveStream.News) async throws -> Look? {
        guard let standing = try await switchboard.standing(of: visitor, at: stream.bot) else {
            return nil
        }
        stream.note(standing.view.stage)
        let lines = try await switchboard.lines(
            of: stream.conversation,
            after: seen,
            limit: limits.linesAtOnceMax
        )
        seen = lines.last?.sequence ?? seen
        let earlier = shown
        shown = standing.view
        var look = Look(isBehind: lines.count == limits.linesAtOnceMax)
        if earlier == nil { look.text += state(standing.view) }
        for line in lines {
            let at = switchboard.clockTime(line.milliseconds, at: stream.bot)
            look.text += StreamText.line(line, at: at, persona: standing.persona)
        }
        if let earlier, earlier != standing.view { look.text += state(standing.view) }
        if let isTyping = news.isTyping { look.text += StreamText.typing(isTyping) }
        if news.wantsHeartbeat { look.text += StreamText.heartbeat }
        return look
    }

    private func state(_ view: VisitorView) -> String {
        StreamText.state(view, leadingTo: otherDoor(view))
    }

    /// Where she was led to, as her page can show it; nothing for a bot that is not here.
    private func otherDoor(_ view: VisitorView) -> OtherDoor? {
        guard let other = view.otherBot.flatMap({ scripts[$0] }), let script = scripts[stream.bot]
        else { return nil }
        let audience = Audience(view.language)
        let label = script.texts.say(.otherDoor, ["name": other.title], to: audience)
        return OtherDoor(path: other.webPath, label: label)
    }
}

/// The stream's own language: Server-Sent Events whose data is JSON.
enum StreamText {
    /// A comment; it keeps the connection and tells the page that it is alive.
    static let heartbeat = ": ♥\n\n"

    static func typing(_ isTyping: Bool) -> String {
        event("typing", ["typing": isTyping])
    }

    static func line(_ stored: StoredLine, at clock: String, persona: String) -> String {
        let isOwn = stored.line.author == .visitor
        let data = LineData(
            seq: stored.sequence,
            // Only her own lines carry an id: the others' would say something about the other side.
            id: isOwn ? stored.line.id.rawValue : nil,
            from: stored.line.author.shown,
            name: stored.line.author == .counsellor ? persona : nil,
            text: stored.line.text.reveal(),
            at: clock
        )
        return "id: \(stored.sequence)\n" + event("line", data)
    }

    static func state(_ view: VisitorView, leadingTo door: OtherDoor?) -> String {
        event("state", StateData(view, leadingTo: door))
    }

    /// JSON has no line breaks outside of strings and escapes those inside, so one data line is
    /// enough.
    private static func event(_ name: String, _ data: some Encodable) -> String {
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
}

/// The way to another bot's page.
struct OtherDoor: Encodable {
    let path: String
    let label: String
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
    let language: String
    let door: OtherDoor?

    init(_ view: VisitorView, leadingTo door: OtherDoor?) {
        (language, self.door) = (view.language.rawValue, door)
        (stage, place, person) = (view.stage.rawValue, view.place, view.person)
        canWrite = view.canWrite
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
