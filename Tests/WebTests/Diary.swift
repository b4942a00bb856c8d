import Logging
import Synchronization

/// Keeps everything that is logged, however unimportant, with all that is attached to it.
final class Diary: Sendable {
    private let entries = Mutex<[String]>([])

    var text: String { entries.withLock { $0.joined(separator: "\n") } }

    func logger(_ label: String = "tests") -> Logger {
        Logger(label: label) { _ in Pen(diary: self) }
    }

    fileprivate func write(_ entry: String) {
        entries.withLock { $0.append(entry) }
    }
}

private struct Pen: LogHandler {
    let diary: Diary
    var logLevel = Logger.Level.trace
    var metadata: Logger.Metadata = [:]

    init(diary: Diary) {
        self.diary = diary
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let all = metadata.merging(event.metadata ?? [:]) { $1 }
        let error = event.error.map { "\($0)" } ?? ""
        diary.write("\(event.level) \(event.message) \(all) \(error)")
    }
}
