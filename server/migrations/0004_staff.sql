-- A member has a role on a site, or on every site: `*`.
CREATE TABLE staff_role (
    email TEXT NOT NULL REFERENCES staff (email),
    site  TEXT NOT NULL,
    role  TEXT NOT NULL,
    PRIMARY KEY (email, site)
);
INSERT INTO staff_role (email, site, role) SELECT email, '*', role FROM staff;
ALTER TABLE staff DROP COLUMN role;
ALTER TABLE staff ADD COLUMN password TEXT; -- argon2id as a PHC string; absent until one is chosen

-- Who is signed in. The token is the cookie's; only its hash is kept.
CREATE TABLE staff_session (
    id         TEXT NOT NULL PRIMARY KEY,
    token_hash TEXT NOT NULL,
    email      TEXT NOT NULL REFERENCES staff (email),
    created_at TEXT NOT NULL,
    seen_at    TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    address    TEXT NOT NULL,
    agent      TEXT NOT NULL -- the browser as it names itself
);
CREATE UNIQUE INDEX staff_session_token ON staff_session (token_hash);
