-- The key of each file that has personal data, wrapped by a key of the ring. Null: thrown away with the person.
CREATE TABLE file_keys (
    operator text COLLATE "C" NOT NULL,
    subject  text COLLATE "C" NOT NULL,
    wrapped  bytea,
    PRIMARY KEY (operator, subject)
);

CREATE INDEX file_keys_destroyed ON file_keys (operator, subject) WHERE wrapped IS NULL;

-- Whose an address, a phone or a document may be: by a keyed hash of it, so that only who knows it finds the person.
CREATE TABLE contacts (
    operator text COLLATE "C" NOT NULL,
    kind     text COLLATE "C" NOT NULL,
    hash     bytea NOT NULL,
    subject  text COLLATE "C" NOT NULL,
    PRIMARY KEY (operator, kind, hash, subject)
);

CREATE INDEX contacts_by_subject ON contacts (operator, subject);

-- The key ring of Data Protection, shared by all nodes: its keys are encrypted by a certificate, a passphrase or installation.key, none of which is here.
CREATE TABLE ring (
    id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name    text NOT NULL,
    element text NOT NULL
);
