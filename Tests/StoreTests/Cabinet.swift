import Foundation
import GRDB
import Store

/// A folder of its own with one ledger file, thrown away with it.
final class Cabinet: Sendable {
    let folder: URL
    let keyBytes: [UInt8]

    init(keyBytes: [UInt8] = MasterKey.mint()) throws {
        self.keyBytes = keyBytes
        let name = "passerelle-store-" + Mint.hex(byteCount: 8)
        folder = FileManager.default.temporaryDirectory.appendingPathComponent(name)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }

    var path: String { path(of: "ledger.sqlite") }

    func path(of name: String) -> String { folder.appendingPathComponent(name).path }

    /// Its key as a ring.
    func ring() throws -> KeyRing {
        guard let master = MasterKey(bytes: keyBytes) else { throw WrongKeyLength() }
        return KeyRing(master)
    }

    /// Another cabinet with a backup of this one in the place of its ledger.
    func restored() throws -> Cabinet {
        let other = try Cabinet(keyBytes: keyBytes)
        try Backup.make(of: path, into: other.path, at: Evening.noon)
        return other
    }

    /// Opens the ledger, with its own key or another.
    func open(keyBytes other: [UInt8]? = nil) throws -> Ledger {
        guard let master = MasterKey(bytes: other ?? keyBytes) else { throw WrongKeyLength() }
        return try Ledger(path: path, master: master, freshName: Mint.hex(byteCount: 8))
    }

    /// Does something behind the ledger's back.
    func tamper(_ sql: String, _ numbers: [Int64] = []) throws {
        try DatabaseQueue(path: path).write {
            try $0.execute(sql: sql, arguments: StatementArguments(numbers))
        }
    }

    /// Reads something behind the ledger's back.
    func value<Value: DatabaseValueConvertible & Sendable>(
        _ type: Value.Type = Value.self,
        _ sql: String,
        _ numbers: [Int64] = []
    ) throws -> Value? {
        try DatabaseQueue(path: path).read {
            try Value.fetchOne($0, sql: sql, arguments: StatementArguments(numbers))
        }
    }

    /// All that a thief of the disk would have: the file, its log and the log's index.
    func bytesOnDisk() throws -> [String: Data] {
        var found: [String: Data] = [:]
        for file in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
            found[file] = try Data(contentsOf: folder.appendingPathComponent(file))
        }
        return found
    }

    /// The files in which these bytes occur.
    func files(with bytes: Data) throws -> [String] {
        try bytesOnDisk().filter { $0.value.range(of: bytes) != nil }.keys.sorted()
    }
}

struct WrongKeyLength: Error {}
