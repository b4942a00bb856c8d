public import Logging
import Synchronization

/// Reads along in the log, however unimportant an entry is and whatever is attached to it, and
/// tells when something stands there that nobody may find in a log.
///
/// Each entry is looked at when it is written, against a handful of marks, so that a whole evening
/// costs next to nothing and the fault is told where it happens.
public final class Overheard: Sendable {
    private let marks: [String]
    private let tell: @Sendable (String) -> Void
    private let kept = Mutex<[String]>([])

    /// - Parameters:
    ///   - marks: What may not stand in any entry; none where it is read through afterwards.
    ///   - tell: Hears of each entry in which it does.
    public init(marks: [String] = [], tell: @escaping @Sendable (String) -> Void = { _ in }) {
        (self.marks, self.tell) = (marks, tell)
    }

    /// How much was logged.
    public var count: Int { kept.withLock(\.count) }

    /// Everything that was logged.
    public var entries: [String] { kept.withLock(\.self) }

    /// The same as one text, an entry a line.
    public var text: String { entries.joined(separator: "\n") }

    /// A logger that leaves out nothing.
    public var logger: Logger { Logger(label: "tests") { _ in Pen(overheard: self) } }

    /// The entries in which one of some words stands.
    public func entries(with words: Set<String>) -> [String] {
        entries.filter { entry in words.contains { entry.contains($0) } }
    }

    fileprivate func write(_ entry: String) {
        kept.withLock { $0.append(entry) }
        for mark in marks where entry.contains(mark) { tell("logged “\(mark)”: \(entry)") }
    }
}

private struct Pen: LogHandler {
    let overheard: Overheard
    var logLevel = Logger.Level.trace
    var metadata: Logger.Metadata = [:]

    init(overheard: Overheard) {
        self.overheard = overheard
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let all = metadata.merging(event.metadata ?? [:]) { $1 }
        let error = event.error.map { "\($0)" } ?? ""
        overheard.write("\(event.level) \(event.message) \(all) \(error)")
    }
}
