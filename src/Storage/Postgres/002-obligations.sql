-- The register learns of demands and obligations. What was written before is listed from the journal at the next start.
ALTER TABLE requests
    ADD COLUMN assigned_to text,
    ADD COLUMN listed      boolean NOT NULL DEFAULT false;  -- whether its demands and obligations stand below

CREATE INDEX requests_unlisted ON requests (operator, subject) WHERE NOT listed;
CREATE INDEX requests_by_day ON requests (operator, received_on);

-- Every demand of every letter, for statistics.
CREATE TABLE demands (
    operator    text COLLATE "C" NOT NULL,
    number      text COLLATE "C" NOT NULL,
    demand      integer NOT NULL,
    kind        text COLLATE "C" NOT NULL,
    channel     text COLLATE "C" NOT NULL,
    received_on date    NOT NULL,
    status      text COLLATE "C" NOT NULL,
    decided_on  date,                            -- the operator's local day
    late        boolean NOT NULL,
    extended    boolean NOT NULL,
    PRIMARY KEY (operator, number, demand)
);

-- In the order they are grouped by, so that a year is counted by reading this index alone.
CREATE INDEX demands_by_receipt ON demands (operator, received_on, kind, channel, status, decided_on, late, extended);

-- Everything owed: by letters, and by files that no letter asked anything of.
CREATE TABLE obligations (
    operator    text COLLATE "C" NOT NULL,
    subject     text COLLATE "C" NOT NULL,
    request     text COLLATE "C" NOT NULL,       -- empty where the file itself owes it
    id          integer NOT NULL,
    demand      integer NOT NULL,
    duty        text    NOT NULL,
    origin      text    NOT NULL,
    article     text    NOT NULL,
    status      text    NOT NULL,
    outstanding boolean NOT NULL,                -- still to be done, in time or late
    governs     boolean NOT NULL,
    runs_from   bigint,                          -- microseconds since 1970, UTC
    due         date    NOT NULL,
    safe_due    date    NOT NULL,
    ends_at     bigint  NOT NULL,
    timed       boolean NOT NULL,                -- ends at an instant and not with a day
    done_at     bigint,
    calendar    text COLLATE "C" NOT NULL,       -- the decrees it was counted by
    assigned_to text COLLATE "C",
    PRIMARY KEY (operator, subject, request, id)
);

CREATE INDEX obligations_by_end ON obligations (operator, ends_at, subject, request, id);
CREATE INDEX obligations_outstanding ON obligations (operator, ends_at, subject, request, id) WHERE outstanding;
CREATE INDEX obligations_own ON obligations (operator, ends_at, subject, request, id) WHERE request = '';
CREATE INDEX obligations_by_calendar ON obligations (operator, calendar, subject) WHERE status = 'open';
