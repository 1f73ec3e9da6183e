-- What staff do with tickets. `version` rises with each change: a change names the one it is for.
ALTER TABLE ticket ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
ALTER TABLE ticket ADD COLUMN assignee TEXT;
ALTER TABLE ticket ADD COLUMN priority BIGINT NOT NULL DEFAULT 1; -- 0 low, 1 normal, 2 high, 3 urgent
ALTER TABLE ticket ADD COLUMN merged_into BIGINT;
ALTER TABLE ticket ADD COLUMN snoozed_until TEXT; -- while state is `snoozed`
ALTER TABLE ticket ADD COLUMN due_at TEXT; -- of the first reply
ALTER TABLE ticket ADD COLUMN first_reply_at TEXT;
ALTER TABLE ticket ADD COLUMN active_at TEXT NOT NULL DEFAULT '';
UPDATE ticket SET active_at = created_at;
CREATE INDEX ticket_state ON ticket (site, state, number);
CREATE INDEX ticket_conversation ON ticket (conversation);
CREATE INDEX ticket_email ON ticket (site, email);

CREATE TABLE ticket_tag (
    site   TEXT NOT NULL,
    tag    TEXT NOT NULL,
    number BIGINT NOT NULL,
    PRIMARY KEY (site, tag, number)
);
CREATE INDEX ticket_tag_number ON ticket_tag (site, number);

-- What happened to tickets. Rows are added and never changed.
CREATE TABLE ticket_event (
    id     TEXT NOT NULL PRIMARY KEY, -- sorts by time
    site   TEXT NOT NULL,
    number BIGINT NOT NULL,
    at     TEXT NOT NULL,
    actor  TEXT NOT NULL, -- a member's address, `shopper` or `vouch`
    what   TEXT NOT NULL  -- JSON, told apart by `kind`
);
CREATE INDEX ticket_event_site ON ticket_event (site, id);
CREATE INDEX ticket_event_number ON ticket_event (site, number, id);

-- Who was named in a note.
CREATE TABLE ticket_mention (
    site   TEXT NOT NULL,
    email  TEXT NOT NULL,
    number BIGINT NOT NULL,
    event  TEXT NOT NULL REFERENCES ticket_event (id),
    PRIMARY KEY (site, email, number, event)
);

-- Words by which a ticket is found. `head` is a word's first two characters: it makes the search
-- for a beginning an index look-up in both databases, whatever their collation.
CREATE TABLE ticket_word (
    site   TEXT NOT NULL,
    head   TEXT NOT NULL,
    word   TEXT NOT NULL,
    number BIGINT NOT NULL,
    PRIMARY KEY (site, head, word, number)
);

-- Lists that members keep under a name.
CREATE TABLE ticket_view (
    site  TEXT NOT NULL,
    email TEXT NOT NULL REFERENCES staff (email),
    name  TEXT NOT NULL,
    query TEXT NOT NULL,
    PRIMARY KEY (site, email, name)
);
