internal import Curl

/// What was uploaded.
extension Voice {
    /// An image no larger than this, as the homeserver makes it anew (CS, "Content repository",
    /// `GET /_matrix/client/v1/media/thumbnail/{serverName}/{mediaId}`).
    ///
    /// What is smaller already is made anew in its own size. Synapse turns it upright, leaves out
    /// what cameras write beside it, and answers PNG or JPEG whatever was uploaded; comments and
    /// colour profiles it leaves in. Never animated.
    ///
    /// - Parameters:
    ///   - media: What was uploaded.
    ///   - width: At most so many points wide.
    ///   - height: At most so many points high.
    ///   - bytesMax: At most so many bytes.
    ///   - milliseconds: So long it may take.
    /// - Returns: The bytes, whatever they are.
    /// - Throws: `.refused` where it is none that can be made smaller, or is not there;
    ///   `.unreadable` where more bytes come.
    public func thumbnail(
        of media: MediaID,
        width: Int,
        height: Int,
        bytesMax: Int,
        timeoutMilliseconds milliseconds: Int
    ) async throws(Homeserver.Failure) -> [UInt8] {
        let path = ["_matrix", "client", "v1", "media", "thumbnail", media.server, media.name]
        let query = [
            (name: "width", value: "\(width)"), (name: "height", value: "\(height)"),
            (name: "method", value: "scale"), (name: "animated", value: "false"),
            // One that is still being uploaded is asked for again later.
            (name: "timeout_ms", value: "1000"),
        ]
        let limits = Limits(wholeTimeoutMilliseconds: milliseconds, responseBytesMax: bytesMax)
        return try await bytes(Call("GET", path, query: query, limits: limits))
    }
}
