import Curl
import Desk
import Foundation

/// An open stream, as the page reads it.
final class Watcher: Sendable {
    struct Line: Decodable, Sendable, Equatable {
        let seq: Int
        let id: String?
        let from: String
        let name: String?
        let text: String
        let at: String
        let change: String?
        let of: Int?
        let image: String?
    }

    struct State: Decodable, Sendable, Equatable {
        struct Ask: Decodable, Sendable, Equatable {
            struct Choice: Decodable, Sendable, Equatable {
                let id: String
                let label: String
            }

            let id: String
            let kind: String
            let choices: [Choice]
            let skip: Bool
        }

        let stage: String
        let place: Int?
        let question: Ask?
        let person: String?
        let canWrite: Bool
        let readTo: Int?
    }

    enum Piece: Sendable, Equatable {
        case line(Line)
        case state(State)
        case typing(Bool)
        case heartbeat
        /// What no page would understand.
        case other(String)
    }

    /// What has been seen, and how it ended.
    struct Seen: Sendable {
        var pieces: [Piece] = []
        /// The status of an answer that came to an end; 0 when the connection broke.
        var endStatus: Int?
        fileprivate var rest: [UInt8] = []

        var lines: [Line] {
            pieces.compactMap { if case .line(let line) = $0 { line } else { nil } }
        }

        var states: [State] {
            pieces.compactMap { if case .state(let state) = $0 { state } else { nil } }
        }

        var texts: [String] { lines.map(\.text) }
    }

    let seen = Watched(Seen())
    private let reading: Task<Void, Never>

    /// Opens a stream after the last line that the page has shown.
    init(_ visitor: Visitor, after last: String? = nil) {
        let house = visitor.house
        var headers = [
            Header(name: "Authorization", value: "Bearer " + visitor.token),
            Header(name: "Accept", value: "text/event-stream"),
        ]
        if let last { headers.append(Header(name: "Last-Event-ID", value: last)) }
        let request = Curl.Request(
            method: "GET",
            url: "http://127.0.0.1:\(house.port)/\(visitor.bot.rawValue)/talk/stream",
            headers: headers,
            limits: Curl.Limits(wholeTimeoutMilliseconds: 0)
        )
        reading = Task { [seen] in
            let response = try? await house.courier.send(request) { bytes in
                seen.change { $0.take(bytes) }
                return true
            }
            seen.change { $0.endStatus = response?.status ?? 0 }
        }
    }

    /// Opens a stream and returns when it has shown how things stand.
    static func opened(_ visitor: Visitor, after last: String? = nil) async throws -> Watcher {
        let watcher = Watcher(visitor, after: last)
        try await watcher.seen.until { !$0.states.isEmpty || $0.endStatus != nil }
        return watcher
    }

    /// Goes away, as a closed tab does.
    func leave() async {
        reading.cancel()
        await reading.value
    }

    /// How it ended, when it has.
    func end() async throws -> Int? {
        try await seen.until { $0.endStatus != nil }.endStatus
    }

    func untilLine(_ text: String) async throws {
        try await seen.until { $0.texts.contains(text) }
    }
}

extension Watcher.Seen {
    fileprivate mutating func take(_ bytes: [UInt8]) {
        // What had come before has no end in it.
        var start = max(0, rest.count - 1)
        rest += bytes
        let end: [UInt8] = [10, 10]
        while let range = rest[start...].firstRange(of: end) {
            pieces.append(Watcher.Piece(String(decoding: rest[..<range.lowerBound], as: UTF8.self)))
            rest.removeSubrange(..<range.upperBound)
            start = 0
        }
    }
}

extension Watcher.Piece {
    fileprivate init(_ text: String) {
        self = text.hasPrefix(":") ? .heartbeat : Self.read(text) ?? .other(text)
    }

    private static func read(_ text: String) -> Watcher.Piece? {
        var fields: [String: String] = [:]
        for line in text.split(separator: "\n") {
            let halves = line.split(separator: ": ", maxSplits: 1).map(String.init)
            guard halves.count == 2 else { return nil }
            fields[halves[0]] = halves[1]
        }
        let data = Data((fields["data"] ?? "").utf8)
        let decoder = JSONDecoder()
        switch fields["event"] {
        case "line":
            let line = try? decoder.decode(Watcher.Line.self, from: data)
            // The id is what the browser comes back with.
            return fields["id"] == line.map { "\($0.seq)" } ? line.map(Self.line) : nil
        case "state":
            return (try? decoder.decode(Watcher.State.self, from: data)).map(Self.state)
        case "typing":
            return (try? decoder.decode([String: Bool].self, from: data))?["typing"].map(
                Self.typing
            )
        default:
            return nil
        }
    }
}
