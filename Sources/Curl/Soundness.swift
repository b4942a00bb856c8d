// What may be put on a wire. libcurl copies headers and verbs as they are, so a line break in one
// would let a value become a header or a second request.

extension Request {
    var isSound: Bool {
        method.isToken && url.isWebAddress && headers.allSatisfy(\.isSound)
            && limits.areSound && route.isSound && !(method == "HEAD" && body != nil)
    }
}

extension Header {
    /// The courier's own: what says where a body ends.
    private static let framing: Set<String> = ["content-length", "transfer-encoding", "expect"]

    fileprivate var isSound: Bool {
        name.isToken && !Header.framing.contains(name.lowercased())
            && value.utf8.allSatisfy { $0 == 0x09 || ($0 >= 0x20 && $0 != 0x7F) }
    }
}

extension Limits {
    fileprivate var areSound: Bool {
        connectTimeoutMilliseconds > 0 && wholeTimeoutMilliseconds >= 0 && responseBytesMax >= 0
    }
}

extension Route {
    /// C ends a text at its first zero byte.
    fileprivate var isSound: Bool {
        [unixSocket, certificateAuthorityFile, proxy]
            .allSatisfy { text in text.map { !$0.isEmpty && !$0.utf8.contains(0) } ?? true }
    }
}

extension String {
    /// RFC 9110, 5.6.2.
    fileprivate var isToken: Bool {
        !isEmpty
            && utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"):
                    true
                default:
                    "!#$%&'*+-.^_`|~".utf8.contains(byte)
                }
            }
    }

    fileprivate var isWebAddress: Bool {
        let start = prefix(8).lowercased()
        guard start.hasPrefix("http://") || start == "https://" else { return false }
        return utf8.allSatisfy { (0x21...0x7E).contains($0) }
    }
}
