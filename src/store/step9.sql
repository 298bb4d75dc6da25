-- Format 9: subtitles that a person brought in for a call.

CREATE TABLE subtitles (
    call_id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,                       -- of the file
    text TEXT NOT NULL,                       -- the file as it was brought in
    brought_at INTEGER NOT NULL,              -- microseconds since 1970, UTC
    came_swapped INTEGER NOT NULL             -- whether the speakers of the call were swapped then
) STRICT;
