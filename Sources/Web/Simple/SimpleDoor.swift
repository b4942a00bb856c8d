internal import Desk
internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import Relay

/// The visitors' door without scripts: plain forms, and an answer that goes on and on.
///
/// The same talk through the same switchboard. Her secret stands in the forms of the page that she
/// is looking at and nowhere else: not in the address, not in a cookie. A page cannot load itself
/// anew and send a secret along, so it does not: the answer to each form is a page that never
/// ends, to which the server writes what comes (the browser goes on saying that it loads). Where
/// something on the way holds such an answer back, a button asks for what is new.
struct SimpleDoor: Sendable {
    let inbox: ChatInbox
    let outlet: ChatOutlet
    let page: SimplePage

    init(inbox: ChatInbox, outlet: ChatOutlet, wallClock: WallClock) {
        (self.inbox, self.outlet) = (inbox, outlet)
        page = SimplePage(wallClock: wallClock)
    }

    @Sendable func arrival(_ request: Request, _ context: DoorContext) async throws -> Response {
        let script = try inbox.scripts.script(for: context)
        let asked = request.uri.queryParameters
        let language = asked["lang"].flatMap { Language(rawValue: String($0)) } ?? script.language
        let welcome = await Welcome(script, asking: inbox.switchboard, at: page.wallClock)
        // Whoever has waited comes back with a ticket; it is looked at when she presses start.
        let notice = asked[Substring(SimplePage.ticketName)].map { ticket in
            let start = PageWords.of(script, in: language).say(.start)
            return SimpleArrival.Notice(
                word: .waitOver,
                values: ["name": start],
                ticket: String(ticket)
            )
        }
        return page.arrival(script, welcome, in: language, saying: notice)
    }

    @Sendable func act(_ request: Request, _ context: DoorContext) async throws -> Response {
        let script = try inbox.scripts.script(for: context)
        let limits = inbox.limits
        let bytes = try await request.collect(bytesMax: limits.formBodyBytesMax, limits, context)
        let form = Form(bytes)
        // Whoever follows reads the request once more, to notice that she has gone: it must find
        // a body with an end, and the one from the wire has been read.
        var request = request
        request.body = RequestBody(buffer: ByteBuffer(bytes: bytes))
        guard let secret = form["secret"], limits.secretLength.contains(secret.utf8.count) else {
            return await arrival(script, saying: .forgotten)
        }
        let asked = Asked(
            form: form,
            secret: secret,
            visitor: Visitor(key: VisitorKey(secret: secret), bot: script.name),
            script: script,
            request: request,
            context: context
        )
        if let answer = form.answer { return try await say(answer, asked) }
        return try await act(form["do"].flatMap(Act.init) ?? .look, asked)
    }

    private func act(_ act: Act, _ asked: Asked) async throws -> Response {
        let (script, visitor) = (asked.script, asked.visitor)
        switch act {
        case .leave:
            _ = await inbox.part(.exit, visitor)
            return page.farewell(script)
        case .again:
            _ = await inbox.part(.exit, visitor)
            return await arrival(script, in: asked.wished)
        case .erase: return try await erase(asked)
        case .end:
            _ = await inbox.part(.end, visitor)
            return try await talk(asked)
        case .start: return try await start(asked)
        case .say: return try await say(asked)
        case .forget:
            if let id = asked.form["id"], LineID.isPossible(id, inbox.limits) {
                let event = Event.visitorAsked(.forgetCode)
                _ = await inbox.receive(event, named: "line/" + id, from: visitor)
            }
            return try await talk(asked)
        case .look where wasAway(asked.form): return try await back(asked)
        case .look: return try await talk(asked, try await asked.unsent(inbox))
        }
    }

    private func start(_ asked: Asked) async throws -> Response {
        let (script, visitor) = (asked.script, asked.visitor)
        let ticket = asked.form[SimplePage.ticketName]
        // Where work is asked for, she waits as long instead; before, nothing is looked at.
        let wait = inbox.entrance.wait(ticket, of: visitor, asked.request, asked.context)
        if case .seconds(let seconds, let ticket) = wait {
            return page.wait(script, in: asked.language, seconds: seconds, ticket: ticket)
        }
        if let seconds = await inbox.secondsToWait(visitor, asked.request, asked.context) {
            return await later(asked, seconds, ticket)
        }
        if case .over(let mark) = wait, !inbox.entrance.use(mark) {
            return await arrival(script, in: asked.wished, saying: .startRefused)
        }
        let outcome = await inbox.receive(.arrived, named: "arrival", from: visitor)
        guard case .recorded? = outcome else {
            return await arrival(script, in: asked.wished, saying: .startRefused)
        }
        return try await talk(asked)
    }

    /// Whether the page that asks for what is new was written long ago.
    private func wasAway(_ form: Form) -> Bool {
        guard let at = form["at"].flatMap({ Int64($0) }) else { return false }
        return page.wallClock.milliseconds
            > at.addingReportingOverflow(
                inbox.limits.awaySeconds * 1_000
            ).partialValue
    }

    /// Whoever comes back may not be alone, or may be another: she says first that it is safe.
    private func back(_ asked: Asked) async throws -> Response {
        guard let form = try await talkForm(asked) else { return await forgotten(asked) }
        return page.back(form, asked.script, keeping: asked.form["text"])
    }

    /// What every form of her talk's page carries; nothing where there is no talk of hers.
    private func talkForm(_ asked: Asked) async throws -> SimplePage.TalkForm? {
        let standing = try await inbox.switchboard.standing(
            of: asked.visitor.key,
            at: asked.script.name
        )
        return standing.map { SimplePage.TalkForm(asked, $0.view, at: page.wallClock.milliseconds) }
    }

    private func forgotten(_ asked: Asked) async -> Response {
        await arrival(asked.script, in: asked.wished, saying: .forgotten)
    }

    private func arrival(
        _ script: Script,
        in language: Language? = nil,
        saying notice: PageWord? = nil
    ) async -> Response {
        let welcome = await Welcome(script, asking: inbox.switchboard, at: page.wallClock)
        return page.arrival(
            script,
            welcome,
            in: language ?? script.language,
            saying: notice.map { SimpleArrival.Notice(word: $0) }
        )
    }

    /// Very many come at once: the same secret may come in with the next touch of the button.
    private func later(_ asked: Asked, _ seconds: Int, _ ticket: String?) async -> Response {
        let welcome = await Welcome(asked.script, asking: inbox.switchboard, at: page.wallClock)
        let notice = SimpleArrival.Notice(
            word: .slowedAgain,
            values: ["count": "\(seconds)"],
            secret: asked.secret,
            ticket: ticket
        )
        var response = page.arrival(asked.script, welcome, in: asked.language, saying: notice)
        response.status = .tooManyRequests
        response.headers[.retryAfter] = "\(seconds)"
        return response
    }

    private enum Act: String {
        case start, say, look, end, erase, leave, again, forget
    }

    /// Said to be erased only once it is written down that it shall be.
    private func erase(_ asked: Asked) async throws -> Response {
        let language = (try? await talkForm(asked))?.language ?? asked.wished
        switch await inbox.part(.erasing, asked.visitor) {
        case .recorded?, .unknown?:
            return await arrival(asked.script, in: language, saying: .erased)
        case .refused?, .damaged?, nil:
            return try await talk(asked, .init(notice: .eraseFailed))
        }
    }

    /// What she wrote, or a code that she typed.
    private func say(_ asked: Asked) async throws -> Response {
        try await talk(asked, try await write(asked))
    }

    /// Writes down what stands in the field; what must be said to her about it.
    private func write(_ asked: Asked) async throws -> SimplePage.Again {
        let form = asked.form
        // Of an id that cannot be, nothing can be recorded; the page she gets has a good one.
        guard let id = form["id"], LineID.isPossible(id, inbox.limits) else {
            return .init(draft: form["text"])
        }
        guard (try? inbox.entrance.admitLine(of: asked.visitor.key)) != nil else {
            return .init(notice: .lineRefused, draft: form["text"], id: id)
        }
        let utterance: Utterance
        do {
            guard let said = try await self.utterance(asked) else { return .init() }
            utterance = said
        } catch {
            return .init(notice: Self.notice(of: error), draft: form["text"])
        }
        switch await receive(utterance, id, asked) {
        case .recorded, .unknown, .refused(.notAsked): return .init()
        case .refused(.tooLong): return .init(notice: .lineTooLong, draft: form["text"])
        case .refused(.tooMany): return .init(notice: .lineRefused, draft: form["text"])
        case .refused(.over), .damaged: return .init(notice: .lineOver)
        // Nobody can say whether it is written down: sent again under its id, it stands once.
        case nil: return .init(notice: .lineRefused, draft: form["text"], id: id)
        }
    }

    /// An answer that was touched; what she was writing meanwhile stays where it is.
    private func say(_ answer: Form.Answer, _ asked: Asked) async throws -> Response {
        var again: SimplePage.Again
        if answer.sendsLetter {
            // A letter is all that she wrote, also what still stands in the field.
            again = try await write(asked)
            guard again == .init() else { return try await talk(asked, again) }
        } else {
            again = try await asked.unsent(inbox)
        }
        let isAdmitted = (try? inbox.entrance.admitLine(of: asked.visitor.key)) != nil
        guard isAdmitted, LineID.isPossible(answer.id, inbox.limits),
            let utterance = try? await inbox.prepared(
                answer.utterance,
                by: asked.visitor,
                from: asked.network(inbox)
            )
        else {
            again.notice = .lineRefused
            return try await talk(asked, again)
        }
        switch await receive(utterance, answer.id, asked) {
        case .recorded, .unknown, .refused(.notAsked): break
        case .refused(.over), .damaged: again.notice = .lineOver
        case .refused(.tooLong), .refused(.tooMany), nil: again.notice = .lineRefused
        }
        return try await talk(asked, again)
    }

    private func receive(
        _ utterance: Utterance,
        _ id: String,
        _ asked: Asked
    ) async -> Outcome? {
        let event = Event.visitorSaid(LineID(id), utterance)
        return await inbox.receive(event, named: "line/" + id, from: asked.visitor)
    }

    /// What she said, ready to be recorded; nothing where she said nothing.
    private func utterance(_ asked: Asked) async throws -> Utterance? {
        let (visitor, network) = (asked.visitor, asked.network(inbox))
        if let code = asked.form["code"] {
            return try await inbox.utterance(ofTypedCode: code, by: visitor, from: network)
        }
        guard let words = asked.form["text"].flatMap(Utterance.words) else { return nil }
        return try await inbox.prepared(words, by: visitor, from: network)
    }

    /// What she is told about a code that was not looked at.
    private static func notice(of error: any Error) -> PageWord? {
        switch (error as? Declined)?.word {
        case "bad_code": .codeWrong
        case "too_fast": .lineRefused
        default: nil  // Not ours: whatever else can go wrong is seen in the talk itself.
        }
    }

    /// The talk as it stands, and then as it goes on.
    private func talk(_ asked: Asked, _ again: SimplePage.Again = .init()) async throws -> Response
    {
        let (script, key) = (asked.script, asked.visitor.key)
        guard let standing = try await inbox.switchboard.standing(of: key, at: script.name) else {
            return await forgotten(asked)
        }
        let form = SimplePage.TalkForm(asked, standing.view, at: page.wallClock.milliseconds)
        let body = try outlet.follow(
            standing,
            of: key,
            at: script.name,
            SimplePen(form: form, script: script),
            opening: page.talk(form, script, again),
            asked.request,
            asked.context
        )
        return page.response(body, of: script)
    }
}
