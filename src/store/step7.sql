-- Format 7: how far recordings were heard.

CREATE TABLE heard (
    call_id INTEGER PRIMARY KEY,
    at_ms INTEGER NOT NULL                    -- milliseconds from the start of the recording
) STRICT;
