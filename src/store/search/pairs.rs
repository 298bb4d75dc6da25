//! Two words that stand one after the other, and the calls of a block that say them so.
//!
//! A phrase of common words has the full-text index compare lists of most calls, also where hardly anybody says it. Which
//! calls say each two words of it one after the other leaves few of them to be looked at.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::block::MOST;

/// Bits of the number of a pair: in a large book others have the same one, but hardly in the same block.
const BITS: u32 = 32;
/// Bits of the place of a call in its block.
const PLACE_BITS: u32 = 10;
/// Bits of a group of pairs: the pairs of a block are kept in so many parts, of which a phrase needs one.
const GROUP_BITS: u32 = 12;
/// What of a pair is not told by the group.
const IN_GROUP: u32 = (1 << (BITS - GROUP_BITS)) - 1;
/// How many groups there are.
pub(super) const GROUPS: u32 = 1 << GROUP_BITS;
/// Bytes of an entry: the rest of the number of a pair, and the place of a call.
const ENTRY: usize = 4;
/// Set in an entry where the calls of the block say no other pair of that number.
const ALONE: u32 = 1 << 31;

const _: () = assert!(MOST <= 1 << PLACE_BITS, "a call of a block has a place");
const _: () = assert!(
    (IN_GROUP + 1) << PLACE_BITS <= ALONE,
    "an entry has room for all three"
);

/// Two words one after the other, as a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Pair(u32);

impl Pair {
    /// Of folded words. How is part of the format of the book: the CRC-32 of both with a space between them.
    pub(super) fn of(first: &str, second: &str) -> Self {
        let mut hasher = crc32fast::Hasher::new();
        for part in [first, " ", second] {
            hasher.update(part.as_bytes());
        }
        Self(hasher.finalize())
    }

    /// Which part of a digest has it, from 0 to [`GROUPS`].
    pub(super) fn group(self) -> u32 {
        self.0 >> (BITS - GROUP_BITS)
    }

    /// The first entry that it may have in its group.
    fn first_entry(self) -> u32 {
        (self.0 & IN_GROUP) << PLACE_BITS
    }
}

/// The pairs that the calls of a block say.
#[derive(Default)]
pub(super) struct Pairs {
    /// Each pair that a call says, with the place of the call.
    said: Vec<(Pair, u32)>,
    /// The words of each pair; none where several have its number.
    words: HashMap<Pair, Option<(u32, u32)>>,
}

impl Pairs {
    /// Notes that the call at this place of the block says it; `words` are numbers that no other two words have.
    pub(super) fn add(&mut self, pair: Pair, words: (u32, u32), place: usize) {
        let place = u32::try_from(place).unwrap_or_default();
        self.said.push((pair, place));
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

    fn is_alone(&self, pair: Pair) -> bool {
        self.words.get(&pair).is_some_and(Option::is_some)
    }

    /// The entries of each group, ascending but for what tells that a pair is alone, four bytes each, the first one the
    /// greatest.
    pub(super) fn groups(mut self) -> Vec<(u32, Vec<u8>)> {
        self.said.sort_unstable();
        self.said.dedup();
        let written = |(pair, place): &(Pair, u32)| {
            let alone = if self.is_alone(*pair) { ALONE } else { 0 };
            (pair.first_entry() | place | alone).to_be_bytes()
        };
        let mut rest = self.said.as_slice();
        let mut group = |group: u32| {
            let until = rest.partition_point(|(pair, _)| pair.group() <= group);
            let (of, after) = rest.split_at(until);
            rest = after;
            (group, of.iter().flat_map(written).collect())
        };
        (0..GROUPS).map(&mut group).collect()
    }
}

/// The places of the calls that may say a pair, ascending, in what is kept of its group. True for those where either all that
/// have it say it, or none does.
pub(super) fn places(kept: &[u8], pair: Pair) -> impl Iterator<Item = (u16, bool)> {
    let (entries, _) = kept.as_chunks::<ENTRY>();
    let first = pair.first_entry();
    let read = |entry: &[u8; ENTRY]| u32::from_be_bytes(*entry);
    let number = move |entry: &[u8; ENTRY]| read(entry) & !ALONE;
    let from = entries.partition_point(|entry| number(entry) < first);
    entries[from..]
        .iter()
        .map(move |entry| (number(entry) - first, read(entry) & ALONE != 0))
        .map_while(|(place, is_alone)| Some((u16::try_from(place).ok()?, is_alone)))
        .take_while(|(place, _)| place >> PLACE_BITS == 0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn pairs_are_found_where_they_were_noted(
            // Words of few numbers, so that several pairs have the same one.
            said in prop::collection::vec((any::<u32>(), 0..3_u32, 0..MOST), 0..300),
            others in prop::collection::vec(any::<u32>(), 0..20),
        ) {
            let mut pairs = Pairs::default();
            let said: Vec<_> = said
                .into_iter()
                .map(|(number, word, place)| (number % 150 * 28_632_000, (word, 0), place))
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
                let mut expected: Vec<_> = those
                    .map(|(.., place)| (u16::try_from(*place).unwrap(), is_alone))
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
        assert_eq!(Pair::of("patio", "door"), Pair(0xfb2d_f7ef));
        assert_ne!(Pair::of("door", "patio"), Pair::of("patio", "door"));
    }
}
