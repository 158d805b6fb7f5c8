-- Files of requests: what was begun, and whether the journal tells of it; what it does not is swept away after a day.
CREATE TABLE attachments (
    operator text COLLATE "C" NOT NULL,
    subject  text COLLATE "C" NOT NULL,
    id       text COLLATE "C" NOT NULL,
    begun    bigint  NOT NULL,                   -- microseconds
    kept     integer NOT NULL,
    PRIMARY KEY (operator, subject, id)
);

CREATE INDEX attachments_loose ON attachments (begun, id) WHERE kept = 0;

-- Their bytes under the key of their file, a chunk a row; gone in the transaction that throws the key away.
CREATE TABLE attachment_chunks (
    operator text COLLATE "C" NOT NULL,
    subject  text COLLATE "C" NOT NULL,
    id       text COLLATE "C" NOT NULL,
    number   integer NOT NULL,
    sealed   bytea   NOT NULL,
    PRIMARY KEY (operator, subject, id, number)
);

-- Sealed bytes cannot be packed.
ALTER TABLE attachment_chunks ALTER COLUMN sealed SET STORAGE EXTERNAL;
