-- Format 12: what the calls of a block say, in short. It is made of their texts when nothing else is to be done, and no
-- longer true once a call of the block says something else.

-- By which choice of common words it was made, counted from 1; 0 where there is none that is true.
ALTER TABLE blocks ADD COLUMN digest INTEGER NOT NULL DEFAULT 0;

CREATE TABLE common_words (
    number INTEGER PRIMARY KEY,               -- from 0 on
    word TEXT NOT NULL,                       -- folded
    is_open INTEGER NOT NULL,                 -- 1 where all words are meant that begin so
    UNIQUE (word, is_open)
) STRICT;

CREATE TABLE digests (
    -- ((block / 8) << 16 | part) * 8 + block % 8, where the part is the number of a common word, or 32768 + a group of pairs
    id INTEGER PRIMARY KEY,
    bytes BLOB NOT NULL                       -- a bit for each call of the block that says the word; or pairs with calls
) STRICT;
