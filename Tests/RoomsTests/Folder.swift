import Foundation
import Store

/// A folder for a ledger's file, thrown away with it.
final class Folder: Sendable {
    private let url: URL
    private let keyBytes = MasterKey.mint()

    init() throws {
        let name = "passerelle-rooms-" + Mint.hex(byteCount: 8)
        url = FileManager.default.temporaryDirectory.appendingPathComponent(name)
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: url)
    }

    private var path: String { url.appendingPathComponent("ledger.sqlite").path }
    private var copy: String { url.appendingPathComponent("copy.sqlite").path }

    /// Copies the ledger while it is in use.
    func backUp() throws {
        try Backup.make(of: path, into: copy, at: 1_800_036_000_000)
    }

    /// Puts the copy in the place of the ledger, which nobody has open.
    func restore() throws {
        for ending in ["-wal", "-shm", ""] {
            try? FileManager.default.removeItem(atPath: path + ending)
        }
        try FileManager.default.copyItem(atPath: copy, toPath: path)
    }

    func open() throws -> Ledger {
        guard let master = MasterKey(bytes: keyBytes) else { throw Absent("a master key") }
        return try Ledger(path: path, master: master, freshName: Mint.hex(byteCount: 8))
    }
}

/// What a test waited for and did not get.
struct Absent: Error, CustomStringConvertible {
    let description: String

    init(_ what: String) {
        description = "absent: " + what
    }
}
