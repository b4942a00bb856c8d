/// `listen: "127.0.0.1:8080"`.
enum Listening {
    static func read(_ leaf: Leaf, _ findings: Findings) -> Settings.Listener? {
        guard let text = leaf.text("\"listen\"", findings) else { return nil }
        guard let colon = text.lastIndex(of: ":"), colon > text.startIndex,
            let port = Digits.number(text[text.index(after: colon)...]),
            (1...65_535).contains(port), let host = host(text[..<colon])
        else {
            findings.error(
                "\"\(text)\" is no place to listen",
                at: leaf.place,
                remedy: "an interface and a port, for example \"127.0.0.1:8080\""
            )
            return nil
        }
        return Settings.Listener(host: host, port: port)
    }

    /// Whether two listeners would want the same port of the same interface.
    static func clash(_ one: Settings.Listener, _ other: Settings.Listener) -> Bool {
        let anywhere = ["0.0.0.0", "::"]
        let here = ["127.0.0.1", "localhost", "::1"]
        let isSameHost =
            one.host == other.host || anywhere.contains(one.host) || anywhere.contains(other.host)
            || (here.contains(one.host) && here.contains(other.host))
        return one.port == other.port && isSameHost
    }

    /// How somebody on the same machine reaches a listener.
    static func address(of listener: Settings.Listener) -> String {
        let isAnywhere = ["0.0.0.0", "::"].contains(listener.host)
        let host = isAnywhere ? "127.0.0.1" : listener.host
        let written = host.contains(":") ? "[\(host)]" : host
        return "http://\(written):\(listener.port)"
    }

    /// IPv6 addresses stand in brackets, since they have colons of their own.
    private static func host(_ text: Substring) -> String? {
        if text.first == "[", text.last == "]" { return String(text.dropFirst().dropLast()) }
        return text.contains(where: { ":/ ".contains($0) }) ? nil : String(text)
    }
}
