internal import Foundation

/// Another file in the place of a ledger, so that whoever is killed in the middle leaves the old
/// ledger or the new one, and never the one's file beside the other's log.
///
/// A whole copy under a name of its own is the decision: without it the old ledger is as it was,
/// with it the rest is done again from wherever it stopped. SQLite would take a log that lies
/// beside a file for that file's own (SQLite, "Write-Ahead Logging", "The WAL File"), so the old
/// log is out of the way, and that on the disk, before the new file takes the name.
public struct Replacement: Sendable {
    /// How far it has come, for tests that end the process there.
    public enum Step: String, Sendable, Hashable, CaseIterable {
        /// The copy is whole, and nothing is decided.
        case copied
        /// From here on the new file is the ledger.
        case decided
        /// The old log is out of the way, and its file is not.
        case logMoved
        /// Nothing bears the ledger's name.
        case fileMoved
        /// The new file bears it.
        case replaced
    }

    private let ledger: String
    private let watch: @Sendable (Step) -> Void

    private var copy: String { ledger + ".restoring" }
    private var decision: String { ledger + ".restored" }

    /// A replacement of the ledger at a path; the caller holds its lock.
    public init(of ledger: String, watch: @escaping @Sendable (Step) -> Void = { _ in }) {
        (self.ledger, self.watch) = (ledger, watch)
    }

    /// Whether somebody was stopped after the decision and before the end.
    public var isUnfinished: Bool { exists(decision) }

    /// Puts a copy of a file in the ledger's place.
    ///
    /// - Returns: Where the old ledger is now; nothing where there was none.
    /// - Throws: When a file cannot be read, written or moved. The old ledger stands then, or the
    ///   replacement is finished by `finish()`.
    @discardableResult
    public func carryOut(from file: String) throws -> String? {
        try finish()
        if exists(copy) { try FileManager.default.removeItem(atPath: copy) }
        let isMade = FileManager.default.createFile(
            atPath: copy,
            contents: try Data(contentsOf: URL(fileURLWithPath: file)),
            attributes: [.posixPermissions: 0o600]
        )
        guard isMade else { throw CocoaError(.fileWriteUnknown) }
        try synchronize(copy)
        watch(.copied)
        try move(copy, to: decision)
        try synchronizeFolder()
        watch(.decided)
        return try finish()
    }

    /// Finishes what was stopped after the decision; nothing to do is no error.
    ///
    /// - Returns: Where the old ledger is now; nothing where there was none, or nothing to finish.
    @discardableResult
    public func finish() throws -> String? {
        guard isUnfinished else { return nil }
        let aside = ledger + ".before-\(try decidedAt())"
        for ending in ["-shm", "-wal"] where exists(ledger + ending) {
            try move(ledger + ending, to: aside + ending)
        }
        watch(.logMoved)
        if exists(ledger) { try move(ledger, to: aside) }
        try synchronizeFolder()
        watch(.fileMoved)
        try move(decision, to: ledger)
        try synchronizeFolder()
        watch(.replaced)
        return exists(aside) ? aside : nil
    }

    /// The same however often it is asked: in milliseconds since 1970.
    private func decidedAt() throws -> Int64 {
        let facts = try FileManager.default.attributesOfItem(atPath: decision)
        guard let date = facts[.modificationDate] as? Date else {
            throw CocoaError(.fileReadUnknown)
        }
        return Int64(date.timeIntervalSince1970 * 1_000)
    }

    private func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: path)
    }

    private func move(_ path: String, to other: String) throws {
        try FileManager.default.moveItem(atPath: path, toPath: other)
    }

    private func synchronizeFolder() throws {
        let folder = (ledger as NSString).deletingLastPathComponent
        try synchronize(folder.isEmpty ? "." : folder)
    }

    private func synchronize(_ path: String) throws {
        guard let handle = FileHandle(forReadingAtPath: path) else {
            throw CocoaError(.fileReadNoSuchFile)
        }
        try handle.synchronize()
        try handle.close()
    }
}
