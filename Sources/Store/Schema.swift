internal import GRDB

/// The tables, before any type that reads them.
///
/// Each change is a step that is never edited again.
enum Schema {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1 the house stands", migrate: createFirstTables)
        migrator.registerMigration("2 a team with its orders", migrate: createTeamTables)
        migrator.registerMigration("3 restored and reckoned", migrate: addReckoning)
        migrator.registerMigration("4 a lobby", migrate: addDirectRooms)
        migrator.registerMigration("5 who came back", migrate: addReturning)
        migrator.registerMigration("6 images", migrate: addImages)
        migrator.registerMigration("7 sealed statistics", migrate: addCounts)
        migrator.registerMigration("8 silenced rooms", migrate: addSilence)
        return migrator
    }

    private static func createTeamTables(_ db: Database) throws {
        try db.execute(
            sql: """
                -- How far somebody who waits goes ahead of others, in minutes.
                ALTER TABLE conversation ADD COLUMN head_start INTEGER NOT NULL DEFAULT 0;

                -- The people of a bot: who belongs to them, who is on duty, what was ordered.
                -- Sealed with the master key.
                CREATE TABLE team (
                    bot   TEXT PRIMARY KEY,
                    state BLOB NOT NULL
                ) STRICT, WITHOUT ROWID;

                -- What return codes are good for. `digest` is a slow digest of the code; the body
                -- is sealed with the master key.
                CREATE TABLE pass (
                    digest  TEXT PRIMARY KEY,
                    expires INTEGER NOT NULL,
                    body    BLOB NOT NULL
                ) STRICT, WITHOUT ROWID;
                CREATE INDEX pass_expires ON pass (expires);

                -- What somebody ordered, for whoever has to answer for it. No visitor is named.
                CREATE TABLE audit (
                    number       INTEGER PRIMARY KEY AUTOINCREMENT,
                    bot          TEXT NOT NULL,
                    milliseconds INTEGER NOT NULL,
                    body         BLOB NOT NULL
                ) STRICT;
                """
        )
    }

    private static func createFirstTables(_ db: Database) throws {
        try createConversationTables(db)
        try createOutboxTables(db)
        try db.execute(
            sql: """
                -- What was already heard: an inbound thing is heard once, however often it comes.
                -- `id` is a digest, so that nothing can be read out of it once words are forgotten.
                CREATE TABLE delivery (
                    id           TEXT PRIMARY KEY,
                    conversation INTEGER
                ) STRICT, WITHOUT ROWID;

                -- How far each feed was read. Saved together with what was read.
                CREATE TABLE cursor (
                    feed  TEXT PRIMARY KEY,
                    token TEXT NOT NULL
                ) STRICT, WITHOUT ROWID;

                -- What this bridge is called, so that no two bridges name their effects alike.
                CREATE TABLE bridge (
                    name  TEXT PRIMARY KEY,
                    value TEXT NOT NULL
                ) STRICT, WITHOUT ROWID;

                -- Statistics: numbers of a day, no persons.
                CREATE TABLE tally (
                    bot   TEXT NOT NULL,
                    day   TEXT NOT NULL,
                    what  TEXT NOT NULL,
                    count INTEGER NOT NULL,
                    PRIMARY KEY (bot, day, what)
                ) STRICT, WITHOUT ROWID;
                """
        )
    }

    private static func createConversationTables(_ db: Database) throws {
        try db.execute(
            sql: """
                -- One visitor's talk. `visitor` is a digest of her tab's secret; `key` is this
                -- conversation's own key, wrapped by the master key; both vanish when it is
                -- forgotten.
                CREATE TABLE conversation (
                    number        INTEGER PRIMARY KEY AUTOINCREMENT,
                    bot           TEXT NOT NULL,
                    door          TEXT NOT NULL,
                    visitor       TEXT,
                    stage         TEXT NOT NULL,
                    waiting_since INTEGER,
                    key           BLOB,
                    state         BLOB,
                    UNIQUE (visitor, bot)
                ) STRICT;
                CREATE INDEX conversation_waiting ON conversation (bot, waiting_since, number)
                    WHERE stage = 'waiting';

                -- What the visitor's side shows, in order. A stream is a cursor over these rows.
                CREATE TABLE line (
                    conversation INTEGER NOT NULL REFERENCES conversation (number),
                    sequence     INTEGER NOT NULL,
                    id           TEXT NOT NULL,
                    milliseconds INTEGER NOT NULL,
                    body         BLOB NOT NULL,
                    PRIMARY KEY (conversation, sequence),
                    UNIQUE (conversation, id)
                ) STRICT, WITHOUT ROWID;

                -- Wakings that the desk asked for.
                CREATE TABLE reminder (
                    conversation INTEGER NOT NULL REFERENCES conversation (number),
                    what         TEXT NOT NULL,
                    due          INTEGER NOT NULL,
                    PRIMARY KEY (conversation, what)
                ) STRICT, WITHOUT ROWID;
                CREATE INDEX reminder_due ON reminder (due);
                """
        )
    }

    private static func createOutboxTables(_ db: Database) throws {
        try db.execute(
            sql: """
                -- Effects for the other network: written down with their cause, done afterwards.
                -- Within a lane strictly in order.
                CREATE TABLE outbox (
                    number       INTEGER PRIMARY KEY AUTOINCREMENT,
                    id           TEXT NOT NULL UNIQUE,
                    bot          TEXT NOT NULL,
                    conversation INTEGER REFERENCES conversation (number),
                    lane         TEXT NOT NULL,
                    kind         TEXT NOT NULL,
                    state        TEXT NOT NULL CHECK (state IN ('ready', 'done', 'parked')),
                    attempts     INTEGER NOT NULL DEFAULT 0,
                    due          INTEGER NOT NULL DEFAULT 0,
                    receipt      TEXT,
                    body         BLOB NOT NULL
                ) STRICT;
                CREATE INDEX outbox_ready ON outbox (lane, number) WHERE state = 'ready';
                CREATE INDEX outbox_postponed ON outbox (due) WHERE state = 'ready' AND due > 0;
                CREATE INDEX outbox_receipt ON outbox (receipt) WHERE receipt IS NOT NULL;
                CREATE INDEX outbox_conversation ON outbox (conversation, number);

                -- Counselling rooms, made in advance. A room serves one conversation, then it is
                -- cleared.
                CREATE TABLE room (
                    serial       INTEGER PRIMARY KEY AUTOINCREMENT,
                    bot          TEXT NOT NULL,
                    ghost        INTEGER NOT NULL,
                    room         TEXT UNIQUE,
                    state        TEXT NOT NULL
                                 CHECK (state IN ('planned', 'free', 'taken', 'used', 'cleared')),
                    opened       INTEGER NOT NULL DEFAULT 0,
                    conversation INTEGER
                ) STRICT;
                CREATE INDEX room_state ON room (state, bot, serial);
                CREATE INDEX room_conversation ON room (conversation)
                    WHERE conversation IS NOT NULL;
                CREATE UNIQUE INDEX room_taken ON room (conversation) WHERE state = 'taken';
                """
        )
    }
}
