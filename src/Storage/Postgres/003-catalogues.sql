-- Heads of catalogues are looked through every second in a cluster: few among the heads of all files.
CREATE INDEX heads_of_catalogues ON heads (operator) WHERE subject = '~catalogue';
