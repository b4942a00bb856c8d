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
            let line = try String.fetchOne(
                db.cachedStatement(sql: read),
                arguments: [number, sequence]
            )
            guard let line = line.map({ LineID($0) }) else { return nil }
            let effect =
                destination == .visitor
                ? Filler.tellingID(line, of: number) : Filler.relayID(line, of: number)
            let sql = "SELECT receipt FROM outbox WHERE id = ?"
            return try String.fetchOne(db.cachedStatement(sql: sql), arguments: [effect]).map {
                Receipt($0)
            }
        }
    }

    /// The line that arrived under this name in a visitor's own room; nothing where none did.
    public func line(told receipt: Receipt) async throws -> LineID? {
        try await told(receipt)?.id
    }

    /// The newest line of a counsellor at or before what stands under this name in a visitor's own
    /// room, be that a line of the bot or one of her own; nothing where none has arrived there.
    ///
    /// Whoever has read something has read what stands above it (Client-Server API, "Receipts").
    public func counsellorLine(
        readUpTo receipt: Receipt,
        of number: ConversationNumber
    ) async throws -> LineID? {
        let line = try await told(receipt)?.id ?? LineID(receipt.rawValue)
        do {
            return try await read { [master] db in
                let walk = Walk(db: db, number: number)
                guard let last = try walk.sequence(of: line) else { return nil }
                let key = try Reader(db: db, master: master).key(of: number)
                for row in try walk.linesBack(from: last) {
                    let id: String = row["id"]
                    let place = Place.line(number, id)
                    let line = try Seal.open(Line.self, from: row["body"], with: key, at: place)
                    guard line.author == .counsellor, line.of == nil, line.change == nil,
                        try walk.hasArrived(line.id)
                    else { continue }
                    return line.id
                }
                return nil
            }
        } catch is SealBroken {
            // It was forgotten meanwhile.
            return nil
        }
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

/// Steps back through the lines of one conversation.
private struct Walk {
    /// Whoever reads has the newest lines before her eyes.
    private static let linesMax = 100

    let db: Database
    let number: ConversationNumber

    func sequence(of line: LineID) throws -> Int64? {
        let sql = "SELECT sequence FROM line WHERE conversation = ? AND id = ?"
        let statement = try db.cachedStatement(sql: sql)
        return try Int64.fetchOne(statement, arguments: [number, line.rawValue])
    }

    func linesBack(from sequence: Int64) throws -> [Row] {
        let sql = """
            SELECT id, body FROM line WHERE conversation = ? AND sequence <= ?
            ORDER BY sequence DESC LIMIT \(Self.linesMax)
            """
        let statement = try db.cachedStatement(sql: sql)
        return try Row.fetchAll(statement, arguments: [number, sequence])
    }

    func hasArrived(_ line: LineID) throws -> Bool {
        let sql = "SELECT 1 FROM outbox WHERE id = ? AND receipt IS NOT NULL"
        let id = Filler.tellingID(line, of: number)
        return try Int.fetchOne(try db.cachedStatement(sql: sql), arguments: [id]) != nil
    }
}
