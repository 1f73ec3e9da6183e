-- What staff did. Rows are added and never changed.
CREATE TABLE audit_entry (
    id      TEXT NOT NULL PRIMARY KEY, -- sorts by time
    at      TEXT NOT NULL,
    actor   TEXT NOT NULL, -- a member's address, or `cli`
    site    TEXT NOT NULL, -- empty where it concerns no site
    action  TEXT NOT NULL, -- `ticket.assign`, for example
    subject TEXT NOT NULL, -- what it was done to: a ticket's number, an address, a document
    detail  TEXT NOT NULL  -- JSON, without shoppers' words or secrets
);
CREATE INDEX audit_entry_site ON audit_entry (site, id);
