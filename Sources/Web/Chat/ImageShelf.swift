internal import Desk
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import Relay

/// The images that counsellors show, for whoever holds the secret of the tab that they are for.
///
/// They come from the ledger: a visitor never asks the homeserver for anything, and no browser
/// keeps one (`no-store`).
struct ImageShelf: Sendable {
    let inbox: ChatInbox

    @Sendable func show(_ request: Request, _ context: DoorContext) async throws -> Response {
        let visitor = try Visitor(request, context, inbox.scripts, inbox.limits)
        // A body that nobody reads would hide from us that she has gone.
        guard !request.hasBody else { throw Declined(status: .badRequest, word: "bad_body") }
        try inbox.entrance.admitSign(of: visitor.key)
        let board = inbox.switchboard
        guard let standing = try await board.standing(of: visitor.key, at: visitor.bot) else {
            throw Declined(status: .unauthorized, word: "unknown")
        }
        guard let place = context.parameters.get("seq").flatMap({ Int64($0) }),
            let image = try await board.image(of: standing.number, at: place)
        else { throw Declined(status: .notFound, word: "not_found") }
        return Response(
            status: .ok,
            headers: [.contentType: image.mediaType],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: image.bytes.reveal()))
        )
    }
}

extension Image {
    /// As HTTP names it (RFC 9110, 8.3).
    var mediaType: String { "image/\(kind.rawValue)" }
}
