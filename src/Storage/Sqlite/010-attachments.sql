-- Files of requests: what was begun, and whether the journal tells of it; what it does not is swept away after a day.
CREATE TABLE attachments (
    operator TEXT    NOT NULL,
    subject  TEXT    NOT NULL,
    id       TEXT    NOT NULL,
    begun    INTEGER NOT NULL,              -- microseconds
    kept     INTEGER NOT NULL,
    PRIMARY KEY (operator, subject, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX attachments_loose ON attachments (begun, id) WHERE kept = 0;

-- Their bytes under the key of their file, a chunk a row; gone in the transaction that throws the key away.
CREATE TABLE attachment_chunks (
    operator TEXT    NOT NULL,
    subject  TEXT    NOT NULL,
    id       TEXT    NOT NULL,
    number   INTEGER NOT NULL,
    sealed   BLOB    NOT NULL,
    PRIMARY KEY (operator, subject, id, number)
) STRICT;
