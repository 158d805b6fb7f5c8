-- What proves the journal: parts of the tree over it (derived), signed heads, what witnesses have got.
CREATE TABLE proofs (
    operator TEXT    NOT NULL,
    name     TEXT    NOT NULL,
    version  INTEGER NOT NULL,              -- grows with every writing
    value    BLOB    NOT NULL,              -- SHA-256 of what follows, and it
    PRIMARY KEY (operator, name)
) STRICT;
