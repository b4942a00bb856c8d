/// What a test's server hears.
struct Heard: Sendable, Equatable {
    var verb: String
    var target: String
    /// The lines after the first, as they were sent.
    var lines: [String]
    var body: [UInt8]

    func value(_ name: String) -> String? {
        let start = name.lowercased() + ": "
        return lines.first { $0.lowercased().hasPrefix(start) }
            .map { String($0.dropFirst(start.count)) }
    }
}

/// The other side of one connection to a test's server.
final class Caller {
    let socket: Socket
    private var received: [UInt8] = []

    init(socket: Socket) {
        self.socket = socket
    }

    /// The next request; nothing when the caller has hung up.
    func hear() -> Heard? {
        guard let head = takeHead() else { return nil }
        let lines = head.split(separator: "\r\n").map(String.init)
        let words = lines.first?.split(separator: " ").map(String.init) ?? []
        guard words.count == 3 else { return nil }
        var heard = Heard(
            verb: words[0],
            target: words[1],
            lines: Array(lines.dropFirst()),
            body: []
        )
        let length = heard.value("Content-Length").flatMap(Int.init) ?? 0
        guard let body = take(length) else { return nil }
        heard.body = body
        return heard
    }

    @discardableResult
    func say(_ text: String) -> Bool {
        socket.write(Array(text.utf8))
    }

    /// A plain response with the right length.
    @discardableResult
    func answer(_ status: String = "200 OK", head: String = "", body: String = "") -> Bool {
        say("HTTP/1.1 \(status)\r\nContent-Length: \(body.utf8.count)\r\n\(head)\r\n\(body)")
    }

    /// Answers every request in the same way until the caller hangs up.
    func answerAll(_ body: (Heard) -> String = { _ in "" }) {
        while let heard = hear() {
            answer(body: body(heard))
        }
    }

    /// Says nothing until the caller hangs up.
    func stall() {
        while !socket.read().isEmpty {}
    }

    func take(_ count: Int) -> [UInt8]? {
        while received.count < count {
            guard fill() else { return nil }
        }
        defer { received.removeFirst(count) }
        return Array(received[..<count])
    }

    private func takeHead() -> String? {
        let end = Array("\r\n\r\n".utf8)
        while true {
            if let start = received.firstRange(of: end) {
                return take(start.upperBound).map { String(decoding: $0, as: UTF8.self) }
            }
            guard fill() else { return nil }
        }
    }

    private func fill() -> Bool {
        let more = socket.read()
        received += more
        return !more.isEmpty
    }
}
