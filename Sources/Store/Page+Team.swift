public import Desk
internal import Foundation
internal import GRDB

/// What the lines of one page share, so that each does not look or count for itself.
final class PageMemory {
    /// The people of each bot as this page read or wrote them last.
    var teams: [BotName: Team] = [:]
    /// Whether effects are known that arrived before they were written down; nothing: not looked.
    var hasEchoes: Bool?
    /// Lines that were accepted, and those of them that had arrived; counted when the page is full.
    var accepted = (all: 0, arrived: 0)
}

/// The people of a bot, and what return codes are good for.
extension Page {
    func team(of bot: BotName) throws -> Team {
        if let team = memory.teams[bot] { return team }
        let team = try Reader(db: db, master: master, opened: opened).team(of: bot)
        memory.teams[bot] = team
        return team
    }

    func save(_ team: Team, of bot: BotName) throws {
        let state = try Seal.close(team, with: master.key(in: db), at: Place.team(bot))
        let sql = """
            INSERT INTO team VALUES (?, ?) ON CONFLICT (bot) DO UPDATE SET state = excluded.state
            """
        try db.cachedStatement(sql: sql).execute(arguments: [bot.rawValue, state])
        memory.teams[bot] = team
    }

    /// The pass behind the return code that an event presents; nothing where there is none.
    func pass(presentedBy event: Event) throws -> Pass? {
        guard case .visitorSaid(_, .code(let digest)) = event else { return nil }
        let sql = "SELECT body FROM pass WHERE digest = ?"
        return try Data.fetchOne(db.cachedStatement(sql: sql), arguments: [digest.rawValue])
            .map {
                try Seal.open(Pass.self, from: $0, with: master.key(in: db), at: Place.pass(digest))
            }
    }
}

extension Reader {
    func team(of bot: BotName) throws -> Team {
        let sql = "SELECT state FROM team WHERE bot = ?"
        let state = try Data.fetchOne(db.cachedStatement(sql: sql), arguments: [bot.rawValue])
        guard let state else { return Team() }
        if let known = opened?.team(of: bot, from: state) { return known }
        let team = try Seal.open(
            Team.self,
            from: state,
            with: master.key(in: db),
            at: Place.team(bot)
        )
        opened?.keep(team, of: bot, from: state)
        return team
    }
}

extension Ledger {
    /// The people of a bot as they are written down.
    public func team(of bot: BotName) async throws -> Team {
        try await read { [master] in try Reader(db: $0, master: master).team(of: bot) }
    }
}
