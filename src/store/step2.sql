-- Format 2: what is derived from it, and what a person entered.

CREATE TABLE calls (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    revision INTEGER NOT NULL DEFAULT 0,
    sort_at INTEGER NOT NULL DEFAULT 0,       -- microseconds: start, else sent, else received
    vendor_id INTEGER,
    stage TEXT NOT NULL DEFAULT 'ringing',
    started_at INTEGER,                       -- microseconds since 1970, UTC
    time_zone TEXT,
    caller_name TEXT,
    caller_number TEXT,
    caller_key TEXT,                          -- digits only
    place TEXT,
    tracking_number TEXT,
    group_name TEXT,
    source TEXT,
    answered INTEGER,
    wait_secs REAL,
    talk_secs REAL,
    sentiment TEXT,
    lead INTEGER,
    voicemail INTEGER,
    lead_reason TEXT,
    verified INTEGER NOT NULL DEFAULT 0,
    sent_at INTEGER
) STRICT;

CREATE INDEX calls_by_time ON calls (sort_at, id);
CREATE INDEX calls_by_vendor_id ON calls (vendor_id) WHERE vendor_id IS NOT NULL;
CREATE INDEX calls_by_caller ON calls (caller_key) WHERE caller_key IS NOT NULL;

-- One row for each event; `born_call` is the id that was given out when the event founded a call. The id of a
-- call is that of the event which founded it, so it survives joins and reading everything again.
CREATE TABLE links (
    delivery_id INTEGER NOT NULL REFERENCES deliveries (id),
    place INTEGER NOT NULL,
    dialect TEXT NOT NULL,
    kind INTEGER NOT NULL,
    sent_at INTEGER,
    digest BLOB NOT NULL,
    vendor_id INTEGER,
    organization TEXT,
    tracking TEXT,
    caller TEXT,
    started_at INTEGER,
    grade INTEGER NOT NULL,
    session TEXT,
    call_id INTEGER,
    born_call INTEGER,
    PRIMARY KEY (delivery_id, place)
) STRICT, WITHOUT ROWID;

CREATE INDEX links_by_vendor_id ON links (vendor_id) WHERE vendor_id IS NOT NULL;
CREATE INDEX links_loose ON links (tracking, caller, started_at) WHERE vendor_id IS NULL;
CREATE INDEX links_by_digest ON links (digest);
CREATE INDEX links_by_call ON links (call_id);
CREATE INDEX links_by_birth ON links (born_call) WHERE born_call IS NOT NULL;

-- Where the calls with the sender's id lie, as all their events together say: a row for each of their callers.
CREATE TABLE heads (
    vendor_id INTEGER NOT NULL,
    tracking TEXT NOT NULL,
    caller TEXT NOT NULL,
    started_at INTEGER NOT NULL
) STRICT;

CREATE INDEX heads_by_vendor_id ON heads (vendor_id);
CREATE INDEX heads_by_numbers ON heads (tracking, caller, started_at);

CREATE TABLE marks (
    call_id INTEGER PRIMARY KEY,
    starred_at INTEGER,
    reviewed_at INTEGER
) STRICT;
