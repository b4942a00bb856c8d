internal import Desk
internal import GRDB

/// Destroys what was said.
///
/// The conversation's own key goes first: without it nothing can be opened again, whatever a disk
/// or a backup still holds. Then the rows go too, and what the writer holds in memory.
struct Forgetting {
    let db: Database
    let opened: OpenedConversations

    func forget(_ number: ConversationNumber) throws {
        opened.forget(number)
        try Reckoning(db: db).forgotten(with: number)
        let steps = [
            "UPDATE conversation SET key = NULL, state = NULL, visitor = NULL WHERE number = ?",
            "DELETE FROM line WHERE conversation = ?",
            "DELETE FROM image WHERE conversation = ?",
            "DELETE FROM outbox WHERE conversation = ?",
            "DELETE FROM reminder WHERE conversation = ?",
            "UPDATE room SET state = 'used' WHERE conversation = ? AND state = 'taken'",
            // The room keeper still has to let everybody go; it needs no conversation for that.
            "UPDATE room SET conversation = NULL WHERE conversation = ?",
        ]
        for step in steps {
            try db.execute(sql: step, arguments: [number])
        }
    }
}
