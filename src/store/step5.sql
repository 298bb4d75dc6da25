-- Format 5: what a person makes of the calls: keyword lists, views.

CREATE TABLE keyword_lists (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,                 -- the name, small letters
    name TEXT NOT NULL
) STRICT;

CREATE TABLE keyword_phrases (
    id INTEGER PRIMARY KEY,
    list_id INTEGER NOT NULL,
    phrase TEXT NOT NULL,                     -- as typed in a question
    UNIQUE (list_id, phrase)
) STRICT;

CREATE TABLE views (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,                 -- the name, small letters
    name TEXT NOT NULL,
    question TEXT NOT NULL,                   -- as typed
    sort TEXT NOT NULL,                       -- column:asc or column:desc
    columns TEXT NOT NULL                     -- names of columns with commas between; '': those of the list
) STRICT;
