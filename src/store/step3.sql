-- Format 3: when deliveries were taken.

CREATE TABLE listening (
    id INTEGER PRIMARY KEY,
    from_at INTEGER NOT NULL,                 -- microseconds since 1970, UTC
    until_at INTEGER NOT NULL                 -- the last time that it was known to listen
) STRICT;
