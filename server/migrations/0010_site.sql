-- Pages on which a site's tag was seen, by origin.
CREATE TABLE site_seen (
    site   TEXT NOT NULL,
    origin TEXT NOT NULL,
    at     TEXT NOT NULL, -- the last time, to the minute
    PRIMARY KEY (site, origin)
);
