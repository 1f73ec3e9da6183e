-- The way of a version: draft, in_review, returned, approved, scheduled, published. Its text never changes.
ALTER TABLE document_version ADD COLUMN submitted_by TEXT;
ALTER TABLE document_version ADD COLUMN submitted_at TEXT;
ALTER TABLE document_version ADD COLUMN returned_by TEXT; -- sent back, or taken off the schedule
ALTER TABLE document_version ADD COLUMN returned_at TEXT;
ALTER TABLE document_version ADD COLUMN comment TEXT; -- what went with the last step
ALTER TABLE document_version ADD COLUMN publish_at TEXT; -- when a scheduled version comes into force
ALTER TABLE document_version ADD COLUMN restores BIGINT; -- the earlier version whose text this is again
CREATE INDEX document_version_schedule ON document_version (state, publish_at);

-- What would change if some versions were published: nothing is published from the console without one.
CREATE TABLE publication_check (
    id                TEXT NOT NULL PRIMARY KEY,
    site              TEXT NOT NULL,
    requested_by      TEXT NOT NULL,
    requested_at      TEXT NOT NULL,
    versions          TEXT NOT NULL, -- JSON list of document, locale and version
    knowledge_version BIGINT NOT NULL, -- what it was compared with
    state             TEXT NOT NULL, -- running, done, failed
    done              BIGINT NOT NULL,
    total             BIGINT NOT NULL,
    beat_at           TEXT NOT NULL, -- a running check that has been silent for long has died with its server
    report            TEXT, -- JSON
    blocked           BIGINT NOT NULL, -- 1: only with a second person's reason
    overridden_by     TEXT,
    overridden_at     TEXT,
    reason            TEXT,
    CHECK (overridden_by IS NULL OR overridden_by <> requested_by)
);
CREATE INDEX publication_check_site ON publication_check (site, id);

-- In which turns a section's version was shown: an index of the ledger, written with it.
CREATE TABLE section_use (
    site         TEXT NOT NULL,
    document     TEXT NOT NULL,
    locale       TEXT NOT NULL,
    version      BIGINT NOT NULL,
    section      TEXT NOT NULL,
    card         TEXT NOT NULL,
    conversation TEXT NOT NULL REFERENCES conversation (id),
    at           TEXT NOT NULL,
    verdict      TEXT, -- what the shopper said of the card last
    PRIMARY KEY (card, document, section)
);
CREATE INDEX section_use_version ON section_use (site, document, locale, version, section);
