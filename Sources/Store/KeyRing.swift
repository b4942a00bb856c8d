internal import Crypto
internal import Foundation
internal import GRDB
internal import Synchronization

/// The key that the ledger is sealed with cannot be read where the keys are kept.
///
/// Nothing is lost and nothing can be written down, until somebody has mended that.
struct KeyOutOfReach: Error {}

/// The master keys that may be needed: usually one, and two while keys are being changed.
///
/// Which of them a ledger is sealed with is written in the ledger, and changes in the same
/// transaction as everything that is sealed with it. So each look into the file asks by name, and a
/// name that is not on the ring yet is looked for where the keys are kept: a bridge that is running
/// needs no signal to go on with a new key.
public final class KeyRing: Sendable {
    private let keys: Mutex<[MasterKey]>
    private let look: @Sendable () throws -> [MasterKey]

    /// The keys as they are kept now; `look` is asked again when one is missing.
    public init(_ look: @escaping @Sendable () throws -> [MasterKey]) throws {
        keys = Mutex(try look())
        self.look = look
    }

    /// One key and no other.
    public init(_ key: MasterKey) {
        keys = Mutex([key])
        look = { [key] }
    }

    /// The key that the file is sealed with, as one transaction sees it.
    func key(in db: Database) throws -> SymmetricKey {
        let name = try String.fetchOne(
            db.cachedStatement(sql: "SELECT value FROM bridge WHERE name = 'key'")
        )
        guard let name else { throw SealBroken() }
        return try key(named: name).key
    }

    /// - Throws: `KeyOutOfReach`, which is an outage and no damage: whoever came must come again.
    func key(named name: String) throws -> MasterKey {
        if let key = find(name) { return key }
        guard let kept = try? look() else { throw KeyOutOfReach() }
        // The old one stays at hand: somebody may still be looking at the file as it was.
        keys.withLock { keys in keys = kept + keys.filter { !kept.contains($0) }.prefix(1) }
        guard let key = find(name) else { throw KeyOutOfReach() }
        return key
    }

    /// The key that opens a proof; nothing when none does.
    func key(opening proof: Data, of ledger: String) -> MasterKey? {
        keys.withLock(\.self).first {
            (try? Seal.open(proof, with: $0.key, at: ledger)) != nil
        }
    }

    /// The key that a new ledger is sealed with.
    var first: MasterKey? { keys.withLock(\.first) }

    private func find(_ name: String) -> MasterKey? {
        keys.withLock { $0.first { $0.name == name } }
    }
}
