-- Pages of the desk over many letters: what is asked of all of them at once stands in an index that holds few, or nothing but what is asked.
CREATE INDEX requests_open ON requests (operator, due, ends_at, assigned_to, awaits_applicant, closed) WHERE NOT closed;
CREATE INDEX requests_by_receipt_and_status ON requests (operator, closed, -received_at, number);
CREATE INDEX demands_late ON demands (operator, received_on, late) WHERE late;
CREATE INDEX demands_undecided ON demands (operator, received_on, decided_on, late) WHERE decided_on IS NULL AND NOT late;

-- The journal is looked through by kind and by actor, the newest first: the position is in every index already.
CREATE INDEX entries_by_kind ON entries (operator, kind);
CREATE INDEX entries_by_actor ON entries (operator, actor);
