//! What the calls of a block say, in short: which of them say each common word, and each two words one after the other.
//!
//! It is made of the texts of the calls when nothing else is to be done, and in a part of the time otherwise, and stands for a
//! block until one of its calls says something else. Blocks without one are asked of the full-text index.

use std::collections::HashMap;

use rusqlite::params;

use super::column::{Column, number_at};
use super::common::{CommonWords, NUMBERS};
use super::pairs::{self, Pair, Pairs};
use super::places::Place;
use crate::call::question::Place as Said;
use crate::call::question::words::list;
use crate::store::meta::COMMON_CHOICE;
use crate::store::{Store, StoreError};

/// A part of the digest of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    /// A bit for each call that says the common word of this number, eight to a byte, the lowest first.
    Common(u32),
    /// A group of pairs.
    Pairs(u32),
}

/// The parts of so many blocks lie together in the file: neighbours are asked for one after the other.
const TOGETHER: i64 = 64;

impl Part {
    fn id(self, block: i64) -> i64 {
        let part = match self {
            Self::Common(number) => number,
            Self::Pairs(group) => NUMBERS + group,
        };
        ((block / TOGETHER) << 16 | i64::from(part)) * TOGETHER + block % TOGETHER
    }
}

/// So many are made at once: nothing is read into calls meanwhile.
const AT_ONCE: usize = 8;

/// What was read of digests, of blocks that lie together at once.
#[derive(Default)]
pub(in crate::store) struct Digests {
    /// The bits of common words.
    common: Beside<i64, Vec<u8>>,
    /// The calls that may say a pair.
    pairs: Beside<(i64, Pair), Paired>,
}

/// What parts of digests tell, by the first of their numbers.
struct Beside<K, T> {
    /// Of blocks that lie together, in their order; none of those without a digest.
    read: Vec<(K, Vec<Option<T>>)>,
    /// Which was asked for last: so are its neighbours.
    last: usize,
}

impl<K, T> Default for Beside<K, T> {
    fn default() -> Self {
        Self {
            read: Vec::new(),
            last: 0,
        }
    }
}

impl<K: Eq, T> Beside<K, T> {
    fn get(&mut self, key: &K) -> Option<&[Option<T>]> {
        let is_last = self.read.get(self.last).is_some_and(|(of, _)| of == key);
        if !is_last {
            self.last = self.read.iter().position(|(of, _)| of == key)?;
        }
        Some(&self.read[self.last].1)
    }

    fn keep(&mut self, key: K, told: Vec<Option<T>>) {
        if self.read.len() >= MOST_READ {
            self.read.clear();
        }
        self.last = self.read.len();
        self.read.push((key, told));
    }
}

/// The calls of a block that may say a pair of words.
#[derive(Clone)]
pub(super) struct Paired {
    /// Where they stand in the block, ascending.
    pub places: Vec<u16>,
    /// True where either all of them say it, or none does.
    pub are_alone: bool,
}

/// So few blocks without a digest are no burden: the newest has none.
const FEW_WITHOUT: i64 = 1;

/// So many of either kind are kept at most, until the book changes.
const MOST_READ: usize = 64;

/// The digest of a block, before it is written.
struct Digest {
    block: i64,
    /// By the numbers of the common words.
    common: Vec<Vec<u8>>,
    /// By their groups.
    pairs: Vec<(u32, Vec<u8>)>,
}

impl Store {
    /// A bit for each call of a block that has a digest, set where it says the common word; none where words were chosen
    /// later.
    pub(super) fn common_bits(
        &self,
        number: u32,
        block: i64,
    ) -> Result<Option<Vec<u8>>, StoreError> {
        let part = Part::Common(number);
        let mut read = self.digests.borrow_mut();
        self.told_beside(
            &mut read.common,
            |first| first,
            (part, block),
            <[u8]>::to_vec,
        )
    }

    /// The calls of a block that has a digest which may say two words one after the other.
    pub(super) fn paired(&self, pair: Pair, block: i64) -> Result<Option<Paired>, StoreError> {
        let part = Part::Pairs(pair.group());
        let mut read = self.digests.borrow_mut();
        self.told_beside(
            &mut read.pairs,
            |first| (first, pair),
            (part, block),
            |bytes| {
                let mut paired = Paired {
                    places: Vec::new(),
                    are_alone: true,
                };
                for (place, is_alone) in pairs::places(bytes, pair) {
                    paired.places.push(place);
                    paired.are_alone &= is_alone;
                }
                paired
            },
        )
    }

    /// What is told by a part of the digest of a block. It is read together with those of the blocks beside it, which are
    /// mostly asked for next.
    fn told_beside<K: Eq, T: Clone>(
        &self,
        read: &mut Beside<K, T>,
        key: impl Fn(i64) -> K,
        (part, block): (Part, i64),
        told: impl Fn(&[u8]) -> T,
    ) -> Result<Option<T>, StoreError> {
        let at = block % TOGETHER;
        let first = part.id(block) - at;
        let of = |beside: &[Option<T>]| {
            let told = usize::try_from(at).ok().and_then(|at| beside.get(at));
            told.cloned().flatten()
        };
        if let Some(beside) = read.get(&key(first)) {
            return Ok(of(beside));
        }
        let beside = self.read_beside(first, told)?;
        let told = of(&beside);
        read.keep(key(first), beside);
        Ok(told)
    }

    /// What is told by the parts of this number and the next ones.
    fn read_beside<T: Clone>(
        &self,
        first: i64,
        told: impl Fn(&[u8]) -> T,
    ) -> Result<Vec<Option<T>>, StoreError> {
        let mut query = self.db.prepare_cached(
            "SELECT id, bytes FROM digests WHERE id BETWEEN ?1 AND ?2 ORDER BY id",
        )?;
        let mut rows = query.query([first, first + TOGETHER - 1])?;
        let mut beside = Vec::new();
        while let Some(row) = rows.next()? {
            let id: i64 = row.get(0)?;
            let bytes = row.get_ref(1)?.as_blob().map_err(rusqlite::Error::from)?;
            beside.resize(usize::try_from(id - first).unwrap_or_default(), None);
            beside.push(Some(told(bytes)));
        }
        Ok(beside)
    }

    /// True where hardly a block has no digest: else the full-text index is asked for all of them at once.
    pub(super) fn is_digested(&self) -> Result<bool, StoreError> {
        let (blocks, digested) = match self.known.borrow().digested() {
            Some(known) => known,
            None => self.digested()?,
        };
        Ok(digested > 0 && digested >= blocks - blocks / 4 - 1)
    }

    /// True where it is known of which words digests are made, and so many blocks have none that questions take longer for it.
    pub fn wants_digests(&self) -> Result<bool, StoreError> {
        let (blocks, digested) = self.digested()?;
        let is_chosen = self.meta(COMMON_CHOICE)?.unwrap_or_default() > 0;
        Ok(is_chosen && blocks - digested > FEW_WITHOUT)
    }

    /// How many blocks have calls, and how many of them a digest.
    fn digested(&self) -> Result<(i64, i64), StoreError> {
        let mut query = self.db.prepare_cached(
            "SELECT count(*), count(nullif(digest, 0)) FROM blocks WHERE calls > 0",
        )?;
        Ok(query.query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?)
    }

    /// Makes the digests of some blocks, or chooses the words that they are made of. False when nothing is left to be done.
    ///
    /// They are made while others may write; where somebody changed the index they are thrown away, and made anew with the next
    /// call.
    pub fn digest_blocks(&self) -> Result<bool, StoreError> {
        let reading = self.begin_reading()?;
        let version = self.index_version()?;
        let places = self.places()?;
        let calls: usize = places.iter().map(|place| place.calls).sum();
        let calls = i64::try_from(calls).unwrap_or(i64::MAX);
        let mut words = self.common_words()?;
        if self.wants_common_words(calls)? {
            let common = self.common_of_some(&words)?;
            drop(reading);
            let tx = self.begin()?;
            self.choose_common_words(&common, calls)?;
            tx.commit()?;
            return Ok(true);
        }
        let left = left_of(&places, words.choice);
        if left.is_empty() {
            return Ok(false);
        }
        let made = left.iter().map(|place| self.made_of(place, &mut words));
        let made = made.collect::<Result<Vec<_>, _>>()?;
        drop(reading);
        let mut made = made.into_iter().peekable();
        while made.peek().is_some() {
            let tx = self.begin()?;
            if self.index_version()? != version {
                break;
            }
            // Neighbours lie on the same pages of the file, so those are written once unless somebody waits.
            for digest in made.by_ref() {
                self.write_digest(digest, words.choice)?;
                if self.opened.pen.is_waited_for() {
                    break;
                }
            }
            tx.commit()?;
        }
        Ok(true)
    }

    fn made_of(&self, place: &Place, words: &mut CommonWords) -> Result<Digest, StoreError> {
        let keys = self.column(Column::Key, place.block)?;
        let calls = keys.len() / Column::Key.width();
        let stand: HashMap<i64, usize> = (0..calls).map(|at| (number_at(&keys, at), at)).collect();
        let mut common = vec![vec![0; calls.div_ceil(8)]; words.len()];
        let mut pairs = Pairs::default();
        self.each_kept((place.first_key, place.last_key), |key, kept| {
            let Some(at) = stand.get(&key) else { return };
            for text in kept.texts.of(Said::Anywhere) {
                let said = list(text);
                let mut before = None;
                for word in &said {
                    let known = words.of(word);
                    for number in &known.common {
                        common[*number as usize][at / 8] |= 1 << (at % 8);
                    }
                    if let Some((first, id)) = before.replace((word, known.id)) {
                        pairs.add(Pair::of(first, word), (id, known.id), *at);
                    }
                }
            }
        })?;
        Ok(Digest {
            block: place.block,
            common,
            pairs: pairs.groups(),
        })
    }

    fn write_digest(&self, digest: Digest, choice: i64) -> Result<(), StoreError> {
        let Digest {
            block,
            common,
            pairs,
        } = digest;
        let mut write = self
            .db
            .prepare_cached("INSERT OR REPLACE INTO digests (id, bytes) VALUES (?1, ?2)")?;
        for (number, bits) in (0..).zip(common) {
            write.execute(params![Part::Common(number).id(block), bits])?;
        }
        for (group, entries) in pairs {
            write.execute(params![Part::Pairs(group).id(block), entries])?;
        }
        self.db
            .prepare_cached("UPDATE blocks SET digest = ?2 WHERE block = ?1")?
            .execute([block, choice])?;
        Ok(())
    }
}

/// The newest blocks that have no digest of this choice of common words, and lie together. The newest of all has none: it
/// changes with each call that comes.
fn left_of(places: &[Place], choice: i64) -> Vec<Place> {
    let older = places.split_last().map_or(&[][..], |(_, older)| older);
    let is_left = |place: &&Place| place.calls > 0 && place.digest < choice;
    let mut left = older.iter().rev().filter(is_left).copied();
    let Some(first) = left.next() else {
        return Vec::new();
    };
    let beside = left.take_while(|place| place.block / TOGETHER == first.block / TOGETHER);
    std::iter::once(first).chain(beside).take(AT_ONCE).collect()
}
