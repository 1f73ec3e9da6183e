-- What is announced outside, one row for each target, written in the transaction of what it tells.
CREATE TABLE outbox (
    id              TEXT NOT NULL PRIMARY KEY, -- sorts by time; the idempotency key that receivers see
    site            TEXT NOT NULL,
    target          TEXT NOT NULL, -- `mail`, `shopper`, or a webhook's name
    event           TEXT NOT NULL, -- ticket.accepted, for example
    ticket          BIGINT NOT NULL,
    body            TEXT NOT NULL, -- JSON
    state           TEXT NOT NULL, -- pending, sent, unneeded, dead
    tries           BIGINT NOT NULL,
    due_ms          BIGINT NOT NULL,
    lease           TEXT NOT NULL, -- who is at it, until leased_until_ms
    leased_until_ms BIGINT NOT NULL,
    problem         TEXT, -- why the last try failed
    created_at      TEXT NOT NULL,
    retry_from_ms   BIGINT NOT NULL, -- from when on the time to give up counts
    ended_at        TEXT
);
CREATE INDEX outbox_due ON outbox (state, due_ms);
CREATE INDEX outbox_site ON outbox (site, state, id);

-- Conversations that a person has taken over. While the row is there, the machine is silent.
CREATE TABLE takeover (
    site         TEXT NOT NULL,
    conversation TEXT NOT NULL PRIMARY KEY REFERENCES conversation (id),
    ticket       BIGINT NOT NULL,
    email        TEXT NOT NULL,
    name         TEXT NOT NULL,
    since        TEXT NOT NULL
);

-- Replies of staff, and when a widget was given them. One that no widget had goes by mail.
CREATE TABLE staff_reply (
    site         TEXT NOT NULL,
    conversation TEXT NOT NULL REFERENCES conversation (id),
    reply        TEXT NOT NULL, -- the id that the console chose
    ticket       BIGINT NOT NULL,
    shown_at     TEXT,
    PRIMARY KEY (conversation, reply)
);

-- What shoppers thought of a ticket once it was closed.
CREATE TABLE satisfaction (
    site    TEXT NOT NULL,
    ticket  BIGINT NOT NULL,
    verdict TEXT NOT NULL, -- solved, not_solved
    at      TEXT NOT NULL,
    PRIMARY KEY (site, ticket)
);

-- Mails that were taken in, so that one that comes twice counts once.
CREATE TABLE mail_received (
    site       TEXT NOT NULL,
    message_id TEXT NOT NULL,
    ticket     BIGINT NOT NULL,
    at         TEXT NOT NULL,
    PRIMARY KEY (site, message_id)
);
