//! Two words that stand one after the other, and the calls of a block that say them so.
//!
//! A phrase of common words has the full-text index compare lists of most calls, also where hardly anybody says it. Which
//! calls say each two words of it one after the other leaves few of them to be looked at.

use super::block::MOST;

/// Bits of the number of a pair: several pairs may have the same one, but few.
const BITS: u32 = 22;
/// Bits of the place of a call in its block.
const PLACE_BITS: u32 = 10;
/// Bits of a group of pairs: the pairs of a block are kept in so many parts.
const GROUP_BITS: u32 = 9;
/// What of a pair and a place is not told by the group.
const IN_GROUP: u32 = u32::MAX >> GROUP_BITS;
/// How many groups there are.
pub(super) const GROUPS: u32 = 1 << GROUP_BITS;
/// Bytes of an entry: the rest of the number of a pair, and the place of a call.
const ENTRY: usize = 3;

const _: () = assert!(MOST <= 1 << PLACE_BITS, "a call of a block has a place");
const _: () = assert!(
    BITS + PLACE_BITS == u32::BITS,
    "a pair and a place are 32 bits"
);
const _: () = assert!(
    BITS - GROUP_BITS + PLACE_BITS <= 8 * 3,
    "an entry has room for both"
);

/// Two words one after the other, as a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Pair(u32);

impl Pair {
    /// Of folded words. How is part of the format of the book: the upper bits of the CRC-32 of both with a space between them.
    pub(super) fn of(first: &str, second: &str) -> Self {
        let mut hasher = crc32fast::Hasher::new();
        for part in [first, " ", second] {
            hasher.update(part.as_bytes());
        }
        Self(hasher.finalize() >> (u32::BITS - BITS))
    }

    /// Which part of a digest has it, from 0 to [`GROUPS`].
    pub(super) fn group(self) -> u32 {
        self.0 >> (BITS - GROUP_BITS)
    }

    /// The first entry that it may have in its group.
    fn first_entry(self) -> u32 {
        (self.0 << PLACE_BITS) & IN_GROUP
    }
}

/// The pairs that the calls of a block say.
#[derive(Default)]
pub(super) struct Pairs(Vec<u32>);

impl Pairs {
    /// Notes that the call at this place of the block says it.
    pub(super) fn add(&mut self, pair: Pair, place: usize) {
        let place = u32::try_from(place).unwrap_or_default();
        self.0.push(pair.0 << PLACE_BITS | place);
    }

    /// The entries of each group, ascending, three bytes each, the first one the greatest.
    pub(super) fn groups(mut self) -> impl Iterator<Item = (u32, Vec<u8>)> {
        self.0.sort_unstable();
        self.0.dedup();
        (0..GROUPS).map(move |group| {
            let of = |entry: &u32| entry >> (u32::BITS - GROUP_BITS);
            let from = self.0.partition_point(|entry| of(entry) < group);
            let until = self.0.partition_point(|entry| of(entry) <= group);
            let entries = self.0[from..until].iter();
            let bytes = entries.flat_map(|entry| {
                let [_, kept @ ..] = (entry & IN_GROUP).to_be_bytes();
                kept
            });
            (group, bytes.collect())
        })
    }
}

/// The places of the calls that say a pair, ascending, in what is kept of its group.
pub(super) fn places(kept: &[u8], pair: Pair) -> impl Iterator<Item = usize> {
    let (entries, _) = kept.as_chunks::<ENTRY>();
    let first = pair.first_entry();
    let number = |entry: &[u8; ENTRY]| u32::from_be_bytes([0, entry[0], entry[1], entry[2]]);
    let from = entries.partition_point(|entry| number(entry) < first);
    entries[from..]
        .iter()
        .map(move |entry| number(entry) - first)
        .take_while(|place| place >> PLACE_BITS == 0)
        .map(|place| place as usize)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn pairs_are_found_where_they_were_noted(
            said in prop::collection::vec((0..1_u32 << BITS, 0..MOST), 0..300),
            others in prop::collection::vec(0..1_u32 << BITS, 0..20),
        ) {
            let mut pairs = Pairs::default();
            for (pair, place) in &said {
                pairs.add(Pair(*pair), *place);
            }
            let groups: Vec<Vec<u8>> = pairs.groups().map(|(_, kept)| kept).collect();
            for pair in said.iter().map(|(pair, _)| *pair).chain(others) {
                let mut expected: Vec<usize> = said
                    .iter()
                    .filter_map(|(other, place)| (*other == pair).then_some(*place))
                    .collect();
                expected.sort_unstable();
                expected.dedup();
                let pair = Pair(pair);
                let kept = &groups[pair.group() as usize];
                prop_assert_eq!(places(kept, pair).collect::<Vec<_>>(), expected);
            }
        }
    }

    #[test]
    fn the_number_of_a_pair_stays_what_it_is() {
        // The CRC-32 of "patio door" is that of zlib.
        assert_eq!(Pair::of("patio", "door"), Pair(0xfb2d_f7ef >> 10));
        assert_ne!(Pair::of("door", "patio"), Pair::of("patio", "door"));
    }
}
