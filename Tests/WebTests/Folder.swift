import Foundation
import Store

/// A folder for a ledger's file, thrown away with it.
final class Folder: Sendable {
    private let url: URL

    init() throws {
        let name = "passerelle-web-" + Mint.hex(byteCount: 8)
        url = FileManager.default.temporaryDirectory.appendingPathComponent(name)
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: url)
    }

    func open() throws -> Ledger {
        guard let master = MasterKey(bytes: MasterKey.mint()) else { throw Absent("a key") }
        let path = url.appendingPathComponent("ledger.sqlite").path
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
