internal import Crypto
internal import Desk
internal import Foundation
internal import GRDB

extension Ledger {
    /// The name of the key that the file is sealed with now.
    public func keyName() async throws -> String {
        try await read { db in
            try String.fetchOne(db, sql: "SELECT value FROM bridge WHERE name = 'key'") ?? ""
        }
    }

    /// Wraps everything that the master key wraps under a new one, in one transaction: whatever
    /// happens, all of the file is under one key, and says under which.
    ///
    /// A bridge that is running learns of it with its next look into the file; the new key must be
    /// kept where it looks before this is called, and the old one until it has returned. What was
    /// said is not sealed anew: each conversation has its own key, and only that one is wrapped.
    ///
    /// - Parameter new: The new key.
    /// - Returns: How many conversations' keys were wrapped anew.
    /// - Throws: When the disk does not take it, or something cannot be opened: nothing is changed
    ///   then.
    public func rekey(to new: MasterKey) async throws -> Int {
        let count = try await write { [master, bridge] db in
            let old = try master.key(in: db)
            let count = try Rewrapping(db: db, old: old, new: new.key).wrapAll()
            let proof = try Seal.close(Data("passerelle".utf8), with: new.key, at: bridge)
            try Rewrapping(db: db, old: old, new: new.key).wrapCodes(of: bridge)
            let pairs = [("proof", proof.base64EncodedString()), ("key", new.name)]
            for (name, value) in pairs {
                let sql = "UPDATE bridge SET value = ? WHERE name = ?"
                try db.execute(sql: sql, arguments: [value, name])
            }
            return count
        }
        // The log still holds what was wrapped with the old key.
        try await sweep()
        return count
    }
}

private struct Rewrapping {
    let db: Database
    let old: SymmetricKey
    let new: SymmetricKey

    func wrapAll() throws -> Int {
        let living = "SELECT number, key FROM conversation WHERE key IS NOT NULL"
        let rows = try Row.fetchAll(db, sql: living)
        for row in rows {
            let number: ConversationNumber = row["number"]
            let key = try wrap(row["key"], at: Place.key(number))
            let sql = "UPDATE conversation SET key = ? WHERE number = ?"
            try db.cachedStatement(sql: sql).execute(arguments: [key, number])
        }
        // Remarks that belong to no conversation are sealed with the master key itself.
        let remarks = "SELECT number, id, body FROM outbox WHERE conversation IS NULL"
        for row in try Row.fetchAll(db, sql: remarks) {
            let body = try wrap(row["body"], at: Place.effect(row["id"]))
            let sql = "UPDATE outbox SET body = ? WHERE number = ?"
            try db.cachedStatement(sql: sql).execute(arguments: [body, row["number"] as Int64])
        }
        try wrapTeams()
        try wrapCounts()
        return rows.count
    }

    private func wrapTeams() throws {
        for row in try Row.fetchAll(db, sql: "SELECT bot, state FROM team") {
            let bot: String = row["bot"]
            let state = try wrap(row["state"], at: Place.team(BotName(bot)))
            let sql = "UPDATE team SET state = ? WHERE bot = ?"
            try db.execute(sql: sql, arguments: [state, bot])
        }
        for row in try Row.fetchAll(db, sql: "SELECT digest, body FROM pass") {
            let digest: String = row["digest"]
            let body = try wrap(row["body"], at: Place.pass(CodeDigest(digest)))
            let sql = "UPDATE pass SET body = ? WHERE digest = ?"
            try db.execute(sql: sql, arguments: [body, digest])
        }
        for row in try Row.fetchAll(db, sql: "SELECT number, bot, milliseconds, body FROM audit") {
            let place = Place.audit(BotName(row["bot"]), row["milliseconds"])
            let sql = "UPDATE audit SET body = ? WHERE number = ?"
            let body = try wrap(row["body"], at: place)
            try db.execute(sql: sql, arguments: [body, row["number"] as Int64])
        }
    }

    private func wrapCounts() throws {
        for row in try Row.fetchAll(db, sql: "SELECT * FROM counts") {
            let (bot, month) = (row["bot"] as String, row["month"] as String)
            let place = Place.counts(BotName(bot), month)
            // A month that is damaged is begun anew, and holds up no new key.
            if let body = try? wrap(row["body"], at: place) {
                let sql = "UPDATE counts SET body = ? WHERE bot = ? AND month = ?"
                try db.execute(sql: sql, arguments: [body, bot, month])
            } else {
                let sql = "DELETE FROM counts WHERE bot = ? AND month = ?"
                try db.execute(sql: sql, arguments: [bot, month])
            }
        }
    }

    /// The salt of return codes stays what it is.
    func wrapCodes(of bridge: String) throws {
        let read = "SELECT value FROM bridge WHERE name = 'codes'"
        guard let kept = try String.fetchOne(db, sql: read), let sealed = Data(base64Encoded: kept)
        else { return }
        let body = try wrap(sealed, at: Place.codes(bridge))
        let write = "UPDATE bridge SET value = ? WHERE name = 'codes'"
        try db.execute(sql: write, arguments: [body.base64EncodedString()])
    }

    private func wrap(_ sealed: Data, at place: String) throws -> Data {
        try Seal.close(Seal.open(sealed, with: old, at: place), with: new, at: place)
    }
}
