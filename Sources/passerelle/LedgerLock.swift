internal import Foundation
internal import Relay

/// Keeps a second bridge away from the same ledger, for two writers would each know only half, and
/// from the same socket, for the second would take it away from the first.
final class LedgerLock: LongRunning {
    private let file: FileHandle

    init(beside ledgerPath: String) throws {
        let path = ledgerPath + ".lock"
        if !FileManager.default.fileExists(atPath: path) { try SecretFile.write("", to: path) }
        guard let file = FileHandle(forUpdatingAtPath: path) else {
            throw SecretFileFault(path: path, what: "cannot be opened")
        }
        // The lock belongs to the process; however it ends, the system lets go of it.
        guard flock(file.fileDescriptor, LOCK_EX | LOCK_NB) == 0 else {
            throw SecretFileFault(path: path, what: "is held by another passerelle that is running")
        }
        self.file = file
    }

    /// Whether a bridge holds it; looks, and takes nothing away.
    static func isHeld(beside ledgerPath: String) -> Bool {
        guard let file = FileHandle(forUpdatingAtPath: ledgerPath + ".lock") else { return false }
        // Closing the file lets go of it again.
        return flock(file.fileDescriptor, LOCK_EX | LOCK_NB) != 0
    }

    /// Holds the lock until the process shuts down.
    func run() async throws {
        try await untilShutdown { await Bell().wait() }
    }
}
