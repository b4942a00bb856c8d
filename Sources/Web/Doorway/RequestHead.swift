internal import NIOHTTP1

extension HTTPRequestHead {
    /// Whether two programs would read it in the same way, and a proxy and we are two.
    ///
    /// The parser before us has refused what is no HTTP, two lengths, and a length beside chunks.
    var isProper: Bool { hasProperHost && hasProperCoding }

    var isOld: Bool { version != .http1_1 }

    /// One `Host`, and a possible one; only HTTP/1.0 may do without (RFC 9112, 3.2).
    private var hasProperHost: Bool {
        let hosts = headers["Host"]
        guard let host = hosts.first else { return isOld }
        return hosts.count == 1 && Self.isHost(host.utf8)
    }

    /// A body comes as it is or in chunks; there is no other coding here, and before HTTP/1.1 none
    /// at all (RFC 9112, 6.1).
    private var hasProperCoding: Bool {
        let codings = headers["Transfer-Encoding"]
        guard !codings.isEmpty else { return true }
        return !isOld && codings.count == 1 && codings[0].lowercased() == "chunked"
    }

    /// `uri-host [ ":" port ]`, and not empty (RFC 3986, 3.2.2; RFC 9110, 4.2.1).
    private static func isHost(_ host: String.UTF8View) -> Bool {
        var rest = host[...]
        if rest.first == UInt8(ascii: "[") {
            guard let end = rest.firstIndex(of: UInt8(ascii: "]")) else { return false }
            let inside = rest[rest.index(after: rest.startIndex)..<end]
            guard !inside.isEmpty, inside.allSatisfy(\.isInBrackets) else { return false }
            rest = rest[rest.index(after: end)...]
        } else {
            let name = rest.prefix { $0 != UInt8(ascii: ":") }
            guard !name.isEmpty, name.allSatisfy(\.isInName) else { return false }
            rest = rest[name.endIndex...]
        }
        guard let colon = rest.first else { return true }
        return colon == UInt8(ascii: ":") && rest.dropFirst().allSatisfy(\.isDigit)
    }
}

extension UInt8 {
    fileprivate var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }

    private var isLetter: Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20)
    }

    fileprivate var isInName: Bool { isDigit || isLetter || "-._~%!$&'()*+,;=".utf8.contains(self) }

    fileprivate var isInBrackets: Bool { isDigit || isLetter || ".:".utf8.contains(self) }
}
