-- Letters whose author was asked for something and has not given it; who was asked before is listed from the journal at the next start.
ALTER TABLE requests ADD COLUMN awaits_applicant boolean NOT NULL DEFAULT false;
CREATE INDEX requests_awaiting ON requests (operator, number) WHERE awaits_applicant;
UPDATE requests SET listed = false WHERE NOT closed;
