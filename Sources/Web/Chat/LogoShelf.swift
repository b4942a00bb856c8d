internal import Desk
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import Relay

/// The picture above a bot's name, for the bots that have one.
struct LogoShelf: Sendable {
    static let path = "logo"

    let scripts: Scripts

    @Sendable func show(_ request: Request, _ context: DoorContext) async throws -> Response {
        guard let logo = try scripts.script(for: context).page.logo else {
            throw Declined(status: .notFound, word: "not_found")
        }
        return Response(
            status: .ok,
            headers: [.contentType: "image/\(logo.kind.rawValue)"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: logo.bytes))
        )
    }
}
