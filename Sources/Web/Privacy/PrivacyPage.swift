internal import Desk
internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import Relay

/// The page that says what is kept about her: first for a child, then as a table for whoever
/// answers for data protection.
///
/// It is written anew for each request from the settings and the bot that are at work, so that it
/// cannot promise what is not done. It has no form and asks nothing of anybody; its only script is
/// the exit, which takes along what the chat's page keeps in the tab.
struct PrivacyPage: Sendable {
    /// What is the same for all bots of a house.
    struct House: Sendable {
        /// Whether the homeserver's admin lets the bridge remove rooms.
        let removesRooms: Bool
        let addresses: AddressSource
        let limits: WebLimits
    }

    /// The same word in every language: addresses are not translated.
    static let path = "confidentialite"

    private let scripts: Scripts
    private let house: House
    private let template = PageTemplate(
        markup: PackageResources.simple_html,
        styles: [
            PackageResources.colours_css, PackageResources.simple_css, PackageResources.privacy_css,
        ],
        scripts: [PackageResources.leave_js, PackageResources.parting_js]
    )

    init(scripts: Scripts, house: House) {
        (self.scripts, self.house) = (scripts, house)
    }

    @Sendable func show(_ request: Request, _ context: DoorContext) async throws -> Response {
        let script = try scripts.script(for: context)
        let wished = request.uri.queryParameters["lang"].flatMap { Language(rawValue: String($0)) }
        let policy = ContentPolicy(template: template, dress: PageDress(script), hasScript: true)
        return Response(
            status: .ok,
            headers: [
                .contentType: "text/html; charset=utf-8", .contentSecurityPolicy: policy.text,
            ],
            body: ResponseBody(
                byteBuffer: ByteBuffer(string: html(script, in: wished ?? script.language))
            )
        )
    }

    private func html(_ script: Script, in language: Language) -> String {
        let own = PageWords.of(script, in: language)
        let privacy = PrivacyWords.of(language)
        let facts = PrivacyFacts(script, in: house)
        let values = facts.values(privacy, beside: own)
        let text = PrivacyText(words: privacy, values: values)
        let opening = template.fill([
            "lang": language.rawValue,
            "title": PageTemplate.escape(script.texts.say(.pageTitle, to: script.audience)),
            "bar": SimplePage.bar(own, leaving: nil, to: script.exitAddress),
            "colours": PageDress(script).style,
        ])
        let sections = facts.sections.map { section in
            text.section(section.title, section.sentences.map(text.say))
        }
        let emergency = SimplePage.emergency(own)
        let erase = [.eraseExit, .eraseOffline, .eraseAll, .eraseTeam, .eraseRead].map(text.say)
        return """
            \(opening)<p class="card emergency">\(emergency)</p>
            <p><a class="back" href="/\(PageTemplate.escape(script.webPath))">\
            \(text.escaped(.back))</a></p>
            <h1>\(text.escaped(.title))</h1>
            <nav aria-label="\(PageTemplate.escape(own.say(.languagesLabel)))" class="languages">\
            \(SimpleArrival.languages(script, current: language))</nav>
            \(sections.joined())\(secrecy(script, own, text, in: language))\
            \(text.section(.eraseTitle, erase + [own.say(.historyHint)]))\(text.table(facts.rows))\
            </div></main><script>\(template.script)</script></body></html>

            """
    }

    /// In the bot's own words; a language that it does not speak has the page's.
    private func secrecy(
        _ script: Script,
        _ own: [String: String],
        _ text: PrivacyText,
        in language: Language
    ) -> String {
        let said =
            script.languages.contains(language)
            ? script.texts.say(.arrival, to: Audience(language)) : own.say(.elsewhere)
        return text.section(.secrecyTitle, said.split(separator: "\n").map(String.init))
    }
}
