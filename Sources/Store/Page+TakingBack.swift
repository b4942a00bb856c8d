internal import Desk
internal import GRDB

/// A page that was written in haste holds something that must be taken back.
struct MustTakeBack: Error {}

/// Keeps what was recorded, and takes everything else back.
extension Page {
    /// What a delivery wrote stays if it was recorded, and goes if not.
    func orTakeBack(_ body: () throws -> Outcome) throws -> Outcome {
        isCareful ? try inSavepoint(body) : try inHaste(body)
    }

    /// Leaves no mark to go back to: the rare page that needs one is written anew, with marks.
    ///
    /// Nearly every delivery is recorded, and nearly all others are turned away before anything is
    /// written; a mark costs a copy of all that is touched, for nothing.
    private func inHaste(_ body: () throws -> Outcome) throws -> Outcome {
        let before = db.totalChangesCount
        do {
            let outcome = try body()
            if case .recorded = outcome { return outcome }
            guard db.totalChangesCount == before else { throw MustTakeBack() }
            return outcome
        } catch {
            guard db.totalChangesCount == before else { throw MustTakeBack() }
            throw error
        }
    }

    /// Not GRDB's savepoint: that one is compiled anew for each line.
    private func inSavepoint(_ body: () throws -> Outcome) throws -> Outcome {
        try db.cachedStatement(sql: "SAVEPOINT delivery").execute()
        let accepted = memory.accepted
        let outcome: Outcome
        do {
            outcome = try body()
        } catch {
            // SQLite may have given up the whole transaction; then there is nothing to take back.
            if db.isInsideTransaction { try takeBack(to: accepted) }
            throw error
        }
        switch outcome {
        case .recorded: try db.cachedStatement(sql: "RELEASE delivery").execute()
        case .unknown, .refused, .damaged: try takeBack(to: accepted)
        }
        return outcome
    }

    private func takeBack(to accepted: (all: Int, arrived: Int)) throws {
        memory.teams.removeAll()
        memory.accepted = accepted
        try db.execute(sql: "ROLLBACK TO delivery; RELEASE delivery")
    }
}
