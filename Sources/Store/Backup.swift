internal import Crypto
internal import Foundation
internal import GRDB

/// A copy of a ledger, made while it is being written to.
///
/// What was said is as sealed in it as in the ledger; the key is not in it. It is marked as a
/// backup, so that a ledger which is made from it, by whatever hand, knows that it is old.
public struct Backup: Sendable, Hashable {
    /// When it was made, in milliseconds since 1970.
    public let madeAt: Int64
    /// The name of the ledger that it was made from.
    public let bridge: String
    /// Conversations in it that were not forgotten then.
    public let conversations: Int

    /// Copies a ledger into a file that is empty or not there.
    ///
    /// Neither the bridge that is writing nor its key are needed: the copy is one state of the
    /// file, as at one instant (SQLite, "Online Backup API").
    public static func make(of ledger: String, into path: String, at milliseconds: Int64) throws {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(10)
        let source = try DatabaseQueue(path: ledger, configuration: configuration)
        guard try !source.read(Schema.migrator.hasBeenSuperseded) else { throw LedgerRefusal.newer }
        let copy = try DatabaseQueue(path: path)
        try source.backup(to: copy)
        try copy.writeWithoutTransaction { db in
            // One file, without a log beside it.
            try db.execute(sql: "PRAGMA journal_mode = DELETE; PRAGMA synchronous = FULL")
        }
        try copy.write { try Restoration(db: $0).markAsBackup(at: milliseconds) }
        try copy.read(Self.insistOnSoundness)
        try copy.close()
    }

    /// Looks into a backup; it must be whole, from no newer Passerelle, and sealed with a key on
    /// the ring.
    public static func inspect(_ path: String, keys: KeyRing) throws -> Backup {
        var configuration = Configuration()
        configuration.readonly = true
        let file = try DatabaseQueue(path: path, configuration: configuration)
        guard try !file.read(Schema.migrator.hasBeenSuperseded) else { throw LedgerRefusal.newer }
        let backup = try file.read { db in
            try insistOnSoundness(db)
            let value = { (name: String) in
                let sql = "SELECT value FROM bridge WHERE name = ?"
                return try String.fetchOne(db, sql: sql, arguments: [name])
            }
            guard let bridge = try value("name"), let proof = try value("proof"),
                let sealed = Data(base64Encoded: proof), let madeAt = try value("backup")
            else { throw BackupFault.notABackup }
            guard keys.key(opening: sealed, of: bridge) != nil else {
                throw LedgerRefusal.otherKey
            }
            let sql = "SELECT count(*) FROM conversation WHERE key IS NOT NULL"
            return Backup(
                madeAt: Int64(madeAt) ?? 0,
                bridge: bridge,
                conversations: try Int.fetchOne(db, sql: sql) ?? 0
            )
        }
        try file.close()
        return backup
    }

    private static func insistOnSoundness(_ db: Database) throws {
        guard try String.fetchOne(db, sql: "PRAGMA quick_check") == "ok" else {
            throw BackupFault.damaged
        }
    }
}

/// What is wrong with a backup.
public enum BackupFault: Error, Sendable, Hashable, CustomStringConvertible {
    /// SQLite finds the file damaged.
    case damaged
    /// It is a file of another kind.
    case notABackup

    /// What is wrong, for the admin.
    public var description: String {
        switch self {
        case .damaged: "the file is damaged: SQLite's quick_check does not find it sound"
        case .notABackup: "this is not a file that passerelle backup has written"
        }
    }
}
