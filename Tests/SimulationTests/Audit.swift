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
    /// Her own room on the chat network, if she came in there.
    let direct: String?
    /// When she is to be forgotten, and let go from the lobby, in milliseconds since 1970.
    let forgetDue: Int64?
    let letGoDue: Int64?
}

extension Ledger {
    /// Looks into everything, behind the ledger's back.
    ///
    /// Nobody writes meanwhile, so no transaction is needed.
    func standings() throws -> [Standing] {
        try pool.unsafeRead { db in
            let reader = Reader(db: db, master: master)
            let dues = try Self.dues(db)
            let rooms = try Row.fetchAll(
                db.cachedStatement(
                    sql: """
                        SELECT conversation, room FROM room
                        WHERE kind = 'direct' AND conversation IS NOT NULL
                        """
                )
            ).reduce(into: [Int64: String]()) { $0[$1["conversation"]] = $1["room"] }
            let sql = "SELECT number FROM conversation WHERE key IS NOT NULL ORDER BY number"
            return try Int64.fetchAll(db.cachedStatement(sql: sql)).compactMap { number in
                try standing(number, reader, rooms[number], dues[number] ?? [:])
            }
        }
    }

    /// When what is to be forgotten or let go, by conversation.
    private static func dues(_ db: Database) throws -> [Int64: [Reminder: Int64]] {
        let sql = "SELECT * FROM reminder WHERE what IN ('forget', 'letGo')"
        var dues: [Int64: [Reminder: Int64]] = [:]
        for row in try Row.fetchAll(db.cachedStatement(sql: sql)) {
            guard let what = Reminder(rawValue: row["what"]) else { continue }
            dues[row["conversation"], default: [:]][what] = row["due"]
        }
        return dues
    }

    /// How many rows still hold something of conversations that are forgotten, and how many
    /// forgettings are overdue.
    func leftovers(at milliseconds: Int64) throws -> (rows: Int, overdue: Int) {
        try pool.unsafeRead { db in
            let forgotten = "(SELECT number FROM conversation WHERE key IS NULL)"
            let rows = try ["line", "outbox", "reminder"].map { table in
                let sql = "SELECT count(*) FROM \(table) WHERE conversation IN \(forgotten)"
                return try Int.fetchOne(db.cachedStatement(sql: sql)) ?? 0
            }
            let overdue = try Int.fetchOne(
                db.cachedStatement(
                    sql: "SELECT count(*) FROM reminder WHERE what = 'forget' AND due < ?"
                ),
                arguments: [milliseconds]
            )
            return (rows.reduce(0, +), overdue ?? 0)
        }
    }

    /// How many errands of living conversations still wait.
    func readyCount() throws -> Int {
        try pool.unsafeRead { db in
            try Int.fetchOne(
                db.cachedStatement(sql: "SELECT count(*) FROM outbox WHERE state = 'ready'")
            ) ?? 0
        }
    }

    /// How many lines are in no state: neither arrived, nor waiting, nor set aside, nor forgotten.
    func missingCount() throws -> Int {
        try pool.unsafeRead { try Census.count($0, at: 0).lines.missing }
    }

    /// Errands to the lobby or to a visitor's own room that were given up.
    func parkedAtLobby() throws -> [String] {
        try pool.unsafeRead { db in
            try String.fetchAll(
                db.cachedStatement(
                    sql: """
                        SELECT kind FROM outbox
                        WHERE state = 'parked' AND (lane LIKE 'direct/%' OR lane LIKE 'lobby/%')
                        """
                )
            )
        }
    }

    /// Whether an event was heard.
    func hasHeard(_ event: String) throws -> Bool {
        let id = Fingerprint.short("matrix/" + event)
        return try pool.unsafeRead { db in
            let sql = "SELECT 1 FROM delivery WHERE id = ?"
            return try Int.fetchOne(db.cachedStatement(sql: sql), arguments: [id]) != nil
        }
    }

    private func standing(
        _ number: ConversationNumber,
        _ reader: Reader,
        _ direct: String?,
        _ dues: [Reminder: Int64]
    ) throws -> Standing? {
        guard let found = try reader.conversation(where: "number = ?", [number]) else { return nil }
        let db = reader.db
        let lines = try Row.fetchAll(
            db.cachedStatement(sql: "SELECT * FROM line WHERE conversation = ? ORDER BY sequence"),
            arguments: [number]
        ).map { row in
            let place = Place.line(number, row["id"])
            return StoredLine(
                sequence: row["sequence"],
                milliseconds: row["milliseconds"],
                line: try Seal.open(Line.self, from: row["body"], with: found.key, at: place)
            )
        }
        return Standing(
            number: number,
            stage: found.conversation.stage,
            unheard: found.conversation.unheard,
            lines: lines,
            relays: try relays(of: found, db),
            willBeForgotten: dues[.forget] != nil,
            direct: direct,
            forgetDue: dues[.forget],
            letGoDue: dues[.letGo]
        )
    }

    private func relays(
        of found: Found,
        _ db: Database
    ) throws -> [(line: LineID, state: String)] {
        try Row.fetchAll(
            db.cachedStatement(
                sql:
                    "SELECT * FROM outbox WHERE conversation = ? AND kind = 'relay' ORDER BY number"
            ),
            arguments: [found.number]
        ).compactMap { row -> (line: LineID, state: String)? in
            let id: String = row["id"]
            let place = Place.effect(id)
            let effect = try Seal.open(Effect.self, from: row["body"], with: found.key, at: place)
            guard case .relay(let line) = effect else { return nil }
            return (line, row["state"])
        }
    }
}
