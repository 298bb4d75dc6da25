-- Format 10: which parts of recordings were heard, whose lane is whose, and what was chosen for the player.

CREATE TABLE heard_parts (
    call_id INTEGER PRIMARY KEY,
    parts BLOB NOT NULL                       -- starts and ends in milliseconds, 4 bytes each, little endian
) STRICT;

CREATE TABLE lanes (
    call_id INTEGER PRIMARY KEY,
    agent_right INTEGER NOT NULL              -- 1 where a person says that the agent is on the right
) STRICT;

CREATE TABLE choices (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
