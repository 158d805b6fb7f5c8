-- The register learns of demands and obligations. What was written before is listed from the journal at the next start.
ALTER TABLE requests ADD COLUMN assigned_to TEXT;
ALTER TABLE requests ADD COLUMN listed INTEGER NOT NULL DEFAULT 0;  -- whether its demands and obligations stand below

CREATE INDEX requests_unlisted ON requests (operator, subject) WHERE NOT listed;
CREATE INDEX requests_by_day ON requests (operator, received_on);

-- Every demand of every letter, for statistics.
CREATE TABLE demands (
    operator    TEXT    NOT NULL,
    number      TEXT    NOT NULL,
    demand      INTEGER NOT NULL,
    kind        TEXT    NOT NULL,
    channel     TEXT    NOT NULL,
    received_on TEXT    NOT NULL,
    status      TEXT    NOT NULL,
    decided_on  TEXT,                       -- the operator's local day
    late        INTEGER NOT NULL,
    extended    INTEGER NOT NULL,
    PRIMARY KEY (operator, number, demand)
) STRICT, WITHOUT ROWID;

-- In the order they are grouped by, so that a year is counted by reading this index alone.
CREATE INDEX demands_by_receipt ON demands (operator, received_on, kind, channel, status, decided_on, late, extended);

-- Everything owed: by letters, and by files that no letter asked anything of.
CREATE TABLE obligations (
    operator    TEXT    NOT NULL,
    subject     TEXT    NOT NULL,
    request     TEXT    NOT NULL,           -- empty where the file itself owes it
    id          INTEGER NOT NULL,
    demand      INTEGER NOT NULL,
    duty        TEXT    NOT NULL,
    origin      TEXT    NOT NULL,
    article     TEXT    NOT NULL,
    status      TEXT    NOT NULL,
    outstanding INTEGER NOT NULL,           -- still to be done, in time or late
    governs     INTEGER NOT NULL,
    runs_from   INTEGER,                    -- microseconds since 1970, UTC
    due         TEXT    NOT NULL,
    safe_due    TEXT    NOT NULL,
    ends_at     INTEGER NOT NULL,
    timed       INTEGER NOT NULL,           -- ends at an instant and not with a day
    done_at     INTEGER,
    calendar    TEXT    NOT NULL,           -- the decrees it was counted by
    assigned_to TEXT,
    PRIMARY KEY (operator, subject, request, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX obligations_by_end ON obligations (operator, ends_at, subject, request, id);
CREATE INDEX obligations_outstanding ON obligations (operator, ends_at, subject, request, id) WHERE outstanding;
CREATE INDEX obligations_own ON obligations (operator, ends_at, subject, request, id) WHERE request = '';
CREATE INDEX obligations_by_calendar ON obligations (operator, calendar, subject) WHERE status = 'open';
