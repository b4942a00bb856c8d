import Desk
import Foundation
import GRDB

@testable import Store

/// What the ledger says about one living conversation.
struct Standing {
    let number: ConversationNumber
    let stage: Stage
    let unheard: [LineID]
    let lines: [StoredLine]
    /// The youth's lines in the outbox, and how each stands.
    let relays: [(line: LineID, state: String)]
    let willBeForgotten: Bool
}

extension Ledger {
    /// Looks into everything, behind the ledger's back.
    func standings() throws -> [Standing] {
        try pool.read { db in
            let reader = Reader(db: db, master: master)
            let sql = "SELECT number FROM conversation WHERE key IS NOT NULL ORDER BY number"
            return try Int64.fetchAll(db, sql: sql).compactMap { number in
                try standing(number, reader)
            }
        }
    }

    /// How many rows still hold something of conversations that are forgotten, and how many
    /// forgettings are overdue.
    func leftovers(at milliseconds: Int64) throws -> (rows: Int, overdue: Int) {
        try pool.read { db in
            let forgotten = "(SELECT number FROM conversation WHERE key IS NULL)"
            let rows = try ["line", "outbox", "reminder"].map { table in
                let sql = "SELECT count(*) FROM \(table) WHERE conversation IN \(forgotten)"
                return try Int.fetchOne(db, sql: sql) ?? 0
            }
            let overdue = try Int.fetchOne(
                db,
                sql: "SELECT count(*) FROM reminder WHERE what = 'forget' AND due < ?",
                arguments: [milliseconds]
            )
            return (rows.reduce(0, +), overdue ?? 0)
        }
    }

    /// How many errands of living conversations still wait.
    func readyCount() throws -> Int {
        try pool.read { db in
            try Int.fetchOne(db, sql: "SELECT count(*) FROM outbox WHERE state = 'ready'") ?? 0
        }
    }

    /// Whether an event was heard.
    func hasHeard(_ event: String) throws -> Bool {
        let id = Fingerprint.short("matrix/" + event)
        return try pool.read { db in
            let sql = "SELECT 1 FROM delivery WHERE id = ?"
            return try Int.fetchOne(db, sql: sql, arguments: [id]) != nil
        }
    }

    private func standing(_ number: ConversationNumber, _ reader: Reader) throws -> Standing? {
        guard let found = try reader.conversation(where: "number = ?", [number]) else { return nil }
        let db = reader.db
        let lines = try Row.fetchAll(
            db,
            sql: "SELECT * FROM line WHERE conversation = ? ORDER BY sequence",
            arguments: [number]
        ).map { row in
            let place = Place.line(number, row["id"])
            return StoredLine(
                sequence: row["sequence"],
                milliseconds: row["milliseconds"],
                line: try Seal.open(Line.self, from: row["body"], with: found.key, at: place)
            )
        }
        let relays = try Row.fetchAll(
            db,
            sql: "SELECT * FROM outbox WHERE conversation = ? AND kind = 'relay' ORDER BY number",
            arguments: [number]
        ).compactMap { row -> (line: LineID, state: String)? in
            let id: String = row["id"]
            let place = Place.effect(id)
            let effect = try Seal.open(Effect.self, from: row["body"], with: found.key, at: place)
            guard case .relay(let line) = effect else { return nil }
            return (line, row["state"])
        }
        let sql = "SELECT 1 FROM reminder WHERE conversation = ? AND what = 'forget'"
        return Standing(
            number: number,
            stage: found.conversation.stage,
            unheard: found.conversation.unheard,
            lines: lines,
            relays: relays,
            willBeForgotten: try Int.fetchOne(db, sql: sql, arguments: [number]) != nil
        )
    }
}
