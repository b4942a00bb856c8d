public import Matrix

/// A line as a visitor's page shows it.
public struct ShownLine: Sendable, Hashable {
    /// Its place in the conversation.
    public let sequence: Int64
    /// The id her own browser gave it; nil for the others' lines.
    public let id: String?
    /// `visitor`, `bot` or `person`.
    public let from: String
    /// The name shown, if any.
    public let name: String?
    /// The words.
    public let text: String

    init?(_ data: JSON) {
        guard let sequence = data["seq"]?.int, let from = data["from"]?.string,
            let text = data["text"]?.string
        else { return nil }
        self.sequence = sequence
        self.from = from
        self.text = text
        id = data["id"]?.string
        name = data["name"]?.string
    }
}

/// How the conversation stands, as the server last said.
public struct ShownState: Sendable, Hashable {
    /// Everything that was said.
    public let all: JSON

    /// `waiting`, `talking` and so on.
    public var stage: String { all["stage"]?.string ?? "" }
    /// Her place among those who wait.
    public var place: Int64? { all["place"]?.int }
    /// The question that is asked now.
    public var question: String? { all["question"]?["id"]?.string }
    /// The answers it offers.
    public var choices: [String] {
        all["question"]?["choices"]?.array?.compactMap { $0["id"]?.string } ?? []
    }
    /// Who talks with her, by the name she may know.
    public var person: String? { all["person"]?.string }
    /// Whether she may write.
    public var canWrite: Bool { all["canWrite"]?.bool ?? false }
}

/// Everything that one visitor's stream has brought.
public struct VisitorScreen: Sendable {
    /// The lines, in the order in which they came, repeated ones included: a test should see them.
    public internal(set) var lines: [ShownLine] = []
    /// How it stands.
    public internal(set) var state: ShownState?
    /// Whether the person on the other side is typing.
    public internal(set) var isTyping = false
    /// How often the stream was opened.
    public internal(set) var connections = 0
    /// Why the stream is refused now, such as 401; nil while it is open.
    public internal(set) var refusal: Int?
    /// What could not be understood; a test expects none.
    public internal(set) var unreadable = 0

    /// The last line's place: where to go on after a break.
    var seen: Int64? { lines.map(\.sequence).max() }

    mutating func show(_ event: ServerSentEvent) {
        guard let data = try? JSON.parse(Array(event.data.utf8)) else {
            unreadable += 1
            return
        }
        switch event.name {
        case "line":
            guard let line = ShownLine(data), event.id == String(line.sequence) else {
                unreadable += 1
                return
            }
            lines.append(line)
        case "state": state = ShownState(all: data)
        case "typing": isTyping = data["typing"]?.bool ?? false
        default: unreadable += 1
        }
    }
}
