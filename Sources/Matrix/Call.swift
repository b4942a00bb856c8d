import Curl

/// One call before it is dressed for the wire: path parts and query values are still bare text.
struct Call {
    let method: String
    let path: [String]
    var query: [(name: String, value: String)]
    let body: JSON?
    var limits: Limits

    init(
        _ method: String,
        _ path: [String],
        query: [(name: String, value: String)] = [],
        body: JSON? = nil,
        limits: Limits = .ordinary
    ) {
        self.method = method
        self.path = path
        self.query = query
        self.body = body
        self.limits = limits
    }

    /// A path under the client API's long-standing root.
    static func client(_ parts: String...) -> [String] {
        ["_matrix", "client", "v3"] + parts
    }

    /// A path under a room.
    static func room(_ room: RoomID, _ parts: String...) -> [String] {
        ["_matrix", "client", "v3", "rooms", room.rawValue] + parts
    }

    /// Path and query, everything encoded that is not plainly harmless.
    var target: String {
        let path = path.map { "/" + PercentEncoding.encoded($0) }.joined()
        guard !query.isEmpty else { return path }
        let pairs = query.map { name, value in
            PercentEncoding.encoded(name) + "=" + PercentEncoding.encoded(value)
        }
        return path + "?" + pairs.joined(separator: "&")
    }
}

/// Writing any text as one part of an address (RFC 3986, section 2).
enum PercentEncoding {
    /// The text with everything but unreserved characters encoded.
    static func encoded(_ part: String) -> String {
        // A part of dots alone would climb in the path; encoded it stays where it is.
        guard part != ".", part != ".." else {
            return part.replacing(".", with: "%2E")
        }
        var bytes: [UInt8] = []
        for byte in part.utf8 {
            if byte.isUnreserved {
                bytes.append(byte)
            } else {
                bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static let digits = Array("0123456789ABCDEF".utf8)
}

extension UInt8 {
    /// Whether this is an ASCII letter or digit.
    var isASCIILetterOrDigit: Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self)
            || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self)
            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self)
    }

    /// Whether this stands for itself in any part of an address.
    var isUnreserved: Bool {
        isASCIILetterOrDigit || "-._~".utf8.contains(self)
    }
}

extension Homeserver {
    /// Carries a call out; the body of an answer in the two hundreds.
    func bytes(answering call: Call, speaking token: Secret?) async throws(Failure) -> [UInt8] {
        var headers: [Header] = []
        if let token {
            headers.append(Header(name: "Authorization", value: "Bearer " + token.reveal()))
        }
        if call.body != nil {
            headers.append(Header(name: "Content-Type", value: "application/json"))
        }
        let request = Request(
            method: call.method,
            url: address + call.target,
            headers: headers,
            body: call.body?.encoded(),
            limits: call.limits,
            route: route
        )
        let response: Response
        do throws(Curl.Failure) {
            response = try await courier.send(request)
        } catch {
            throw Failure(error)
        }
        guard (200..<300).contains(response.status) else { throw Failure(response) }
        return response.body
    }

    /// Carries a call out; its answer as a value.
    func answer(to call: Call, speaking token: Secret?) async throws(Failure) -> JSON {
        let bytes = try await bytes(answering: call, speaking: token)
        return try Failure.reading { () throws(Malformed) in try JSON.parse(bytes) }
    }
}

extension Homeserver.Failure {
    /// Reads an answer; what cannot be read is `.unreadable`.
    static func reading<Value>(_ read: () throws(Malformed) -> Value) throws(Self) -> Value {
        do throws(Malformed) {
            return try read()
        } catch {
            throw .unreadable
        }
    }
}
