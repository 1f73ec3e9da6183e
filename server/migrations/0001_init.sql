-- One text for SQLite and PostgreSQL: TEXT and BIGINT only, times as RFC 3339 in UTC.
-- Every table carries the site, and every query names it: that is what keeps tenants apart.

CREATE TABLE staff (
    email      TEXT NOT NULL PRIMARY KEY,
    name       TEXT NOT NULL,
    role       TEXT NOT NULL,
    created_at TEXT NOT NULL
);

CREATE TABLE site_keys (
    site      TEXT NOT NULL PRIMARY KEY,
    root      TEXT NOT NULL, -- the root key's public JWK
    list      TEXT NOT NULL, -- compact JWS of the key list, signed by the root key
    issued_at TEXT NOT NULL
);

-- A document's source is kept whole; sections are cut from it and never edited.
CREATE TABLE document_version (
    site           TEXT NOT NULL,
    document       TEXT NOT NULL,
    locale         TEXT NOT NULL,
    version        BIGINT NOT NULL,
    kind           TEXT NOT NULL, -- policy, answer_set
    title          TEXT NOT NULL,
    owner          TEXT,
    effective_from TEXT,
    effective_to   TEXT,
    source         TEXT NOT NULL,
    content_hash   TEXT NOT NULL,
    out_of_scope   TEXT NOT NULL, -- JSON list of questions that no answer fits
    state          TEXT NOT NULL, -- draft, approved, published
    author         TEXT NOT NULL,
    created_at     TEXT NOT NULL,
    approved_by    TEXT,
    approved_at    TEXT,
    published_by   TEXT,
    published_at   TEXT,
    PRIMARY KEY (site, document, locale, version),
    CHECK (approved_by IS NULL OR approved_by <> author)
);

CREATE TABLE section (
    site         TEXT NOT NULL,
    document     TEXT NOT NULL,
    locale       TEXT NOT NULL,
    version      BIGINT NOT NULL,
    answer       TEXT NOT NULL, -- document/slug-path
    section      TEXT NOT NULL,
    position     BIGINT NOT NULL,
    title        TEXT NOT NULL,
    path         TEXT NOT NULL, -- JSON list of the titles above it
    markdown     TEXT NOT NULL,
    content_hash TEXT NOT NULL,
    questions    TEXT NOT NULL, -- JSON list
    PRIMARY KEY (site, document, locale, version, answer),
    FOREIGN KEY (site, document, locale, version)
        REFERENCES document_version (site, document, locale, version)
);

-- Rises with every publication, so that servers know when to train again.
CREATE TABLE knowledge_version (
    site    TEXT NOT NULL PRIMARY KEY,
    version BIGINT NOT NULL
);

CREATE TABLE conversation (
    id         TEXT NOT NULL PRIMARY KEY,
    site       TEXT NOT NULL,
    token_hash TEXT NOT NULL,
    locale     TEXT NOT NULL,
    opened_at  TEXT NOT NULL
);
CREATE INDEX conversation_site ON conversation (site, opened_at);

-- Append-only. `hash` covers `previous` and `body`, so each conversation is a chain.
CREATE TABLE ledger_entry (
    conversation TEXT NOT NULL REFERENCES conversation (id),
    sequence     BIGINT NOT NULL,
    site         TEXT NOT NULL,
    kind         TEXT NOT NULL,
    at           TEXT NOT NULL,
    request_id   TEXT, -- the client's own id for what it asked, where it has one
    request_hash TEXT,
    body         TEXT NOT NULL,
    previous     TEXT NOT NULL,
    hash         TEXT NOT NULL,
    PRIMARY KEY (conversation, sequence)
);
CREATE UNIQUE INDEX ledger_entry_request ON ledger_entry (conversation, kind, request_id);

CREATE TABLE ticket_number (
    site TEXT NOT NULL PRIMARY KEY,
    last BIGINT NOT NULL
);

CREATE TABLE ticket (
    site         TEXT NOT NULL,
    number       BIGINT NOT NULL,
    conversation TEXT NOT NULL REFERENCES conversation (id),
    handoff_id   TEXT NOT NULL,
    request_hash TEXT NOT NULL,
    reason       TEXT NOT NULL,
    name         TEXT NOT NULL,
    email        TEXT NOT NULL,
    message      TEXT NOT NULL,
    locale       TEXT NOT NULL,
    state        TEXT NOT NULL, -- open, closed
    receipt      TEXT NOT NULL, -- compact JWS of the receipt card
    created_at   TEXT NOT NULL,
    PRIMARY KEY (site, number)
);
CREATE UNIQUE INDEX ticket_handoff ON ticket (site, handoff_id);

-- Tries to open an order that failed or are under way, by what was tried: a conversation, an address, a number.
CREATE TABLE order_attempt (
    id      TEXT NOT NULL,
    site    TEXT NOT NULL,
    subject TEXT NOT NULL,
    at_ms   BIGINT NOT NULL
);
CREATE INDEX order_attempt_subject ON order_attempt (site, subject, at_ms);
