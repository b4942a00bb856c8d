internal import Desk
internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import Relay

/// The visitor's page and the state of the door, by bot.
///
/// The page is part of the program. What is different from bot to bot and from minute to minute
/// goes into it as data, never as markup.
struct ChatPage: Sendable {
    private let switchboard: Switchboard
    private let scripts: Scripts
    private let wallClock: WallClock
    private let frames: [String]
    private let shelf = GzipShelf()
    private let template = PageTemplate(
        markup: PackageResources.page_html,
        styles: [PackageResources.colours_css, PackageResources.style_css],
        scripts: [
            PackageResources.base_js, PackageResources.kept_js, PackageResources.words_js,
            PackageResources.calls_js, PackageResources.work_js, PackageResources.life_js,
            PackageResources.noticing_js, PackageResources.sending_js, PackageResources.typing_js,
            PackageResources.listening_js, PackageResources.transcript_js,
            PackageResources.images_js, PackageResources.drawing_js, PackageResources.arrival_js,
            PackageResources.away_js, PackageResources.calm_js,
            PackageResources.erasing_js, PackageResources.parting_js, PackageResources.leaving_js,
            PackageResources.screen_js, PackageResources.begin_js,
        ]
    )

    /// `frames` are the sites that may show the page inside their own.
    init(switchboard: Switchboard, scripts: Scripts, wallClock: WallClock, frames: [String]) {
        (self.switchboard, self.scripts, self.wallClock) = (switchboard, scripts, wallClock)
        self.frames = frames
    }

    @Sendable func show(_ request: Request, _ context: DoorContext) async throws -> Response {
        let script = try scripts.script(for: context)
        let welcome = await Welcome(script, asking: switchboard, at: wallClock)
        let words = PageWords.of(script, in: script.language)
        let dress = PageDress(script)
        let policy = ContentPolicy(
            template: template,
            dress: dress,
            hasScript: true,
            frames: frames
        )
        let html = template.fill([
            "lang": script.language.rawValue,
            "title": PageTemplate.escape(script.texts.say(.pageTitle, to: script.audience)),
            "exit": PageTemplate.escape(words.say(.exit)),
            "exitTo": PageTemplate.escape(script.exitAddress),
            "emergency": SimplePage.emergency(words),
            "simple": "/\(PageTemplate.escape(script.webPath))/simple",
            "privacy": "/\(PageTemplate.escape(script.webPath))/\(PrivacyPage.path)",
            "colours": dress.style,
            "simpleStart": PageTemplate.escape(words.say(.simpleStart)),
            "welcome": welcome.json,
        ])
        var response = Response(
            status: .ok,
            headers: [
                .contentType: "text/html; charset=utf-8", .contentSecurityPolicy: policy.text,
                .vary: "Accept-Encoding",
            ]
        )
        if request.takesGzip, let small = shelf.compressed(html, named: script.webPath) {
            response.headers[.contentEncoding] = "gzip"
            response.body = ResponseBody(byteBuffer: small)
        } else {
            response.body = ResponseBody(byteBuffer: ByteBuffer(string: html))
        }
        return response
    }
}

extension Request {
    /// Whether the browser can read what is compressed.
    var takesGzip: Bool {
        headers[values: .acceptEncoding].joined(separator: ",").split(separator: ",").contains {
            let words = $0.split(separator: ";").map { $0.filter { $0 != " " }.lowercased() }
            return words.first == "gzip" && !words.contains("q=0")
        }
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
