/// One line of a request's or a response's head.
public struct Header: Sendable, Hashable {
    /// The field's name; its case has no meaning.
    public var name: String
    /// The field's value, without line breaks.
    public var value: String

    /// Makes a header of a name and a value.
    public init(name: String, value: String) {
        self.name = name
        self.value = value
    }
}

/// What shall be asked of a web server.
///
/// The framing of the body belongs to the courier: a request that brings its own `Content-Length`,
/// `Transfer-Encoding` or `Expect` is refused as `.invalidRequest`, as are credentials inside the
/// address.
public struct Request: Sendable {
    /// The verb, such as "GET" or "PUT".
    public var method: String
    /// The whole address, already percent-encoded.
    public var url: String
    /// Sent in this order.
    public var headers: [Header]
    /// Sent as it is; `nil` sends none.
    public var body: [UInt8]?
    /// How long and how much.
    public var limits: Limits
    /// How the bytes get there.
    public var route: Route
    /// Whether the response shall say until when the server's certificate is good.
    ///
    /// A courier's first request to a server finds it out; on a connection that was kept it is not
    /// shown again.
    public var asksForCertificate = false

    /// Makes a request; only the verb and the address are needed.
    public init(
        method: String,
        url: String,
        headers: [Header] = [],
        body: [UInt8]? = nil,
        limits: Limits = .ordinary,
        route: Route = .direct
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.limits = limits
        self.route = route
    }
}
