internal import Desk
internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import Relay

/// What other sites load: the script that puts a bot's page into them, and the description of
/// everything that can be asked here.
struct Embedding: Sendable {
    private let scripts: Scripts
    private let limits: WebLimits
    private let program = String(decoding: PackageResources.embed_js, as: UTF8.self)

    init(scripts: Scripts, limits: WebLimits) {
        (self.scripts, self.limits) = (scripts, limits)
    }

    @Sendable func script(_ request: Request, _ context: DoorContext) async throws -> Response {
        let script = try scripts.script(for: context)
        let words = PageWords.of(script, in: script.language)
        let own = ["open": words.say(.embedOpen), "close": words.say(.embedClose)]
        let colours = [
            "light": Self.colours(script.page.light, over: Self.houseLight),
            "dark": Self.colours(script.page.dark, over: Self.houseDark),
        ]
        let text = program.replacingOccurrences(of: "{{words}}", with: Self.json(own))
            .replacingOccurrences(of: "{{colours}}", with: Self.json(colours))
        return shared(text, type: "text/javascript; charset=utf-8")
    }

    @Sendable func description(_ request: Request, _ context: DoorContext) async throws -> Response
    {
        shared(
            String(decoding: PackageResources.openapi_json, as: UTF8.self),
            type: "application/json"
        )
    }

    private static func json(_ value: some Encodable) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.withoutEscapingSlashes, .sortedKeys]
        return (try? encoder.encode(value)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }

    /// What the button and the empty frame are made of, as `colours.css` has it.
    private static let houseLight: [PageColour: String] = [
        .accent: "#1d5c68", .onAccent: "#ffffff", .paper: "#f5f3ee",
    ]
    private static let houseDark: [PageColour: String] = [
        .accent: "#8fcbd6", .onAccent: "#0f2226", .paper: "#14191d",
    ]

    private static func colours(
        _ own: [PageColour: String],
        over house: [PageColour: String]
    ) -> [String: String] {
        let names: [(PageColour, String)] = [
            (.accent, "accent"), (.onAccent, "onAccent"), (.paper, "paper"),
        ]
        return Dictionary(
            uniqueKeysWithValues: names.compactMap { colour, name in
                (own[colour] ?? house[colour]).map { (name, $0) }
            }
        )
    }

    /// The same for everybody, whoever asks and from where.
    private func shared(_ text: String, type: String) -> Response {
        Response(
            status: .ok,
            headers: [
                .contentType: type, .crossOriginResourcePolicy: "cross-origin",
                .cacheControl: "public, max-age=\(limits.sharedSecondsMax)",
            ],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text))
        )
    }
}
