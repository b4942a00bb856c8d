internal import Crypto
internal import Desk
internal import Foundation
internal import GRDB

/// What is written down.
///
/// The one door to the file; safe to share.
public final class Ledger: Sendable {
    let pool: DatabasePool
    let master: KeyRing
    let opened = OpenedConversations()
    let probe: Probe
    /// A name that no other ledger has; part of everything that must not collide on the homeserver.
    public let bridge: String
    /// See `ReturnCodes`.
    let codeSalt: Data

    /// Opens the file, making or upgrading its tables.
    ///
    /// - Parameters:
    ///   - path: Where the file is, or shall be.
    ///   - master: The key that wraps the conversations' keys, and the one before it while they
    ///     are being changed.
    ///   - freshName: Becomes this ledger's name if it has none yet.
    ///   - probe: For tests.
    /// - Throws: `LedgerRefusal` when the file is from a newer Passerelle or has another master
    ///   key.
    public convenience init(
        path: String,
        master: KeyRing,
        freshName: String,
        probe: Probe = .none
    ) throws {
        try self.init(path, master, freshName: freshName, probe: probe) { pool in
            try Schema.migrator.migrate(pool)
        }
    }

    /// Opens a file whose tables are up to date, beside a bridge that may be running.
    ///
    /// - Throws: `LedgerRefusal.older` where the tables are not; they are not touched then.
    public convenience init(asItIs path: String, master: KeyRing) throws {
        try self.init(path, master, freshName: "", probe: .none) { pool in
            guard try pool.read(Schema.migrator.hasCompletedMigrations) else {
                throw LedgerRefusal.older
            }
        }
    }

    private init(
        _ path: String,
        _ master: KeyRing,
        freshName: String,
        probe: Probe,
        preparing prepare: (DatabasePool) throws -> Void
    ) throws {
        self.probe = probe
        var configuration = Configuration()
        configuration.busyMode = .timeout(5)
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA secure_delete = ON; PRAGMA foreign_keys = ON")
            // Else a long transaction lays old pages down in the system's folder for temporary
            // files, where no forgetting reaches them.
            try db.execute(sql: "PRAGMA temp_store = MEMORY")
        }
        let pool = try DatabasePool(path: path, configuration: configuration)
        guard try !pool.read(Schema.migrator.hasBeenSuperseded) else { throw LedgerRefusal.newer }
        try prepare(pool)
        try pool.writeWithoutTransaction(Self.insistOnFsync)
        try pool.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA cache_size = -\(Self.writerCacheKibibytes)")
        }
        self.pool = pool
        self.master = master
        (bridge, codeSalt) = try pool.write { db in
            let name = try Self.introduce(db, master: master, freshName: freshName)
            try Tally(db: db, master: master).sealPlain()
            return (name, try ReturnCodes.salt(db, master.key(in: db), of: name))
        }
    }

    /// The writer keeps this much of the file at hand; SQLite's own 2,000 made a busy evening read
    /// pages again and again.
    private static let writerCacheKibibytes = 16_000

    /// One transaction, one fsync.
    ///
    /// Not undone when the caller's task is cancelled meanwhile, as GRDB's own `write` would be:
    /// what was delivered at shutdown must also be settled.
    func write<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws -> Value {
        let watched: @Sendable (Database) throws -> Value = { [probe] db in
            let value = try body(db)
            try probe.watch(.committing)
            return value
        }
        if probe.isInline {
            await Task.yield()
            let value = try inline { try $0.write(watched) }
            try probe.watch(.committed)
            return value
        }
        return try await withCheckedThrowingContinuation { [probe] answer in
            pool.asyncWrite(watched) { _, result in
                answer.resume(
                    with: Result {
                        let value = try result.get()
                        try probe.watch(.committed)
                        return value
                    }
                )
            }
        }
    }

    /// Looks into the file as it stands.
    func read<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws -> Value {
        guard probe.isInline else { return try await pool.read(body) }
        await Task.yield()
        // Nobody writes meanwhile: what is inline is alone, and needs no transaction of its own.
        return try inline { try $0.unsafeRead(body) }
    }

    func inline<Value>(_ body: (DatabasePool) throws -> Value) throws -> Value {
        try body(pool)
    }

    /// GRDB lowers this to NORMAL when it switches to WAL, and then a power cut could undo a commit
    /// whose sender was already answered.
    private static func insistOnFsync(_ db: Database) throws {
        try db.execute(sql: "PRAGMA synchronous = FULL")
        guard try Int.fetchOne(db, sql: "PRAGMA synchronous") == 2 else {
            throw LedgerRefusal.notDurable
        }
    }

    /// Finds the ledger's name, or gives it one, sealed once so that another master key is noticed
    /// here.
    private static func introduce(
        _ db: Database,
        master: KeyRing,
        freshName: String
    ) throws -> String {
        let read = "SELECT value FROM bridge WHERE name = ?"
        if let name = try String.fetchOne(db, sql: read, arguments: ["name"]) {
            let proof = try String.fetchOne(db, sql: read, arguments: ["proof"]) ?? ""
            guard let sealed = Data(base64Encoded: proof),
                let key = master.key(opening: sealed, of: name)
            else { throw LedgerRefusal.otherKey }
            // Files of the first Passerelle do not name their key.
            try db.execute(
                sql: "INSERT OR IGNORE INTO bridge (name, value) VALUES ('key', ?)",
                arguments: [key.name]
            )
            try Restoration(db: db).beginIfBackup()
            return name
        }
        guard let key = master.first else { throw LedgerRefusal.otherKey }
        let proof = try Seal.close(Data("passerelle".utf8), with: key.key, at: freshName)
        try db.execute(
            sql: "INSERT INTO bridge (name, value) VALUES ('name', ?), ('proof', ?), ('key', ?)",
            arguments: [freshName, proof.base64EncodedString(), key.name]
        )
        return freshName
    }
}

extension Ledger {
    /// Opens a file with one key and no other.
    public convenience init(path: String, master: MasterKey, freshName: String) throws {
        try self.init(path: path, master: KeyRing(master), freshName: freshName)
    }
}

/// Why a ledger file is not opened.
public enum LedgerRefusal: Error, Sendable, Hashable, CustomStringConvertible {
    /// The file was written by a newer Passerelle.
    case newer
    /// The file's tables are those of an older Passerelle.
    case older
    /// The file was sealed with another master key.
    case otherKey
    /// The disk cannot be made to keep its promises.
    case notDurable
    /// The file was written beside another homeserver; what both are called.
    case otherHomeserver(known: String, named: String)

    /// What is wrong, for the admin.
    public var description: String {
        switch self {
        case .newer: "the ledger was written by a newer version of passerelle; run that one"
        case .older: "the ledger is from an older passerelle; start this one's bridge once"
        case .otherKey: "the ledger was sealed with another master key; restore its key file"
        case .notDurable: "SQLite does not accept PRAGMA synchronous = FULL on this file"
        case .otherHomeserver(let known, let named):
            """
            the ledger belongs to the homeserver \(known), not to \(named): mend the settings, or \
            name another file for the ledger
            """
        }
    }
}
