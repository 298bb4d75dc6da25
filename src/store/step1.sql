-- Format 1: what was received.

CREATE TABLE bodies (
    id INTEGER PRIMARY KEY,
    sha256 BLOB NOT NULL UNIQUE,
    bytes BLOB NOT NULL
) STRICT;

CREATE TABLE deliveries (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    received_at INTEGER NOT NULL,             -- microseconds since 1970, UTC
    source TEXT NOT NULL,
    remote TEXT,
    path TEXT,
    headers TEXT NOT NULL,                    -- JSON: [[name, value], …]
    body_id INTEGER NOT NULL REFERENCES bodies (id),
    bytes INTEGER NOT NULL,
    signature TEXT NOT NULL,
    status INTEGER,
    state TEXT NOT NULL,
    repeat_of INTEGER REFERENCES deliveries (id),
    actions TEXT NOT NULL DEFAULT '[]',       -- JSON: [action, …]
    attempt INTEGER,
    retry_key BLOB,
    reason TEXT
) STRICT;

CREATE INDEX deliveries_by_body ON deliveries (body_id);
CREATE INDEX deliveries_by_repeat ON deliveries (repeat_of) WHERE repeat_of IS NOT NULL;
CREATE INDEX deliveries_by_retry ON deliveries (retry_key) WHERE retry_key IS NOT NULL;
CREATE INDEX deliveries_pending ON deliveries (id) WHERE state = 'pending';
CREATE INDEX deliveries_quarantined ON deliveries (id) WHERE state = 'quarantined';

CREATE TABLE meta (
    key TEXT PRIMARY KEY,
    value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
