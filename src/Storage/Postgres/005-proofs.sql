-- What proves the journal: parts of the tree over it (derived), signed heads, what witnesses have got.
CREATE TABLE proofs (
    operator text COLLATE "C" NOT NULL,
    name     text COLLATE "C" NOT NULL,
    version  bigint NOT NULL,                    -- grows with every writing
    value    bytea  NOT NULL,                    -- SHA-256 of what follows, and it
    PRIMARY KEY (operator, name)
);
