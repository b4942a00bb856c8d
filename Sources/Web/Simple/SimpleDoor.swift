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
        let visitor = Visitor(key: VisitorKey(secret: secret), bot: script.name)
        switch form["do"].flatMap(Act.init) {
        case .leave:
            _ = await inbox.part(.exit, visitor)
            return page.farewell(script)
        case .again:
            _ = await inbox.part(.exit, visitor)
            return await arrival(script)
        case .erase: return try await erase(visitor, secret, script, request, context)
        case .end:
            _ = await inbox.part(.end, visitor)
            return try await talk(secret, script, request, context)
        case .start: return try await start(form, by: visitor, secret, script, request, context)
        case .say: return try await say(form, by: visitor, secret, script, request, context)
        case .forget:
            if let id = form["id"], LineID.isPossible(id, inbox.limits) {
                let event = Event.visitorAsked(.forgetCode)
                _ = await inbox.receive(event, named: "line/" + id, from: visitor)
            }
            return try await talk(secret, script, request, context)
        case .look where wasAway(form): return try await back(secret, script)
        case .look, nil: return try await talk(secret, script, request, context)
        }
    }

    private func start(
        _ form: Form,
        by visitor: Visitor,
        _ secret: String,
        _ script: Script,
        _ request: Request,
        _ context: DoorContext
    ) async throws -> Response {
        let ticket = form[SimplePage.ticketName]
        // Where work is asked for, she waits as long instead; before, nothing is looked at.
        let wait = inbox.entrance.wait(ticket, of: visitor, request, context)
        if case .seconds(let seconds, let ticket) = wait {
            return page.wait(script, seconds: seconds, ticket: ticket)
        }
        if let seconds = await inbox.secondsToWait(visitor, request, context) {
            return await later(script, seconds, keeping: secret, ticket)
        }
        if case .over(let mark) = wait, !inbox.entrance.use(mark) {
            return await arrival(script, saying: .startRefused)
        }
        let outcome = await inbox.receive(.arrived, named: "arrival", from: visitor)
        guard case .recorded? = outcome else {
            return await arrival(script, saying: .startRefused)
        }
        return try await talk(secret, script, request, context)
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
    private func back(_ secret: String, _ script: Script) async throws -> Response {
        let key = VisitorKey(secret: secret)
        let board = inbox.switchboard
        guard let standing = try await board.standing(of: key, at: script.name) else {
            return await arrival(script, saying: .forgotten)
        }
        return page.back(form(secret, script, standing), script)
    }

    private func form(
        _ secret: String,
        _ script: Script,
        _ standing: Switchboard.Standing
    ) -> SimplePage.TalkForm {
        SimplePage.TalkForm(
            secret: secret,
            script: script,
            view: standing.view,
            at: page.wallClock.milliseconds
        )
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
    private func later(
        _ script: Script,
        _ seconds: Int,
        keeping secret: String,
        _ ticket: String?
    ) async -> Response {
        let welcome = await Welcome(script, asking: inbox.switchboard, at: page.wallClock)
        let notice = SimpleArrival.Notice(
            word: .slowedAgain,
            values: ["count": "\(seconds)"],
            secret: secret,
            ticket: ticket
        )
        var response = page.arrival(script, welcome, in: script.language, saying: notice)
        response.status = .tooManyRequests
        response.headers[.retryAfter] = "\(seconds)"
        return response
    }

    private enum Act: String {
        case start, say, look, end, erase, leave, again, forget
    }

    /// Said to be erased only once it is written down that it shall be.
    private func erase(
        _ visitor: Visitor,
        _ secret: String,
        _ script: Script,
        _ request: Request,
        _ context: DoorContext
    ) async throws -> Response {
        let standing = try? await inbox.switchboard.standing(of: visitor.key, at: script.name)
        let language = standing?.view.language
        switch await inbox.part(.erasing, visitor) {
        case .recorded?, .unknown?: return await arrival(script, in: language, saying: .erased)
        case .refused?, .damaged?, nil:
            return try await talk(secret, script, request, context, .init(notice: .eraseFailed))
        }
    }

    private func say(
        _ form: Form,
        by visitor: Visitor,
        _ secret: String,
        _ script: Script,
        _ request: Request,
        _ context: DoorContext
    ) async throws -> Response {
        // Of an id that cannot be, nothing can be recorded; the page she gets has a good one.
        guard let id = form["id"], LineID.isPossible(id, inbox.limits) else {
            return try await talk(secret, script, request, context)
        }
        guard (try? inbox.entrance.admitLine(of: visitor.key)) != nil else {
            let again = SimplePage.Again(notice: .lineRefused, draft: form["text"], id: id)
            return try await talk(secret, script, request, context, again)
        }
        let utterance: Utterance
        do {
            guard let said = try await self.utterance(form, by: visitor) else {
                return try await talk(secret, script, request, context)
            }
            utterance = said
        } catch {
            let again = SimplePage.Again(notice: Self.notice(of: error))
            return try await talk(secret, script, request, context, again)
        }
        let event = Event.visitorSaid(LineID(id), utterance)
        let outcome = await inbox.receive(event, named: "line/" + id, from: visitor)
        var again = SimplePage.Again()
        switch outcome {
        case .recorded, .unknown, .refused(.notAsked): break
        case .refused(.tooLong): again = .init(notice: .lineTooLong, draft: form["text"])
        case .refused(.tooMany): again = .init(notice: .lineRefused, draft: form["text"])
        case .refused(.over), .damaged: again = .init(notice: .lineOver)
        // Nobody can say whether it is written down: sent again under its id, it stands once.
        case nil: again = .init(notice: .lineRefused, draft: form["text"], id: id)
        }
        return try await talk(secret, script, request, context, again)
    }

    /// What she said, ready to be recorded; nothing where she said nothing.
    private func utterance(_ form: Form, by visitor: Visitor) async throws -> Utterance? {
        if let code = form["code"] {
            return try await inbox.utterance(ofTypedCode: code, by: visitor)
        }
        guard let utterance = Utterance(form) else { return nil }
        return try await inbox.prepared(utterance, by: visitor)
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
    private func talk(
        _ secret: String,
        _ script: Script,
        _ request: Request,
        _ context: DoorContext,
        _ again: SimplePage.Again = .init()
    ) async throws -> Response {
        let key = VisitorKey(secret: secret)
        let board = inbox.switchboard
        guard let standing = try await board.standing(of: key, at: script.name) else {
            return await arrival(script, saying: .forgotten)
        }
        let form = form(secret, script, standing)
        let body = try outlet.follow(
            standing,
            of: key,
            at: script.name,
            SimplePen(form: form, script: script),
            opening: page.talk(form, script, again),
            request,
            context
        )
        return page.response(body, of: script)
    }
}

extension Utterance {
    /// An answer that was touched, a question that was passed over, or words.
    fileprivate init?(_ form: Form) {
        if let question = form["question"] {
            guard let choice = form["choice"] else {
                self = .skip(question: question)
                return
            }
            self = .choice(question: question, choice: choice)
        } else {
            guard let text = form["text"].flatMap(Self.words) else { return nil }
            self = text
        }
    }
}
