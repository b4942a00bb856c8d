import Foundation
import Glibc
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
    /// A file that holds one input after the other.
    private struct Leaf {
        let descriptor: Int32
        var count = 0

        mutating func write(_ input: [UInt8]) throws {
            let written = unsafe input.withUnsafeBytes { bytes in
                unsafe pwrite(descriptor, bytes.baseAddress, bytes.count, 0)
            }
            guard written == input.count else { throw Contradiction(description: "the disk") }
            if count > input.count { ftruncate(descriptor, input.count) }
            count = input.count
        }
    }

    private struct State {
        var leaves: [String: Leaf] = [:]
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
            if state.leaves[subject.name] == nil {
                state.leaves[subject.name] = try open(subject.name)
            }
            try state.leaves[subject.name]?.write(input)
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
        for name in state.withLock({ $0.leaves.keys }) {
            try? FileManager.default.removeItem(atPath: path(name))
        }
    }

    private func path(_ name: String) -> String { folder + "/" + name + ".input" }

    private func open(_ name: String) throws -> Leaf {
        let descriptor = unsafe Glibc.open(path(name), O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        guard descriptor >= 0 else { throw Contradiction(description: path(name)) }
        return Leaf(descriptor: descriptor)
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
