//! Two words that stand one after the other, and the calls of a block that say them so.
//!
//! A phrase of common words has the full-text index compare lists of most calls, also where hardly anybody says it. Which
//! calls say each two words of it one after the other leaves few of them to be looked at.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

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
/// Set in an entry where the calls of the block say no other pair of that number.
const ALONE: u32 = 1 << 23;

const _: () = assert!(MOST <= 1 << PLACE_BITS, "a call of a block has a place");
const _: () = assert!(
    BITS + PLACE_BITS == u32::BITS,
    "a pair and a place are 32 bits"
);
const _: () = assert!(IN_GROUP < ALONE, "an entry has room for all three");

/// Two words one after the other, as a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
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
pub(super) struct Pairs {
    entries: Vec<u32>,
    /// The words of each pair; none where several have its number.
    words: HashMap<Pair, Option<(u32, u32)>>,
}

impl Pairs {
    /// Notes that the call at this place of the block says it; `words` are numbers that no other two words have.
    pub(super) fn add(&mut self, pair: Pair, words: (u32, u32), place: usize) {
        let place = u32::try_from(place).unwrap_or_default();
        self.entries.push(pair.0 << PLACE_BITS | place);
        match self.words.entry(pair) {
            Entry::Vacant(new) => {
                new.insert(Some(words));
            }
            Entry::Occupied(known) if *known.get() != Some(words) => {
                *known.into_mut() = None;
            }
            Entry::Occupied(_) => {}
        }
    }

    fn is_alone(&self, entry: u32) -> bool {
        let words = self.words.get(&Pair(entry >> PLACE_BITS));
        words.is_some_and(Option::is_some)
    }

    /// The entries of each group, ascending but for what tells that a pair is alone, three bytes each, the first one the
    /// greatest.
    pub(super) fn groups(mut self) -> Vec<(u32, Vec<u8>)> {
        self.entries.sort_unstable();
        self.entries.dedup();
        let of = |entry: &u32| entry >> (u32::BITS - GROUP_BITS);
        let written = |entry: &u32| {
            let alone = if self.is_alone(*entry) { ALONE } else { 0 };
            let [_, kept @ ..] = (entry & IN_GROUP | alone).to_be_bytes();
            kept
        };
        let group = |group: u32| {
            let from = self.entries.partition_point(|entry| of(entry) < group);
            let until = self.entries.partition_point(|entry| of(entry) <= group);
            let entries = self.entries[from..until].iter();
            (group, entries.flat_map(written).collect())
        };
        (0..GROUPS).map(group).collect()
    }
}

/// The places of the calls that may say a pair, ascending, in what is kept of its group. True for those where either all that
/// have it say it, or none does.
pub(super) fn places(kept: &[u8], pair: Pair) -> impl Iterator<Item = (usize, bool)> {
    let (entries, _) = kept.as_chunks::<ENTRY>();
    let first = pair.first_entry();
    let read = |entry: &[u8; ENTRY]| u32::from_be_bytes([0, entry[0], entry[1], entry[2]]);
    let number = move |entry: &[u8; ENTRY]| read(entry) & !ALONE;
    let from = entries.partition_point(|entry| number(entry) < first);
    entries[from..]
        .iter()
        .map(move |entry| (number(entry) - first, read(entry) & ALONE != 0))
        .take_while(|(place, _)| place >> PLACE_BITS == 0)
        .map(|(place, is_alone)| (place as usize, is_alone))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn pairs_are_found_where_they_were_noted(
            // Words of few numbers, so that several pairs have the same one.
            said in prop::collection::vec((0..1_u32 << BITS, 0..3_u32, 0..MOST), 0..300),
            others in prop::collection::vec(0..1_u32 << BITS, 0..20),
        ) {
            let mut pairs = Pairs::default();
            let said: Vec<_> = said
                .into_iter()
                .map(|(number, word, place)| (number % 150 * 27_961, (word, 0), place))
                .collect();
            for (pair, words, place) in &said {
                pairs.add(Pair(*pair), *words, *place);
            }
            let groups: Vec<Vec<u8>> = pairs.groups().into_iter().map(|(_, kept)| kept).collect();
            for pair in said.iter().map(|(pair, ..)| *pair).chain(others) {
                let those = said.iter().filter(|(other, ..)| *other == pair);
                let mut words: Vec<_> = those.clone().map(|(_, words, _)| words).collect();
                words.dedup();
                let is_alone = words.iter().all(|other| *other == words[0]);
                let mut expected: Vec<_> = those.map(|(.., place)| (*place, is_alone)).collect();
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
