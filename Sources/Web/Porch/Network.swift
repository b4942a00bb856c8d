/// From where somebody comes, as far as it matters for slowing down: one IPv4 address, or the part
/// of an IPv6 address that a household or a school has for itself.
///
/// It is never logged, stored or shown; it lives for one call, and becomes a mark.
struct Network: Sendable, Hashable {
    /// The same for the same network, however its address was written.
    let name: String
    /// Whether this is our own machine or a machine beside it.
    ///
    /// Then it is a proxy's, or an onion service's, and everybody comes from there.
    let isLocal: Bool

    /// Reads an address as proxies and sockets write it; nothing for anything else.
    init?(_ text: some StringProtocol) {
        var text = Substring(text.filter { $0 != " " && $0 != "\t" })
        if text.first == "[", let end = text.firstIndex(of: "]") {
            text = text[text.index(after: text.startIndex)..<end]
        } else if text.count(where: { $0 == ":" }) == 1, let colon = text.firstIndex(of: ":") {
            text = text[..<colon]
        }
        // Which cable it came by is not part of the address.
        text = text.prefix { $0 != "%" }
        if let bytes = Self.v4(text) {
            self.init(v4: bytes)
        } else if let groups = Self.v6(text) {
            // An IPv4 address in IPv6's clothes is that address (RFC 4291, 2.5.5.2).
            if groups.prefix(5).allSatisfy({ $0 == 0 }), groups[5] == 0xffff {
                self.init(v4: groups[6...].flatMap { [UInt8($0 >> 8), UInt8($0 & 0xff)] })
            } else {
                self.init(v6: groups)
            }
        } else {
            return nil
        }
    }

    private init(v4 bytes: [UInt8]) {
        name = bytes.map(String.init).joined(separator: ".")
        isLocal =
            switch (bytes[0], bytes[1]) {
            case (127, _), (10, _), (192, 168), (169, 254), (172, 16...31): true
            default: false  // Not ours: the rest of the world.
            }
    }

    private init(v6 groups: [UInt16]) {
        // Whoever is given one address is given at least these 64 bits (RFC 6177).
        name = groups.prefix(4).map { String($0, radix: 16) }.joined(separator: ":") + "::"
        let isLoopback = groups.dropLast().allSatisfy { $0 == 0 } && groups[7] == 1
        isLocal = isLoopback || groups[0] & 0xfe00 == 0xfc00 || groups[0] & 0xffc0 == 0xfe80
    }

    private static func v4(_ text: Substring) -> [UInt8]? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let bytes = parts.compactMap { part in
            part.utf8.allSatisfy(\.isDigit) && part.count <= 3 ? UInt8(part) : nil
        }
        return parts.count == 4 && bytes.count == 4 ? bytes : nil
    }

    private static func v6(_ text: Substring) -> [UInt16]? {
        let halves = text.split(separator: "::", omittingEmptySubsequences: false)
        guard text.utf8.count <= 45, (1...2).contains(halves.count) else { return nil }
        guard let tail = groups(halves[halves.count - 1], mayEndInV4: true) else { return nil }
        if halves.count == 1 { return tail.count == 8 ? tail : nil }
        guard let head = groups(halves[0], mayEndInV4: false) else { return nil }
        let gap = 8 - head.count - tail.count
        return gap > 0 ? head + Array(repeating: 0, count: gap) + tail : nil
    }

    private static func groups(_ text: Substring, mayEndInV4: Bool) -> [UInt16]? {
        guard !text.isEmpty else { return [] }
        var groups: [UInt16] = []
        for part in text.split(separator: ":", omittingEmptySubsequences: false) {
            if part.count <= 4, part.allSatisfy(\.isHexDigit), let group = UInt16(part, radix: 16) {
                groups.append(group)
            } else if mayEndInV4, part.endIndex == text.endIndex, let bytes = v4(part) {
                groups.append(UInt16(bytes[0]) << 8 | UInt16(bytes[1]))
                groups.append(UInt16(bytes[2]) << 8 | UInt16(bytes[3]))
            } else {
                return nil
            }
        }
        return groups
    }
}

extension UInt8 {
    fileprivate var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
}
