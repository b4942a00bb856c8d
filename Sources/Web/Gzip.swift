internal import NIOCore
internal import NIOEmbedded
internal import NIOHTTP1
internal import NIOHTTPCompression
internal import Synchronization

/// Makes a page small for a slow line.
///
/// Only what everybody may read is ever compressed: no secret shares a page with what somebody
/// else could choose, and a stream would only arrive late.
enum Gzip {
    /// A text, compressed; nothing where that fails, and then it is sent as it is.
    static func compress(_ text: String) -> ByteBuffer? {
        let channel = EmbeddedChannel(handler: HTTPResponseCompressor())
        let request = HTTPRequestHead(
            version: .http1_1,
            method: .GET,
            uri: "/",
            headers: ["accept-encoding": "gzip"]
        )
        do {
            try channel.writeInbound(HTTPServerRequestPart.head(request))
            try channel.writeOutbound(
                HTTPServerResponsePart.head(HTTPResponseHead(version: .http1_1, status: .ok))
            )
            try channel.writeOutbound(
                HTTPServerResponsePart.body(.byteBuffer(ByteBuffer(string: text)))
            )
            try channel.writeOutbound(HTTPServerResponsePart.end(nil))
            var all = ByteBuffer()
            while let part = try channel.readOutbound(as: HTTPServerResponsePart.self) {
                if case .body(.byteBuffer(var piece)) = part { all.writeBuffer(&piece) }
            }
            _ = try channel.finish()
            return all
        } catch {
            return nil
        }
    }
}

/// The last page of each bot in its compressed form: it changes with the minute, not with whoever
/// asks.
final class GzipShelf: Sendable {
    private struct Copy {
        let text: String
        let bytes: ByteBuffer?
    }

    private let copies = Mutex<[String: Copy]>([:])

    func compressed(_ text: String, named name: String) -> ByteBuffer? {
        if let copy = copies.withLock({ $0[name] }), copy.text == text { return copy.bytes }
        let copy = Copy(text: text, bytes: Gzip.compress(text))
        copies.withLock { $0[name] = copy }
        return copy.bytes
    }
}
