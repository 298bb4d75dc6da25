-- Format 14: digests of 64 blocks lie together, so the numbers of their parts are
-- ((block / 64) << 16 | part) * 64 + block % 64. Pairs of words have numbers of 32 bits and 4,096 groups. Digests are made anew.
UPDATE blocks SET digest = 0;
DELETE FROM digests;
