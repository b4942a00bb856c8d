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
        let json = (try? JSONEncoder().encode(own)).map { String(decoding: $0, as: UTF8.self) }
        let text = program.replacingOccurrences(of: "{{words}}", with: json ?? "{}")
        return shared(text, type: "text/javascript; charset=utf-8")
    }

    @Sendable func description(_ request: Request, _ context: DoorContext) async throws -> Response
    {
        shared(
            String(decoding: PackageResources.openapi_json, as: UTF8.self),
            type: "application/json"
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
