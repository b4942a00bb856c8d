import Foundation
import Synchronization

/// How much time has gone into something.
///
/// On a busy machine a second on the wall may be nothing to us: what counts is the processor's
/// time, and the wall's only where it is very long, for whoever waits for ever uses none.
private struct Spent {
    private let onWall = ContinuousClock().now
    private let onProcessor = clock()

    func isOver(_ patience: Duration) -> Bool {
        let busy = Duration.microseconds(clock() - onProcessor)
        return busy > patience || ContinuousClock().now - onWall > patience * 15
    }
}

/// Writes each input down before it is tried, so that a process that dies leaves it behind; a
/// watchdog ends the process when one takes too long.
final class Notebook: Sendable {
    private struct State {
        var files: [String: FileHandle] = [:]
        var current: (name: String, since: Spent)?
    }

    private let folder: String
    private let state = Mutex(State())

    init(folder: String, patience: Duration) throws {
        self.folder = folder
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        Thread.detachNewThread { [self] in watch(patience) }
    }

    func attempt(_ subject: Subject, _ input: [UInt8]) async throws {
        try state.withLock { state in
            let file = try state.files[subject.name] ?? open(subject.name)
            state.files[subject.name] = file
            try file.seek(toOffset: 0)
            try file.write(contentsOf: Data(input))
            try file.truncate(atOffset: UInt64(input.count))
            state.current = (subject.name, Spent())
        }
        do {
            try await subject.read(input)
        } catch {
            print("fuzz: \(subject.name): \(error); see \(path(subject.name))")
            exit(2)
        }
        state.withLock { $0.current = nil }
    }

    /// All is well: nothing is left behind.
    func close() {
        for name in state.withLock({ $0.files.keys }) {
            try? FileManager.default.removeItem(atPath: path(name))
        }
    }

    private func path(_ name: String) -> String { folder + "/" + name + ".input" }

    private func open(_ name: String) throws -> FileHandle {
        _ = FileManager.default.createFile(atPath: path(name), contents: nil)
        return try FileHandle(forWritingTo: URL(filePath: path(name)))
    }

    private func watch(_ patience: Duration) {
        while true {
            Thread.sleep(forTimeInterval: 0.5)
            guard let (name, since) = state.withLock({ $0.current }),
                since.isOver(patience)
            else { continue }
            print("fuzz: \(name) hangs; see \(path(name))")
            exit(3)
        }
    }
}
