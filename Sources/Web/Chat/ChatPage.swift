internal import Desk
internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import Relay

/// The visitor's page and the state of the door, by bot.
///
/// The page is one file that is part of the program. What is different from bot to bot and from
/// minute to minute goes into it as data, never as markup.
struct ChatPage: Sendable {
    private let switchboard: Switchboard
    private let scripts: Scripts
    private let wallClock: WallClock
    private let template = PageTemplate(bytes: PackageResources.page_html)

    init(switchboard: Switchboard, scripts: Scripts, wallClock: WallClock) {
        (self.switchboard, self.scripts, self.wallClock) = (switchboard, scripts, wallClock)
    }

    /// Where nobody can say how the door stands, it is closed and the help lines stay.
    private func welcome(_ script: Script) async -> Welcome {
        let door = try? await switchboard.door(of: script)
        return Welcome(script, door, at: wallClock)
    }

    @Sendable func show(_ request: Request, _ context: DoorContext) async throws -> Response {
        let script = try scripts.script(for: context)
        let welcome = await welcome(script)
        let html = template.fill([
            "lang": script.language.rawValue,
            "title": PageTemplate.escape(script.texts.say(.pageTitle, to: script.audience)),
            "noscript": PageTemplate.escape(welcome.withoutScript),
            "welcome": welcome.json,
        ])
        return Response(
            status: .ok,
            headers: [
                .contentType: "text/html; charset=utf-8",
                .contentSecurityPolicy: template.policy,
            ],
            body: ResponseBody(byteBuffer: ByteBuffer(string: html))
        )
    }

    @Sendable func status(_ request: Request, _ context: DoorContext) async throws -> Response {
        let script = try scripts.script(for: context)
        let welcome = await welcome(script)
        return Answers.json(
            .ok,
            Status(open: welcome.open, nextOpening: welcome.nextOpening)
        )
    }

    private struct Status: Encodable {
        let open: Bool
        let nextOpening: String?
    }
}

/// What the page needs to know before the first question.
struct Welcome: Encodable {
    struct Helpline: Encodable {
        let name: String
        let phone: String?
        let link: String?
        let note: String
    }

    let bot: String
    let lang: String
    let name: String
    let open: Bool
    let nextOpening: String?
    let words: [String: String]
    /// The words in each language of the bot, for a talk that goes on in another one.
    let tongues: [String: [String: String]]
    let arrival: [String]
    let closed: [String]
    let helplines: [Helpline]
    let exitTo: String
    let lineCharactersMax: Int

    init(_ script: Script, _ door: DoorView?, at wallClock: WallClock) {
        let now = wallClock.moment(in: script.zone)?.civil
        let today = now?.date ?? wallClock.today
        bot = script.webPath
        lang = script.language.rawValue
        name = script.title
        open = door?.isOpen ?? false
        nextOpening = door?.nextOpening(script.language)
        words = script.texts.page(in: script.language)
        // Most bots speak one language; its words need not be sent twice.
        let tongues = script.languages.count > 1 ? script.languages : []
        self.tongues = Dictionary(
            uniqueKeysWithValues: tongues.map { ($0.rawValue, script.texts.page(in: $0)) }
        )
        arrival = Self.lines(script.texts.say(.arrival, to: script.audience))
        let closedText =
            door?.closedText(script.audience)
            ?? script.texts.say(.closedUnknown, to: script.audience)
        closed = open ? [] : Self.lines(closedText)
        let openNow = words["openNow"] ?? ""
        helplines = script.helplines(on: today).map { referral in
            // Hours that nobody verified are not guessed: then nothing is said of them.
            let isOpen = now.flatMap { now in referral.hours?.isOpen(at: now) } ?? false
            return Helpline(
                name: referral.name,
                phone: referral.phone,
                link: referral.link,
                note: referral.about.said(to: script.audience) + (isOpen ? " " + openNow : "")
            )
        }
        exitTo = script.exitAddress
        lineCharactersMax = script.limits.lineCharactersMax
    }

    /// As a data block inside a page: `<` would end it.
    var json: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.withoutEscapingSlashes, .sortedKeys]
        let data = (try? encoder.encode(self)) ?? Data("{}".utf8)
        return String(decoding: data, as: UTF8.self).replacingOccurrences(of: "<", with: "\\u003c")
    }

    /// For a browser without scripts: the same facts, and the numbers.
    var withoutScript: String {
        let numbers = helplines.compactMap { line in line.phone.map { "\(line.name) : \($0)" } }
        return ([words["noscript"] ?? ""] + (open ? [] : closed) + numbers)
            .filter { !$0.isEmpty }.joined(separator: " · ")
    }

    private static func lines(_ text: String) -> [String] {
        text.split(separator: "\n").map(String.init)
    }
}

extension Scripts {
    /// The bot whose page has the path that was asked for.
    func script(for context: DoorContext) throws(Declined) -> Script {
        guard let script = script(atPath: context.parameters.get("bot") ?? "") else {
            throw Declined(status: .notFound, word: "not_found")
        }
        return script
    }
}
