-- Reviewed cases that a site's confidence is calibrated by. Rows are added; the newest of a language
-- counts.
CREATE TABLE calibration (
    site              TEXT NOT NULL,
    locale            TEXT NOT NULL,
    version           BIGINT NOT NULL,
    cases             TEXT NOT NULL, -- lines of JSON, as `vouch eval` reads them
    risk              TEXT NOT NULL, -- the share of wrong answers that was accepted with them
    configured_risk   TEXT NOT NULL, -- what vouch.toml said then; once it says something else, that holds
    proven            BIGINT NOT NULL, -- 1: the proven threshold, 0: that of the expected share
    knowledge_version BIGINT NOT NULL, -- what the cases were reviewed against
    author            TEXT, -- the staff member who was named
    created_at        TEXT NOT NULL,
    PRIMARY KEY (site, locale, version)
);
