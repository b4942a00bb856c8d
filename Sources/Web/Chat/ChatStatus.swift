internal import Desk
internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import Relay

/// Whether a bot's door is open, for any site that wants to tell.
///
/// Nothing in it is about anybody, so any page may read it, and keep it for some seconds.
struct ChatStatus: Sendable {
    private struct Status: Encodable {
        let open: Bool
        let nextOpening: String?
    }

    let switchboard: Switchboard
    let scripts: Scripts
    let limits: WebLimits

    @Sendable func show(_ request: Request, _ context: DoorContext) async throws -> Response {
        let script = try scripts.script(for: context)
        let door = try? await switchboard.door(of: script)
        let isOpen = door?.isOpen ?? false
        let status = Status(
            open: isOpen,
            nextOpening: isOpen ? nil : door?.nextOpening(script.language)
        )
        // The whole content is in its name: it is short.
        let tag =
            "\"" + contentDigest("\(status.open)/\(status.nextOpening ?? "")").prefix(22) + "\""
        var response = Answers.json(.ok, status)
        if request.headers[.ifNoneMatch].map({ $0.contains(tag) }) == true {
            response = Response(status: .notModified)
        }
        response.headers[.eTag] = tag
        response.headers[.cacheControl] = "public, max-age=\(limits.statusSecondsMax)"
        response.headers[.accessControlAllowOrigin] = "*"
        response.headers[.crossOriginResourcePolicy] = "cross-origin"
        return response
    }
}
