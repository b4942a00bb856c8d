internal import Crypto
public import Desk
internal import Foundation
internal import GRDB

/// What the lobby needs to find again.
extension Ledger {
    /// Under which name the conversation of somebody on the chat network is kept.
    ///
    /// Nobody can tell the account from it without this ledger's master key.
    public func visitorKey(of guest: GuestID) -> VisitorKey {
        let key = SymmetricKey(data: codeSalt)
        let text = Data(("lobby/" + guest.rawValue).utf8)
        return VisitorKey(Fingerprint.hex(HMAC<SHA256>.authenticationCode(for: text, using: key)))
    }

    /// What a line became on the other network; nothing while it has not arrived.
    ///
    /// `sequence` is its place in the conversation.
    public func receipt(
        ofLineAt sequence: Int64,
        of number: ConversationNumber,
        toldTo destination: Destination
    ) async throws -> Receipt? {
        try await read { db in
            let read = "SELECT id FROM line WHERE conversation = ? AND sequence = ?"
            let line = try String.fetchOne(db, sql: read, arguments: [number, sequence])
            guard let line = line.map({ LineID($0) }) else { return nil }
            let effect =
                destination == .visitor
                ? Filler.tellingID(line, of: number) : Filler.relayID(line, of: number)
            let sql = "SELECT receipt FROM outbox WHERE id = ?"
            return try String.fetchOne(db, sql: sql, arguments: [effect]).map { Receipt($0) }
        }
    }

    /// The line that arrived under this name in a visitor's own room; nothing where none did.
    public func line(told receipt: Receipt) async throws -> LineID? {
        try await told(receipt)?.id
    }

    /// The line of a counsellor that arrived under this name in a visitor's own room; nothing where
    /// none did.
    public func counsellorLine(told receipt: Receipt) async throws -> LineID? {
        let line = try await told(receipt)
        return line?.author == .counsellor && line?.of == nil ? line?.id : nil
    }

    private func told(_ receipt: Receipt) async throws -> Line? {
        try await read { [master] db in
            let sql = "SELECT number FROM outbox WHERE receipt = ? AND kind = 'tell'"
            let statement = try db.cachedStatement(sql: sql)
            let row = try Int64.fetchOne(statement, arguments: [receipt.rawValue])
            guard let row else { return nil }
            let taken = try Reader(db: db, master: master).taken("number = ?", [row])
            guard case .errand(let errand)? = taken else { return nil }
            return errand.line
        }
    }
}
