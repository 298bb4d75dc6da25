-- Format 11: the campaign stands in the row of a call, too: to look it up in the columns of its block took longer than all the
-- rest of the row. Those of the calls that are there are brought into their rows by `search::campaigns`.

ALTER TABLE calls ADD COLUMN campaign TEXT;
