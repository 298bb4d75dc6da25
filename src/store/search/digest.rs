//! What the calls of a block say, in short: which of them say each common word, and each two words one after the other.
//!
//! It is made of the texts of the calls when nothing else is to be done, and stands for a block until one of its calls says
//! something else. Blocks without one are asked of the full-text index.

use std::collections::HashMap;

use rusqlite::{OptionalExtension as _, params};

use super::column::{Column, number_at};
use super::common::{CommonWords, NUMBERS};
use super::pairs::{Pair, Pairs};
use super::places::Place;
use crate::call::question::Place as Said;
use crate::call::question::words::list;
use crate::store::pen::Writing;
use crate::store::{Store, StoreError, StoreErrorKind};

/// A part of the digest of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// A bit for each call that says the common word of this number, eight to a byte, the lowest first.
    Common(u32),
    /// A group of pairs.
    Pairs(u32),
}

impl Part {
    fn id(self, block: i64) -> i64 {
        let part = match self {
            Self::Common(number) => number,
            Self::Pairs(group) => NUMBERS + group,
        };
        block << 16 | i64::from(part)
    }
}

impl Store {
    /// A part of the digest of a block that has one; none where words were chosen later.
    pub(super) fn digest(&self, part: Part, block: i64) -> Result<Option<Vec<u8>>, StoreError> {
        let mut query = self
            .db
            .prepare_cached("SELECT bytes FROM digests WHERE id = ?1")?;
        let found = query.query_row([part.id(block)], |row| row.get(0));
        Ok(found.optional()?)
    }

    /// True where hardly a block has no digest: else the full-text index is asked for all of them at once.
    pub(super) fn is_digested(&self) -> Result<bool, StoreError> {
        let mut query = self.db.prepare_cached(
            "SELECT count(*), count(nullif(digest, 0)) FROM blocks WHERE calls > 0",
        )?;
        let (blocks, digested): (i64, i64) =
            query.query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(digested > 0 && digested >= blocks - blocks / 4 - 1)
    }

    /// Makes the digest of one block, or chooses the words that they are made of. Whoever wants to write meanwhile ends that,
    /// and this step is undone. False when nothing is left to be done.
    pub fn digest_block(&self) -> Result<bool, StoreError> {
        match self.digest_step() {
            Err(error) if error.kind() == StoreErrorKind::Interrupted => Ok(true),
            digested => digested,
        }
    }

    fn digest_step(&self) -> Result<bool, StoreError> {
        let tx = self.begin()?;
        let places = self.places()?;
        let calls: usize = places.iter().map(|place| place.calls).sum();
        let calls = i64::try_from(calls).unwrap_or(i64::MAX);
        if self.wants_common_words(calls)? {
            self.choose_common_words(calls)?;
            tx.commit()?;
            return Ok(true);
        }
        let words = self.common_words()?;
        if words.choice == 0 {
            return Ok(false);
        }
        // The newest one changes with each call that comes.
        let older = places.split_last().map_or(&[][..], |(_, older)| older);
        let mut left = older
            .iter()
            .rev()
            .filter(|place| place.calls > 0 && place.digest < words.choice);
        let Some(place) = left.next() else {
            return Ok(false);
        };
        self.make_digest(&tx, *place, words)?;
        tx.commit()?;
        Ok(true)
    }

    fn make_digest(
        &self,
        tx: &Writing<'_>,
        place: Place,
        mut words: CommonWords,
    ) -> Result<(), StoreError> {
        let keys = self.column(Column::Key, place.block)?;
        let calls = keys.len() / Column::Key.width();
        let stand: HashMap<i64, usize> = (0..calls).map(|at| (number_at(&keys, at), at)).collect();
        let mut bits = vec![vec![0_u8; calls.div_ceil(8)]; words.len()];
        let mut pairs = Pairs::default();
        tx.give_way(|| {
            self.each_kept((place.first_key, place.last_key), |key, kept| {
                let Some(at) = stand.get(&key) else { return };
                for text in kept.texts.of(Said::Anywhere) {
                    let said = list(text);
                    for word in &said {
                        for number in words.of(word) {
                            bits[*number as usize][at / 8] |= 1 << (at % 8);
                        }
                    }
                    for two in said.windows(2) {
                        pairs.add(Pair::of(&two[0], &two[1]), *at);
                    }
                }
            })
        })?;
        let mut write = self
            .db
            .prepare_cached("INSERT OR REPLACE INTO digests (id, bytes) VALUES (?1, ?2)")?;
        for (number, bits) in (0..).zip(bits) {
            write.execute(params![Part::Common(number).id(place.block), bits])?;
        }
        for (group, entries) in pairs.groups() {
            write.execute(params![Part::Pairs(group).id(place.block), entries])?;
        }
        self.db
            .prepare_cached("UPDATE blocks SET digest = ?2 WHERE block = ?1")?
            .execute([place.block, words.choice])?;
        Ok(())
    }
}
