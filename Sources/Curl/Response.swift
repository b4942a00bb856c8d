/// What the web server answered.
public struct Response: Sendable {
    /// The status code of the last response; redirects are answers like others.
    public let status: Int
    /// The head of the last response, in order; nothing of a `100 Continue`.
    public let headers: [Header]
    /// The body; empty when its pieces were handed over as they came.
    public let body: [UInt8]
    /// When the server's certificate ends, such as `Jun  1 12:00:00 2027 GMT`; only where it was
    /// asked for.
    public var certificateEnd: String?

    /// Makes a response, for whoever stands in for a web server.
    public init(status: Int, headers: [Header], body: [UInt8]) {
        (self.status, self.headers, self.body) = (status, headers, body)
    }

    /// The value of the first header of that name, whatever its case.
    public func header(_ name: String) -> String? {
        let wanted = name.lowercased()
        return headers.first { $0.name.lowercased() == wanted }?.value
    }
}
