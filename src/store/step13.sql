-- Format 13: digests of sixteen blocks lie together, so the numbers of their parts are
-- ((block / 16) << 16 | part) * 16 + block % 16. Where the calls of a block say only one pair of words of a number, its entries tell
-- so. Digests are made anew.
UPDATE blocks SET digest = 0;
DELETE FROM digests;
