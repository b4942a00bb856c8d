internal import Desk
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import Relay
internal import Synchronization

/// The visitor's way out: streams (Server-Sent Events) that follow her stored lines.
///
/// A stream is a cursor: it starts after the last line that her page has seen and never remembers
/// anything itself. Registering comes before reading, so nothing falls between.
final class ChatOutlet: Sendable {
    private let switchboard: Switchboard
    private let scripts: Scripts
    private let limits: WebLimits
    private let clock: any Clock<Duration>
    let roster: Roster
    let presence: Presence

    init(
        switchboard: Switchboard,
        scripts: Scripts,
        limits: WebLimits,
        clock: any Clock<Duration>
    ) {
        (self.switchboard, self.scripts, self.limits) = (switchboard, scripts, limits)
        self.clock = clock
        presence = Presence(switchboard: switchboard, limits: limits)
        roster = Roster(limits, presence)
        switchboard.whenChanged { [roster] in roster.ring($0) }
        switchboard.whenSigned { [roster] in roster.show($0) }
    }

    /// One clock for all heartbeats, so that idle streams cost no timer each; at the end of the
    /// process one word to all.
    func beat() async {
        // What is thrown is only the sleep that was broken off.
        try? await untilShutdown { [roster, presence, limits, clock] in
            while true {
                for share in 0..<limits.heartbeatShares {
                    try await clock.sleep(for: limits.betweenHeartbeatShares)
                    roster.beat(share)
                }
                presence.beat()
            }
        }
        roster.close()
    }

    @Sendable func stream(_ request: Request, _ context: DoorContext) async throws -> Response {
        let bot = try scripts.script(for: context).name
        // A body that nobody reads would hide from us that she has gone.
        guard !request.hasBody else { throw Declined(status: .badRequest, word: "bad_body") }
        let key = VisitorKey(secret: try request.bearer(length: limits.secretLength))
        guard let standing = try await switchboard.standing(of: key, at: bot) else {
            throw Declined(status: .unauthorized, word: "unknown")
        }
        let seen = request.headers[.lastEventID].flatMap { Int64($0) } ?? 0
        let body = try follow(standing, of: key, at: bot, from: seen, EventPen(), request, context)
        return Response(
            status: .ok,
            headers: [.contentType: "text/event-stream; charset=utf-8"],
            body: body
        )
    }

    /// A body that never ends by itself: what `opening` says, and then whatever happens.
    func follow(
        _ standing: Switchboard.Standing,
        of key: VisitorKey,
        at bot: BotName,
        from seen: Int64 = 0,
        _ pen: any Pen,
        opening: String = "",
        _ request: Request,
        _ context: DoorContext
    ) throws -> ResponseBody {
        guard roster.hasRoom(for: standing.number) else {
            throw Declined(status: .serviceUnavailable, word: "full")
        }
        let stream = LiveStream(
            conversation: standing.number,
            bot: bot,
            limits: limits,
            hangUp: context.hangUp(afterSeconds:)
        )
        let follower = Follower(
            stream: stream,
            visitor: key,
            switchboard: switchboard,
            scripts: scripts,
            limits: limits,
            presence: presence,
            pen: pen,
            seen: seen
        )
        // Registered only here: a response whose head cannot be written is never run.
        return ResponseBody { [roster] writer in
            roster.register(stream)
            defer { roster.unregister(stream) }
            if !opening.isEmpty, stream.beginWriting() {
                defer { stream.endWriting() }
                try await writer.write(ByteBuffer(string: opening))
            }
            try await Self.follow(follower, request, into: &writer)
            stream.end()
            try await writer.finish(nil)
        }
    }

    /// Follows until she goes, the process ends, or her line is so slow that it is cut; her page
    /// then comes back and goes on after the last line it has shown.
    @concurrent private static func follow(
        _ follower: Follower,
        _ request: Request,
        into writer: inout any ResponseBodyWriter
    ) async throws {
        let stream = follower.stream
        var follower = follower
        try await request.body.consumeWithInboundCloseHandler { _ in
            try await follower.follow(into: &writer)
        } onInboundClosed: {
            stream.end()
        }
    }
}
