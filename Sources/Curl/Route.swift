/// How the bytes get to the peer; the environment has no say in it.
public struct Route: Sendable, Hashable {
    /// The path of a Unix socket to speak through instead of the address's host.
    public var unixSocket: String?
    /// A PEM file of the only authorities to trust, instead of the system's.
    public var certificateAuthorityFile: String?
    /// A proxy, such as `socks5h://127.0.0.1:9050`, which also resolves the name.
    public var proxy: String?

    /// Makes a route; without arguments it is the direct one.
    public init(
        unixSocket: String? = nil,
        certificateAuthorityFile: String? = nil,
        proxy: String? = nil
    ) {
        self.unixSocket = unixSocket
        self.certificateAuthorityFile = certificateAuthorityFile
        self.proxy = proxy
    }

    /// Straight to the address, with the system's certificates.
    public static let direct = Route()
}
