internal import Desk
internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import Relay

/// The visitor's way in: turns what her page sends into deliveries.
///
/// Her browser picks each line's id, so a line that is sent again is the same delivery. The answer
/// comes only after the commit: `200` means "it cannot be lost any more".
struct ChatInbox: Sendable {
    let switchboard: Switchboard
    let scripts: Scripts
    let limits: WebLimits
    let entrance: Entrance

    @Sendable func arrive(_ request: Request, _ context: DoorContext) async throws -> Response {
        let visitor = try Visitor(request, context, scripts, limits)
        let body = try await request.collect(bytesMax: limits.chatBodyBytesMax, limits, context)
        // Before the ledger is asked anything: where work is wanted, nothing else is looked at.
        let toll = entrance.toll(Work.read(body), of: visitor, request, context)
        switch toll {
        case .owed: return Answers.workWanted(entrance.puzzle(for: visitor, request, context))
        case .used where try await !hasTalk(visitor):
            return Answers.workWanted(entrance.puzzle(for: visitor, request, context))
        case .nothing, .paid, .used: break
        }
        if let seconds = await secondsToWait(visitor, request, context) {
            throw Declined.tooFast(afterSeconds: seconds)
        }
        // Twice at once it is the same talk: the work was done for it alone.
        if case .paid(let mark) = toll { _ = entrance.use(mark) }
        return answer(await receive(.arrived, named: "arrival", from: visitor))
    }

    /// Whether a talk of hers is under way.
    func hasTalk(_ visitor: Visitor) async throws -> Bool {
        try await switchboard.standing(of: visitor.key, at: visitor.bot) != nil
    }

    @Sendable func say(_ request: Request, _ context: DoorContext) async throws -> Response {
        let visitor = try Visitor(request, context, scripts, limits)
        let id = context.parameters.get("id") ?? ""
        guard LineID.isPossible(id, limits) else {
            throw Declined(status: .badRequest, word: "bad_line_id")
        }
        let body = try await request.collect(bytesMax: limits.chatBodyBytesMax, limits, context)
        try entrance.admitLine(of: visitor.key)
        let network = entrance.network(of: request, context)
        let event = try await event(try LineBody.read(body), LineID(id), visitor, from: network)
        return answer(await receive(event, named: "line/" + id, from: visitor))
    }

    @Sendable func end(_ request: Request, _ context: DoorContext) async throws -> Response {
        let visitor = try Visitor(request, context, scripts, limits)
        try await skipBody(request, context)
        let asked = request.uri.queryParameters
        let hurried: Parting = asked["forget"] == "1" ? .exit : .end
        let outcome = await part(asked["erase"] == "1" ? .erasing : hurried, visitor)
        switch outcome {
        // Whoever is not known any more has ended already.
        case .recorded, .unknown: return Response(status: .noContent)
        case .refused, .damaged, nil: return answer(outcome)
        }
    }

    /// Nothing when it could not be written down.
    func part(_ parting: Parting, _ visitor: Visitor) async -> Outcome? {
        await receive(parting.event, named: parting.name, from: visitor)
    }

    @Sendable func type(_ request: Request, _ context: DoorContext) async throws -> Response {
        let visitor = try Visitor(request, context, scripts, limits)
        let body = try await request.collect(bytesMax: limits.chatBodyBytesMax, limits, context)
        try entrance.admitSign(of: visitor.key)
        guard let sign = try? JSONDecoder().decode(TypingBody.self, from: Data(body)) else {
            throw Declined(status: .badRequest, word: "bad_body")
        }
        guard let standing = try await switchboard.standing(of: visitor.key, at: visitor.bot) else {
            throw Declined(status: .unauthorized, word: "unknown")
        }
        // While nobody is there, nobody can see her typing.
        if standing.view.stage == .talking {
            switchboard.pass(
                Sign(conversation: standing.number, from: .visitor, isTyping: sign.typing)
            )
        }
        return Response(status: .noContent)
    }

    /// Her page has shown the lines up to a place: the counsellor sees a tick beside the newest.
    @Sendable func see(_ request: Request, _ context: DoorContext) async throws -> Response {
        let visitor = try Visitor(request, context, scripts, limits)
        let body = try await request.collect(bytesMax: limits.chatBodyBytesMax, limits, context)
        try entrance.admitSign(of: visitor.key)
        guard let seen = try? JSONDecoder().decode(SeenBody.self, from: Data(body)), seen.seq > 0
        else { throw Declined(status: .badRequest, word: "bad_body") }
        guard let standing = try await switchboard.standing(of: visitor.key, at: visitor.bot) else {
            throw Declined(status: .unauthorized, word: "unknown")
        }
        let lines = try await switchboard.lines(
            of: standing.number,
            after: seen.seq - 1,
            limit: 1
        )
        if let line = lines.first?.line, line.author == .counsellor, line.of == nil {
            _ = await receive(.visitorSaw(line.id), named: "seen/\(seen.seq)", from: visitor)
        }
        return Response(status: .noContent)
    }

    private func event(
        _ body: LineBody,
        _ id: LineID,
        _ visitor: Visitor,
        from network: Network?
    ) async throws -> Event {
        switch (body.code, body.forget) {
        case (let code?, _):
            return .visitorSaid(
                id,
                try await utterance(ofTypedCode: code, by: visitor, from: network)
            )
        case (nil, .code?): return .visitorAsked(.forgetCode)
        case (nil, nil):
            return .visitorSaid(
                id,
                try await prepared(try body.utterance, by: visitor, from: network)
            )
        }
    }

    /// After how many seconds somebody may begin a talk; nothing when she may now.
    ///
    /// Whoever is in a talk already only says it once more.
    func secondsToWait(
        _ visitor: Visitor,
        _ request: Request,
        _ context: DoorContext
    ) async -> Int? {
        let standing = try? await switchboard.standing(of: visitor.key, at: visitor.bot)
        guard standing == nil else { return nil }
        return entrance.secondsToWait(visitor.key, request, context)
    }

    /// Nothing of it is looked at, but it must not be endless either.
    private func skipBody(_ request: Request, _ context: DoorContext) async throws {
        _ = try await request.collect(bytesMax: limits.chatBodyBytesMax, limits, context)
    }

    /// Hands it in; nothing when it could not be written down.
    func receive(
        _ event: Event,
        named name: String,
        from visitor: Visitor
    ) async -> Outcome? {
        let delivery = Delivery(
            id: DeliveryID("web/\(visitor.bot.rawValue)/\(visitor.key.rawValue)/\(name)"),
            bot: visitor.bot,
            address: .visitor(visitor.key, .web),
            event: event
        )
        return try? await switchboard.receive(delivery)
    }

    func answer(_ outcome: Outcome?) -> Response {
        switch outcome {
        case .recorded: Answers.json(.ok, ["recorded": true])
        case .unknown: Answers.error(.unauthorized, "unknown")
        case .damaged, .refused(.over): Answers.error(.gone, "over")
        case .refused(.tooLong): Answers.error(.contentTooLarge, "too_long")
        case .refused(.tooMany): Answers.error(.unprocessableContent, "too_many")
        case .refused(.notAsked): Answers.error(.conflict, "not_asked")
        case nil: Answers.comeAgain()
        }
    }
}

/// Who is asking: a known bot's path and a secret of a possible shape.
struct Visitor: Sendable {
    let key: VisitorKey
    let bot: BotName
}

extension Visitor {
    init(
        _ request: Request,
        _ context: DoorContext,
        _ scripts: Scripts,
        _ limits: WebLimits
    ) throws {
        let bot = try scripts.script(for: context).name
        let secret = try request.bearer(length: limits.secretLength)
        self.init(key: VisitorKey(secret: secret), bot: bot)
    }
}

/// `{"text": …}`, `{"question": …, "choice": …}`, `{"question": …, "skip": true}`, `{"code": …}`
/// or `{"forget": "code"}`.
private struct LineBody: Decodable {
    enum Forgettable: String, Decodable {
        case code
    }

    let text: String?
    let question: String?
    let choice: String?
    let skip: Bool?
    let code: String?
    let forget: Forgettable?

    static func read(_ bytes: [UInt8]) throws -> LineBody {
        guard let body = try? JSONDecoder().decode(LineBody.self, from: Data(bytes)) else {
            throw Declined(status: .badRequest, word: "bad_body")
        }
        return body
    }

    var utterance: Utterance {
        get throws {
            switch (text, question, choice, skip) {
            case (let text?, nil, nil, nil):
                guard let words = Utterance.words(text) else { break }
                return words
            case (nil, let question?, let choice?, nil):
                return .choice(question: question, choice: choice)
            case (nil, let question?, nil, true):
                return .skip(question: question)
            default:  // Not ours: whatever else somebody sends.
                break
            }
            throw Declined(status: .badRequest, word: "bad_body")
        }
    }
}

extension Utterance {
    /// What somebody wrote; nothing where there is nothing to read.
    static func words(_ text: String) -> Utterance? {
        // A NUL cannot be stored by every homeserver; it says nothing to a person either.
        let clean = String(String.UnicodeScalarView(text.unicodeScalars.filter { $0 != "\0" }))
        return clean.allSatisfy(\.isWhitespace) ? nil : .text(Confidential(clean))
    }
}

private struct SeenBody: Decodable {
    let seq: Int64
}

private struct TypingBody: Decodable {
    let typing: Bool
}

extension LineID {
    /// Whether a page may call a line so.
    static func isPossible(_ id: String, _ limits: WebLimits) -> Bool {
        limits.lineIDLength.contains(id.utf8.count) && id.utf8.allSatisfy(\.isLineIDByte)
    }
}

extension UInt8 {
    fileprivate var isLineIDByte: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false  // Not ours: the other bytes.
        }
    }
}
