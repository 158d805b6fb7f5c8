-- The key of each file that has personal data, wrapped by a key that is not in this database. Null: thrown away with the person.
CREATE TABLE file_keys (
    operator TEXT NOT NULL,
    subject  TEXT NOT NULL,
    wrapped  BLOB,
    PRIMARY KEY (operator, subject)
) STRICT, WITHOUT ROWID;

CREATE INDEX file_keys_destroyed ON file_keys (operator, subject) WHERE wrapped IS NULL;

-- Whose an address, a phone or a document may be: by a keyed hash of it, so that only who knows it finds the person.
CREATE TABLE contacts (
    operator TEXT NOT NULL,
    kind     TEXT NOT NULL,
    hash     BLOB NOT NULL,
    subject  TEXT NOT NULL,
    PRIMARY KEY (operator, kind, hash, subject)
) STRICT, WITHOUT ROWID;

CREATE INDEX contacts_by_subject ON contacts (operator, subject);
