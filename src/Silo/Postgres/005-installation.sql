-- What every silo of an installation must have alike; one row.
CREATE TABLE IF NOT EXISTS ConsentInstallation
(
    Id integer PRIMARY KEY CHECK (Id = 1),
    SecretFingerprint text NOT NULL               -- follows from installation.key, and tells nothing of it
);
