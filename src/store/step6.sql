-- Format 6: a person finds the labels of a transcript swapped.

ALTER TABLE marks ADD COLUMN swapped_at INTEGER;  -- microseconds since 1970, UTC
