/// The tables as the first Passerelle made them, word for word.
///
/// Never edited: files like this exist.
enum FirstSchema {
    static let sql = """
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

        CREATE TABLE line (
            conversation INTEGER NOT NULL REFERENCES conversation (number),
            sequence     INTEGER NOT NULL,
            id           TEXT NOT NULL,
            milliseconds INTEGER NOT NULL,
            body         BLOB NOT NULL,
            PRIMARY KEY (conversation, sequence),
            UNIQUE (conversation, id)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE reminder (
            conversation INTEGER NOT NULL REFERENCES conversation (number),
            what         TEXT NOT NULL,
            due          INTEGER NOT NULL,
            PRIMARY KEY (conversation, what)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX reminder_due ON reminder (due);

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

        CREATE TABLE delivery (
            id           TEXT PRIMARY KEY,
            conversation INTEGER
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE cursor (
            feed  TEXT PRIMARY KEY,
            token TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE bridge (
            name  TEXT PRIMARY KEY,
            value TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE tally (
            bot   TEXT NOT NULL,
            day   TEXT NOT NULL,
            what  TEXT NOT NULL,
            count INTEGER NOT NULL,
            PRIMARY KEY (bot, day, what)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
        INSERT INTO grdb_migrations VALUES ('1 the house stands');
        """
}
