import Foundation
import Matrix

/// HTTP/1.1 over one connection, as much of it as a client here uses.
struct Wire {
    /// A request with its target taken apart and decoded.
    struct Request: Sendable {
        let method: String
        let parts: [String]
        let query: [String: String]
        let headers: [String: String]
        let body: [UInt8]

        var path: String { "/" + parts.joined(separator: "/") }
        var json: JSON? { try? JSON.parse(body) }

        /// What stands after `Bearer `.
        var token: String? {
            guard let value = headers["authorization"], value.hasPrefix("Bearer ") else {
                return nil
            }
            return String(value.dropFirst(7))
        }
    }

    /// An answer; its body is JSON already written.
    struct Answer: Sendable {
        var status = 200
        var headers: [String] = []
        var body: String
        /// Sent in its place: what is no text.
        var bytes: [UInt8]?

        static func ok(_ json: JSON) -> Answer {
            Answer(body: json.text)
        }

        static func error(_ status: Int, _ code: String) -> Answer {
            let words: JSON = ["errcode": .string(code), "error": "Words for people."]
            return Answer(status: status, body: words.text)
        }
    }

    private let socket: Socket
    private var received: [UInt8] = []

    init(_ socket: Socket) {
        self.socket = socket
    }

    /// The next request, or nil when the other side has ended or speaks nonsense.
    mutating func nextRequest() -> Request? {
        guard let head = nextHead() else { return nil }
        let length = head.headers["content-length"].flatMap(Int.init) ?? 0
        guard let body = take(length) else { return nil }
        let words = head.first.split(separator: " ")
        guard words.count == 3 else { return nil }
        let target = words[1].split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let parts = target[0].split(separator: "/", omittingEmptySubsequences: false).dropFirst()
        return Request(
            method: String(words[0]),
            parts: parts.map(Wire.decoded),
            query: target.count > 1 ? Wire.query(target[1]) : [:],
            headers: head.headers,
            body: body
        )
    }

    func send(_ answer: Answer) -> Bool {
        let body = answer.bytes ?? Array(answer.body.utf8)
        let lines =
            ["HTTP/1.1 \(answer.status) Status", "Content-Type: application/json"]
            + answer.headers + ["Content-Length: \(body.count)"]
        let head = lines.map { $0 + "\r\n" }.joined() + "\r\n"
        return socket.send(Array(head.utf8) + body)
    }

    /// Asks somebody else something and waits; the status, or nil if there was no answer.
    mutating func ask(_ method: String, _ target: String, token: String, body: String) -> Int? {
        let bytes = Array(body.utf8)
        let head = """
            \(method) \(target) HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer \(token)\r
            Content-Type: application/json\r\nContent-Length: \(bytes.count)\r
            Connection: close\r\n\r\n
            """
        guard socket.send(Array(head.utf8) + bytes), let answer = nextHead() else { return nil }
        let words = answer.first.split(separator: " ")
        guard words.count >= 2, let status = Int(words[1]) else { return nil }
        guard let length = answer.headers["content-length"].flatMap(Int.init) else { return status }
        return take(length) == nil ? nil : status
    }

    private mutating func nextHead() -> (first: String, headers: [String: String])? {
        let mark = Array("\r\n\r\n".utf8)
        var searched = 0
        while true {
            if let end = received.firstIndex(of: mark, from: searched) {
                let text = String(decoding: received[..<end], as: UTF8.self)
                received.removeFirst(end + mark.count)
                return Wire.head(text)
            }
            searched = max(0, received.count - mark.count)
            let more = socket.receive()
            guard !more.isEmpty else { return nil }
            received += more
        }
    }

    private mutating func take(_ count: Int) -> [UInt8]? {
        while received.count < count {
            let more = socket.receive()
            guard !more.isEmpty else { return nil }
            received += more
        }
        let taken = Array(received.prefix(count))
        received.removeFirst(count)
        return taken
    }

    private static func head(_ text: String) -> (first: String, headers: [String: String])? {
        let lines = text.components(separatedBy: "\r\n")
        guard let first = lines.first else { return nil }
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            let halves = line.split(separator: ":", maxSplits: 1)
            guard halves.count == 2 else { continue }
            headers[halves[0].lowercased()] = halves[1].trimmingCharacters(in: .whitespaces)
        }
        return (first, headers)
    }

    static func decoded(_ part: Substring) -> String {
        guard part.utf8.contains(UInt8(ascii: "%")) else { return String(part) }
        return String(part).removingPercentEncoding ?? String(part)
    }

    static func query(_ text: Substring) -> [String: String] {
        var query: [String: String] = [:]
        for pair in text.split(separator: "&") {
            let halves = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            query[decoded(halves[0])] = halves.count > 1 ? decoded(halves[1]) : ""
        }
        return query
    }
}

extension [UInt8] {
    fileprivate func firstIndex(of mark: [UInt8], from start: Int) -> Int? {
        guard count >= mark.count, start <= count - mark.count else { return nil }
        return (start...(count - mark.count)).first {
            self[$0..<($0 + mark.count)].elementsEqual(mark)
        }
    }
}
