-- Links to choose a password with. Of the token only the hash is kept; a link that was used is gone.
CREATE TABLE staff_link (
    token_hash TEXT NOT NULL PRIMARY KEY,
    email      TEXT NOT NULL REFERENCES staff (email),
    expires_at TEXT NOT NULL
);
CREATE INDEX staff_link_email ON staff_link (email);

-- Tries to sign in: those that failed, and those that are under way.
CREATE TABLE sign_in_attempt (
    id      TEXT NOT NULL,
    subject TEXT NOT NULL, -- hash of an account's or a network's address
    at_ms   BIGINT NOT NULL,
    PRIMARY KEY (id, subject)
);
CREATE INDEX sign_in_attempt_subject ON sign_in_attempt (subject, at_ms);
CREATE INDEX sign_in_attempt_time ON sign_in_attempt (at_ms);

-- The second step. The secret is not here: it is made of `seed` and a key in the data folder.
CREATE TABLE staff_totp (
    email     TEXT NOT NULL PRIMARY KEY REFERENCES staff (email),
    seed      TEXT NOT NULL,
    confirmed BIGINT NOT NULL, -- 1 once a code was shown; until then it is asked of nobody
    step      BIGINT NOT NULL  -- of the last code that was used, since a code works once
);
CREATE TABLE staff_recovery (
    email     TEXT NOT NULL REFERENCES staff (email),
    code_hash TEXT NOT NULL,
    PRIMARY KEY (email, code_hash)
);

-- Taken by whoever changes roles, so that two cannot remove the last two owners at once.
CREATE TABLE staff_turn (
    id      BIGINT NOT NULL PRIMARY KEY,
    changes BIGINT NOT NULL
);
INSERT INTO staff_turn (id, changes) VALUES (1, 0);

CREATE INDEX staff_session_email ON staff_session (email);
CREATE INDEX audit_entry_actor ON audit_entry (actor, id);
