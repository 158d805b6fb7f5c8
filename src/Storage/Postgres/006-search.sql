-- The request journal is searched and filtered: each of these finds few letters among many, or gives them in the order that was asked for.
CREATE INDEX requests_by_end ON requests (operator, ends_at, number);
CREATE INDEX requests_by_subject ON requests (operator, subject, number);
CREATE INDEX requests_by_channel ON requests (operator, channel, number);
CREATE INDEX requests_by_assignee ON requests (operator, assigned_to, number);
CREATE INDEX demands_by_kind ON demands (operator, kind, number);
DROP INDEX requests_by_day;
CREATE INDEX requests_by_day ON requests (operator, received_on, number);

-- Authors are found by the words of their names from now on; what was written before is listed from the journal at the next start.
UPDATE requests SET listed = false;
