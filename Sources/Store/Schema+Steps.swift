internal import GRDB

/// The steps after the first. Each is one transaction: a process that dies in it leaves the file as
/// it was.
extension Schema {
    static func addReckoning(_ db: Database) throws {
        try db.execute(
            sql: """
                -- When an effect was written down, and whether it was seen to have arrived.
                ALTER TABLE outbox ADD COLUMN since INTEGER NOT NULL DEFAULT 0;
                ALTER TABLE outbox ADD COLUMN confirmed INTEGER NOT NULL DEFAULT 0;

                -- When something was heard: what cannot come again any more is let go.
                ALTER TABLE delivery ADD COLUMN heard INTEGER NOT NULL DEFAULT 0;
                UPDATE delivery SET heard = (SELECT coalesce(max(milliseconds), 0) FROM line);

                -- What became of a room on the homeserver, once everybody was let go.
                ALTER TABLE room ADD COLUMN removal TEXT;

                -- Effects that a restored ledger found on the homeserver before it came to them
                -- itself.
                CREATE TABLE echo (
                    effect  TEXT PRIMARY KEY,
                    receipt TEXT NOT NULL,
                    seen    INTEGER NOT NULL
                ) STRICT, WITHOUT ROWID;

                -- Lines for counsellors since the beginning, counted beside the rows themselves, so
                -- that one can be held against the other.
                CREATE TABLE reckoning (
                    what  TEXT PRIMARY KEY,
                    count INTEGER NOT NULL
                ) STRICT, WITHOUT ROWID;
                INSERT INTO reckoning SELECT 'accepted', count(*) FROM outbox WHERE kind = 'relay';
                INSERT INTO reckoning SELECT 'delivered', count(*) FROM outbox
                    WHERE kind = 'relay' AND state = 'done';
                INSERT INTO reckoning VALUES ('forgotten', 0);
                """
        )
    }

    static func addReturning(_ db: Database) throws {
        try db.execute(
            sql: """
                -- Whether she came back with a return code: the staff room's list says so.
                ALTER TABLE conversation ADD COLUMN came_back INTEGER NOT NULL DEFAULT 0;
                """
        )
    }

    static func addImages(_ db: Database) throws {
        try db.execute(
            sql: """
                -- Images that counsellors show, beside their lines. Sealed with the conversation's
                -- key.
                CREATE TABLE image (
                    conversation INTEGER NOT NULL REFERENCES conversation (number),
                    id           TEXT NOT NULL,
                    kind         TEXT NOT NULL,
                    body         BLOB NOT NULL,
                    PRIMARY KEY (conversation, id)
                ) STRICT;
                """
        )
    }

    static func addCounts(_ db: Database) throws {
        try db.execute(
            sql: """
                -- Statistics: numbers of a month, no persons. Sealed with the master key, for a
                -- month may have had one visitor. What `tally` has is brought here at the first
                -- opening.
                CREATE TABLE counts (
                    bot   TEXT NOT NULL,
                    month TEXT NOT NULL,
                    body  BLOB NOT NULL,
                    PRIMARY KEY (bot, month)
                ) STRICT, WITHOUT ROWID;
                """
        )
    }

    static func addSilence(_ db: Database) throws {
        try db.execute(
            sql: """
                -- Whether nobody but the bot can say anything in it any more.
                ALTER TABLE room ADD COLUMN silenced INTEGER NOT NULL DEFAULT 0;
                """
        )
    }

    static func addDirectRooms(_ db: Database) throws {
        try db.execute(
            sql: """
                -- Whether a counsellor and a ghost talk in it, or the bot and a visitor who came in
                -- through the lobby.
                ALTER TABLE room ADD COLUMN kind TEXT NOT NULL DEFAULT 'counselling';
                DROP INDEX room_taken;
                CREATE UNIQUE INDEX room_taken ON room (conversation, kind) WHERE state = 'taken';
                """
        )
    }
}
