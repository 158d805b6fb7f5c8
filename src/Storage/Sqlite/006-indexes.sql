-- The feed of one operator, in the order of commits: the position is in every index already.
CREATE INDEX entries_by_operator ON entries (operator);

-- An index on "subject = '~catalogue'" made SQLite compare it with every "subject = $n" and prepare the statement anew at each use.
DROP INDEX heads_of_catalogues;
CREATE INDEX heads_of_catalogues ON heads (operator) WHERE instr(subject, '~catalogue') = 1;
