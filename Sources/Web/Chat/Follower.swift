internal import Desk
internal import Foundation
internal import Hummingbird
internal import NIOCore
internal import Relay

/// Writes what a follower found, in the language of whoever reads it.
protocol Pen: Sendable {
    /// How she stands, and the other bot's door where she was led to one.
    func state(_ view: VisitorView, leadingTo door: OtherDoor?) -> String
    /// A line; `clock` is when it was said.
    func line(_ stored: StoredLine, at clock: String, persona: String) -> String
    /// That the other side is typing, or has stopped.
    func typing(_ isTyping: Bool) -> String
    /// What keeps the connection and shows nothing.
    var heartbeat: String { get }
    /// Whether images are written with their lines.
    var drawsImages: Bool { get }
}

/// The way to another bot's page.
struct OtherDoor: Encodable {
    let path: String
    let label: String
}

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
    let presence: Presence
    let pen: any Pen
    private var seen: Int64
    private var shown: VisitorView?
    /// The places of lines whose image was written, or that it is lost.
    private var drawn: Set<Int64> = []

    /// `seen` is the last line that her page has shown.
    init(
        stream: LiveStream,
        visitor: VisitorKey,
        switchboard: Switchboard,
        scripts: Scripts,
        limits: WebLimits,
        presence: Presence,
        pen: any Pen,
        seen: Int64
    ) {
        (self.stream, self.visitor, self.switchboard) = (stream, visitor, switchboard)
        (self.scripts, self.limits, self.presence) = (scripts, limits, presence)
        (self.pen, self.seen) = (pen, seen)
    }

    /// Follows until she goes, the process ends, or her tab is forgotten.
    @concurrent mutating func follow(into writer: inout any ResponseBodyWriter) async throws {
        while !Task.isCancelled, let news = stream.takeNews() {
            var look = Look()
            if news.mustLook {
                guard let found = try await lookIntoLedger() else { return }
                look = found
            }
            if let isTyping = news.isTyping { look.text += pen.typing(isTyping) }
            if news.wantsHeartbeat { look.text += pen.heartbeat }
            if !look.text.isEmpty {
                guard stream.beginWriting() else { return }
                defer { stream.endWriting() }
                try await writer.write(ByteBuffer(string: look.text))
            }
            if look.isBehind { stream.ring() }
            await stream.wait()
        }
    }

    /// Nothing when her tab was forgotten meanwhile: then nothing more is shown.
    private mutating func lookIntoLedger() async throws -> Look? {
        guard let standing = try await switchboard.standing(of: visitor, at: stream.bot) else {
            return nil
        }
        stream.note(standing.view.stage)
        presence.note(standing)
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
        for stored in lines {
            guard let line = try await dressed(stored) else { continue }
            let at = switchboard.clockTime(line.milliseconds, at: stream.bot)
            look.text += pen.line(line, at: at, persona: standing.persona)
        }
        if let earlier, earlier != standing.view { look.text += state(standing.view) }
        return look
    }

    /// A line with its image, where the pen draws images; nothing where it would say only what
    /// stands there already.
    private mutating func dressed(_ stored: StoredLine) async throws -> StoredLine? {
        guard pen.drawsImages, let state = stored.line.image, state != .coming else {
            return stored
        }
        let place = stored.line.of ?? stored.sequence
        guard drawn.insert(place).inserted else {
            return stored.line.change == nil ? nil : stored
        }
        guard state == .here else { return stored }
        var stored = stored
        stored.image = try await switchboard.image(of: stream.conversation, at: place)
        return stored
    }

    private func state(_ view: VisitorView) -> String {
        pen.state(view, leadingTo: otherDoor(view))
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
