-- Format 4: questions to the book, and bodies that take less room.

-- How the bytes of a body are kept; NULL: as received, and nobody has tried to make them shorter; 0: as received for
-- good; else they are in `packed`: 1: as a zstd frame, or as one with this dictionary. They lie apart because rows that
-- become shorter leave their pages half empty.
ALTER TABLE bodies ADD COLUMN packing INTEGER;

CREATE TABLE packed (
    body_id INTEGER PRIMARY KEY REFERENCES bodies (id) ON DELETE CASCADE,
    bytes BLOB NOT NULL
) STRICT;

CREATE TABLE dictionaries (
    id INTEGER PRIMARY KEY,
    bytes BLOB NOT NULL
) STRICT;

-- Seconds of sort_at × 64 + a number that tells calls of one second apart: the newest call has the highest key.
ALTER TABLE calls ADD COLUMN time_key INTEGER;
CREATE UNIQUE INDEX calls_by_key ON calls (time_key) WHERE time_key IS NOT NULL;
DROP INDEX calls_by_caller;
CREATE INDEX calls_by_caller ON calls (caller_key, sort_at) WHERE caller_key IS NOT NULL;

-- Words by row id = time_key: folded, with one space between them. Texts of `others` have ¶ between them; a number is
-- there as its runs of three digits, each after §, and its last two and last one.
CREATE VIRTUAL TABLE words USING fts5 (
    agent, caller, unknown, others, from_number, to_number,
    content = '', columnsize = 0, prefix = '1 2 3', tokenize = 'ascii'
);

-- More in memory before it is written means less to merge afterwards.
INSERT INTO words (words, rank) VALUES ('hashsize', 8388608);

-- What `words` was made of: needed to take it out again, and to show what was found.
CREATE TABLE texts (
    time_key INTEGER PRIMARY KEY,
    packing INTEGER NOT NULL,
    bytes BLOB NOT NULL                       -- JSON: [agent, caller, unknown, [other, …], from, to]
) STRICT;

-- Values of fields as numbers.
CREATE TABLE field_values (
    code INTEGER PRIMARY KEY,
    field INTEGER NOT NULL,
    folded TEXT NOT NULL,
    value TEXT NOT NULL,
    UNIQUE (field, folded)
) STRICT;

-- Sets of values that calls have at once.
CREATE TABLE value_sets (
    code INTEGER PRIMARY KEY,
    field INTEGER NOT NULL,
    members BLOB NOT NULL,                    -- codes of four bytes, ascending
    UNIQUE (field, members)
) STRICT;

-- The calls in blocks by key, each column of a block in a row of its own: a question reads the columns that it
-- needs. A block has the keys from its first up to the first of the next.
CREATE TABLE blocks (
    first_key INTEGER PRIMARY KEY,
    block INTEGER NOT NULL UNIQUE,
    calls INTEGER NOT NULL
) STRICT;

CREATE TABLE columns (
    id INTEGER PRIMARY KEY,                   -- number of the column × 2³² + number of the block
    bytes BLOB NOT NULL
) STRICT;

-- All deliveries are read again, which fills these tables.
UPDATE meta SET value = 0 WHERE key = 'decoder_version';
