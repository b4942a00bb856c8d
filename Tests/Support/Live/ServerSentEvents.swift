/// One event of a stream, as the page's own script would see it.
struct ServerSentEvent: Equatable {
    var id: String?
    var name: String
    var data: String
}

/// Reads Server-Sent Events out of pieces that end anywhere.
///
/// WHATWG HTML, "Interpreting an event stream"; line ends are those that our server writes.
struct ServerSentEvents {
    private var line: [UInt8] = []
    private var id: String?
    private var name = "message"
    private var data: [String] = []

    mutating func read(_ piece: [UInt8]) -> [ServerSentEvent] {
        var events: [ServerSentEvent] = []
        for byte in piece {
            guard byte == UInt8(ascii: "\n") else {
                line.append(byte)
                continue
            }
            if let event = end(String(decoding: line, as: UTF8.self)) { events.append(event) }
            line = []
        }
        return events
    }

    private mutating func end(_ text: String) -> ServerSentEvent? {
        guard !text.isEmpty else { return dispatch() }
        let halves = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let rest = halves.count > 1 ? halves[1] : ""
        let value = String(rest.hasPrefix(" ") ? rest.dropFirst() : rest)
        switch halves[0] {
        case "id": id = value
        case "event": name = value
        case "data": data.append(value)
        default: break  // A comment: the heartbeat.
        }
        return nil
    }

    private mutating func dispatch() -> ServerSentEvent? {
        defer { (id, name, data) = (nil, "message", []) }
        guard !data.isEmpty else { return nil }
        return ServerSentEvent(id: id, name: name, data: data.joined(separator: "\n"))
    }
}
