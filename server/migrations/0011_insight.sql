-- What shoppers asked and what became of it: an index of the ledger, written with it. A question
-- begins with a message or a quick reply; picks and order proofs that follow settle the same one.
-- What was said stays in the ledger alone.
CREATE TABLE question (
    site         TEXT NOT NULL,
    conversation TEXT NOT NULL REFERENCES conversation (id),
    sequence     BIGINT NOT NULL, -- of the ledger's entry that began it
    at           TEXT NOT NULL,
    outcome      TEXT NOT NULL, -- text, order, asked_back, handed_off
    reason       TEXT, -- why it was handed off
    PRIMARY KEY (conversation, sequence)
);
CREATE INDEX question_site ON question (site, at);
CREATE INDEX ticket_created ON ticket (site, created_at);
