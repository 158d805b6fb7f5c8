-- Letters whose author was asked for something and has not given it; who was asked before is listed from the journal at the next start.
ALTER TABLE requests ADD COLUMN awaits_applicant INTEGER NOT NULL DEFAULT 0;
CREATE INDEX requests_awaiting ON requests (operator, number) WHERE awaits_applicant;
UPDATE requests SET listed = 0 WHERE NOT closed;
