import Foundation
import Glibc
import Synchronization

/// A program that a test has started: it is known by its process id and never outlives its owner.
public final class ChildProcess: Sendable {
    /// A program that ended although nobody asked it to.
    public struct Ended: Error, CustomStringConvertible {
        /// Which one, and the last it said.
        public let description: String
    }

    /// What it is called in complaints.
    public let name: String
    /// Its process id.
    public let id: Int32
    /// Where everything it says is written; a restart writes on.
    public let log: String
    private let process: Process
    private let ending: Ending

    /// Starts a program; both its outputs go to the end of a file.
    public init(
        _ name: String,
        _ executable: String,
        _ arguments: [String],
        log: String,
        environment: [String: String] = [:]
    ) throws {
        let ending = Ending()
        let process = Process()
        process.executableURL = URL(filePath: executable)
        process.arguments = arguments
        process.environment = Live.environment.merging(environment) { _, ours in ours }
        process.standardInput = FileHandle.nullDevice
        let output = try ChildProcess.appending(to: log)
        process.standardOutput = output
        process.standardError = output
        process.terminationHandler = { process in
            let wasKilled = process.terminationReason == .uncaughtSignal
            ending.note(wasKilled ? -process.terminationStatus : process.terminationStatus)
        }
        try withoutBlockedSignals { try process.run() }
        try output.close()
        self.name = name
        self.log = log
        id = process.processIdentifier
        self.process = process
        self.ending = ending
    }

    deinit {
        signal(SIGKILL)
    }

    /// Whether it lives.
    public var isRunning: Bool { exitStatus == nil }

    /// How it ended: 0 is well, a negative number is the signal that ended it, nil is not yet.
    public var exitStatus: Int32? { ending.status }

    /// Sends a signal to it alone.
    public func signal(_ number: Int32) {
        // Once it is reaped, its number may be somebody else's.
        guard isRunning else { return }
        kill(id, number)
    }

    /// Ends it without a warning, as a power cut does, and waits until it is gone.
    public func killAtOnce() async throws {
        signal(SIGKILL)
        try await gone(within: .seconds(10))
    }

    /// Asks it to end, and waits until it has; it is killed when it does not.
    public func terminate(within limit: Duration = .seconds(20)) async throws {
        signal(SIGTERM)
        do {
            try await gone(within: limit)
        } catch is TooLate {
            try await killAtOnce()
            throw Ended(description: "\(name) did not end by itself; it was killed")
        }
    }

    /// Complains, with its last words, if it has ended.
    public func mustRun() throws {
        guard !isRunning else { return }
        throw Ended(description: "\(name) has ended:\n\(lastLines(20))")
    }

    /// The last lines it wrote.
    public func lastLines(_ count: Int) -> String {
        let lines = said.split(separator: "\n", omittingEmptySubsequences: false)
        return lines.suffix(count).joined(separator: "\n")
    }

    /// Everything it wrote.
    public var said: String {
        let bytes = FileManager.default.contents(atPath: log) ?? Data()
        return String(decoding: bytes, as: UTF8.self)
    }

    private func gone(within limit: Duration) async throws {
        try await until(within: limit, every: .milliseconds(10), "the end of \(name)") {
            !isRunning
        }
    }

    private static func appending(to path: String) throws -> FileHandle {
        let manager = FileManager.default
        if !manager.fileExists(atPath: path) {
            _ = manager.createFile(atPath: path, contents: nil)
        }
        let file = try FileHandle(forWritingTo: URL(filePath: path))
        try file.seekToEnd()
        return file
    }
}

/// Noted on the thread that reaps the process.
private final class Ending: Sendable {
    private let noted = Mutex<Int32?>(nil)

    var status: Int32? { noted.withLock { $0 } }

    func note(_ status: Int32) {
        noted.withLock { $0 = status }
    }
}
