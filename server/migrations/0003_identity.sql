-- Whom the shop's signed identity named in a conversation, as a hash. Absent until it named somebody.
ALTER TABLE conversation ADD COLUMN identity TEXT;

-- Codes that were asked for, whether or not one was mailed: what nobody could prove gets a row that no
-- code fits. Everything but the counts is hashed with the conversation's token, which is not stored.
CREATE TABLE order_code (
    id           TEXT NOT NULL PRIMARY KEY, -- of the try that asked for it, in order_attempt
    site         TEXT NOT NULL,
    conversation TEXT NOT NULL REFERENCES conversation (id),
    number       TEXT NOT NULL, -- hash of the order number
    code         TEXT NOT NULL, -- hash of the code
    mailbox      TEXT NOT NULL, -- hash of the address that it was mailed to
    tries        BIGINT NOT NULL,
    used         BIGINT NOT NULL, -- 1 once it opened the order
    at_ms        BIGINT NOT NULL
);
CREATE INDEX order_code_number ON order_code (site, number, at_ms);
