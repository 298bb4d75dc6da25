-- Format 8: a person overrules the sender's analysis, and writes notes.

CREATE TABLE overrules (
    call_id INTEGER NOT NULL,
    about TEXT NOT NULL,                      -- lead, sentiment, or disposition: and its name, small letters
    said TEXT NOT NULL,                       -- true, false, or the sentiment
    at INTEGER NOT NULL,                      -- microseconds since 1970, UTC
    PRIMARY KEY (call_id, about)
) STRICT, WITHOUT ROWID;

CREATE TABLE notes (
    id INTEGER PRIMARY KEY,                   -- microseconds since 1970, UTC, at which it was first kept
    call_id INTEGER NOT NULL,
    text TEXT NOT NULL,
    at_ms INTEGER,                            -- milliseconds from the start of the recording
    created_at INTEGER NOT NULL,              -- microseconds since 1970, UTC
    changed_at INTEGER NOT NULL
) STRICT;

CREATE INDEX notes_by_call ON notes (call_id);

-- What the sender says stands in columns of its own from now on: 20 beside 8 (sentiment), 21 beside 13 (dispositions).
INSERT INTO columns (id, bytes)
    SELECT (20 << 32) | (id & 0xffffffff), bytes FROM columns WHERE id >> 32 = 8;
INSERT INTO columns (id, bytes)
    SELECT (21 << 32) | (id & 0xffffffff), bytes FROM columns WHERE id >> 32 = 13;

-- And in bit 19 of the flags (column 2) beside bit 0 (lead). Of the eight hexadecimal digits of a call's flags the
-- second has bit 0, the sixth has bits 16 to 19, of which the last two were not used before.
CREATE TABLE places (at INTEGER PRIMARY KEY) STRICT;
WITH RECURSIVE counted (at) AS (SELECT 0 UNION ALL SELECT at + 1 FROM counted WHERE at < 4095)
    INSERT INTO places SELECT at FROM counted;
UPDATE columns SET bytes = (
    SELECT unhex(group_concat(
        CASE WHEN instr('13579BDF', substr(flags, 2, 1)) > 0
            THEN substr(flags, 1, 5) || substr('89AB', instr('0123', substr(flags, 6, 1)), 1) || substr(flags, 7, 2)
            ELSE flags END, '' ORDER BY at))
    FROM (SELECT at, hex(substr(columns.bytes, 4 * at + 1, 4)) AS flags FROM places
        WHERE at < length(columns.bytes) / 4))
    WHERE id >> 32 = 2 AND length(bytes) > 0;
DROP TABLE places;
