-- The journal: every entry of every file, in the order of commits. Texts are compared byte by byte, as everywhere else in the service.
CREATE TABLE entries (
    position bigint PRIMARY KEY,                 -- assigned under the writers' lock, so it follows the order of commits, without gaps
    operator text COLLATE "C" NOT NULL,
    subject  text COLLATE "C" NOT NULL,
    version  bigint NOT NULL,                    -- 1, 2, 3 … within the file
    at       bigint NOT NULL,                    -- microseconds since 1970, UTC: when it was recorded
    actor    text   NOT NULL,
    kind     text   NOT NULL,                    -- a name of EventNames
    request  text,                               -- the number of the request it belongs to
    payload  bytea  NOT NULL,                    -- the event's JSON, to the byte: it is hashed
    hash     bytea  NOT NULL                     -- SHA-256 over the hash before it and its canonical bytes
);

CREATE UNIQUE INDEX entries_by_file ON entries (operator, subject, version);
CREATE INDEX entries_by_operator ON entries (operator, position);

-- Where each file ends: a lost tail is found, and a writer with an old version is refused.
CREATE TABLE heads (
    operator text COLLATE "C" NOT NULL,
    subject  text COLLATE "C" NOT NULL,
    version  bigint NOT NULL,
    hash     bytea  NOT NULL,
    PRIMARY KEY (operator, subject)
) WITH (fillfactor = 80);

-- Commands that have had their effect, by the client's Idempotency-Key.
CREATE TABLE commands (
    operator     text COLLATE "C" NOT NULL,
    key          text COLLATE "C" NOT NULL,
    body_sha256  bytea  NOT NULL,
    subject      text   NOT NULL,
    from_version bigint NOT NULL,
    to_version   bigint NOT NULL,
    at           bigint NOT NULL,
    PRIMARY KEY (operator, key)
);

CREATE INDEX commands_by_age ON commands (at);

-- The register: the request journal as the desk lists it.
CREATE TABLE requests (
    operator    text COLLATE "C" NOT NULL,
    number      text COLLATE "C" NOT NULL,
    year        integer NOT NULL,
    ordinal     integer NOT NULL,
    subject     text COLLATE "C" NOT NULL,
    received_at bigint  NOT NULL,
    received_on date    NOT NULL,
    channel     text    NOT NULL,
    kinds       text    NOT NULL,                -- ",access,withdrawal,"
    closed      boolean NOT NULL,
    due         date,                            -- the strict last day of what burns first
    ends_at     bigint  NOT NULL,                -- its last instant; the largest number when nothing burns
    PRIMARY KEY (operator, number)
);

CREATE INDEX requests_by_due ON requests (operator, closed, ends_at, number);
CREATE INDEX requests_by_receipt ON requests (operator, (-received_at), number);
CREATE INDEX requests_by_series ON requests (operator, year, ordinal);

-- When the clock must look into a file.
CREATE TABLE wake_ups (
    operator text COLLATE "C" NOT NULL,
    subject  text COLLATE "C" NOT NULL,
    at       bigint NOT NULL,
    PRIMARY KEY (operator, subject)
);

CREATE INDEX wake_ups_by_time ON wake_ups (at, operator, subject);
