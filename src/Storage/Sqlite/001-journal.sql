-- The journal: every entry of every file, in the order of commits.
CREATE TABLE entries (
    position INTEGER PRIMARY KEY,           -- assigned in the writer's transaction, without gaps
    operator TEXT    NOT NULL,
    subject  TEXT    NOT NULL,
    version  INTEGER NOT NULL,              -- 1, 2, 3 … within the file
    at       INTEGER NOT NULL,              -- microseconds since 1970, UTC: when it was recorded
    actor    TEXT    NOT NULL,
    kind     TEXT    NOT NULL,              -- a name of EventNames
    request  TEXT,                          -- the number of the request it belongs to
    payload  BLOB    NOT NULL,              -- the event's JSON
    hash     BLOB    NOT NULL               -- SHA-256 over the hash before it and its canonical bytes
) STRICT;

CREATE UNIQUE INDEX entries_by_file ON entries (operator, subject, version);

-- Where each file ends: a lost tail is found, and a writer with an old version is refused.
CREATE TABLE heads (
    operator TEXT    NOT NULL,
    subject  TEXT    NOT NULL,
    version  INTEGER NOT NULL,
    hash     BLOB    NOT NULL,
    PRIMARY KEY (operator, subject)
) STRICT, WITHOUT ROWID;

-- Commands that have had their effect, by the client's Idempotency-Key.
CREATE TABLE commands (
    operator     TEXT    NOT NULL,
    key          TEXT    NOT NULL,
    body_sha256  BLOB    NOT NULL,
    subject      TEXT    NOT NULL,
    from_version INTEGER NOT NULL,
    to_version   INTEGER NOT NULL,
    at           INTEGER NOT NULL,
    PRIMARY KEY (operator, key)
) STRICT, WITHOUT ROWID;

CREATE INDEX commands_by_age ON commands (at);

-- The register: the request journal as the desk lists it.
CREATE TABLE requests (
    operator    TEXT    NOT NULL,
    number      TEXT    NOT NULL,
    year        INTEGER NOT NULL,
    ordinal     INTEGER NOT NULL,
    subject     TEXT    NOT NULL,
    received_at INTEGER NOT NULL,
    received_on TEXT    NOT NULL,
    channel     TEXT    NOT NULL,
    kinds       TEXT    NOT NULL,           -- ",access,withdrawal,"
    closed      INTEGER NOT NULL,
    due         TEXT,                       -- the strict last day of what burns first
    ends_at     INTEGER NOT NULL,           -- its last instant; the largest number when nothing burns
    PRIMARY KEY (operator, number)
) STRICT, WITHOUT ROWID;

CREATE INDEX requests_by_due ON requests (operator, closed, ends_at, number);
CREATE INDEX requests_by_receipt ON requests (operator, -received_at, number);
CREATE INDEX requests_by_series ON requests (operator, year, ordinal);

-- When the clock must look into a file.
CREATE TABLE wake_ups (
    operator TEXT    NOT NULL,
    subject  TEXT    NOT NULL,
    at       INTEGER NOT NULL,
    PRIMARY KEY (operator, subject)
) STRICT, WITHOUT ROWID;

CREATE INDEX wake_ups_by_time ON wake_ups (at, operator, subject);
