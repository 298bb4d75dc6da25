//! Blocks as questions see them: masks of the calls that are wanted.

use std::cmp::Ordering;

use rusqlite::OptionalExtension as _;

use super::column::{COLUMNS, Column, number_at};
use super::digest::Paired;
use super::pairs::Pair;
use super::places::Place;
use super::plan::Condition;
use super::text::Wording;
use crate::store::{Store, StoreError};

/// So few keys are looked for one by one.
const FEW: usize = 32;

/// The ids of so few calls are asked for one by one: a column is three pages of the file.
const FEW_IDS: usize = 8;

/// So few calls that are left of a block are looked up without it.
const FEW_LEFT: usize = 2;

/// So many calls of a block that may say a phrase are looked at themselves.
const FEW_TEXTS: usize = if cfg!(debug_assertions) { 4 } else { 12 };

/// A block, of which columns are read when they are needed, or some calls of it.
pub(super) struct View<'a> {
    store: &'a Store,
    pub place: Place,
    columns: [Option<Vec<u8>>; COLUMNS],
    /// True where it has no other calls of the block than those of its keys.
    is_narrow: bool,
    /// Where those stand in the block, once that is known.
    stand: Option<Vec<Option<usize>>>,
}

impl<'a> View<'a> {
    pub(super) fn new(store: &'a Store, place: Place) -> Self {
        Self {
            store,
            place,
            columns: Default::default(),
            is_narrow: false,
            stand: None,
        }
    }

    /// The calls of a block with these keys, oldest first, all of which it has. Nothing is read of it until it is needed.
    pub(super) fn narrow(store: &'a Store, place: Place, keys: &[i64]) -> Self {
        let calls = keys.len();
        let mut view = Self::new(store, Place { calls, ..place });
        let bytes = keys.iter().flat_map(|key| key.to_le_bytes());
        view.columns[Column::Key as usize] = Some(bytes.collect());
        view.is_narrow = true;
        view
    }

    /// Where few of a block are wanted, those alone.
    pub(super) fn narrowed(&mut self, mask: &mut Vec<bool>) -> Result<(), StoreError> {
        if self.is_narrow || trues(mask) > FEW_LEFT {
            return Ok(());
        }
        let keys = self.column(Column::Key)?;
        let wanted = (0..mask.len()).filter(|at| mask[*at]);
        let keys: Vec<i64> = wanted.map(|at| number_at(keys, at)).collect();
        *mask = vec![true; keys.len()];
        *self = Self::narrow(self.store, self.place, &keys);
        Ok(())
    }

    pub(super) fn column(&mut self, column: Column) -> Result<&[u8], StoreError> {
        if self.columns[column as usize].is_none() {
            let bytes = match (self.is_narrow, column) {
                (false, _) => self.store.column_ahead(column, self.place.block)?,
                (true, Column::Id) if self.place.calls <= FEW_IDS => self.ids()?,
                (true, _) => self.picked(column)?,
            };
            self.columns[column as usize] = Some(bytes);
        }
        Ok(self.columns[column as usize].as_deref().unwrap_or_default())
    }

    /// The ids of its calls, by their keys.
    fn ids(&self) -> Result<Vec<u8>, StoreError> {
        let keys = self.columns[Column::Key as usize].as_deref();
        let mut query = self
            .store
            .db
            .prepare_cached("SELECT id FROM calls WHERE time_key = ?1")?;
        let mut ids = Vec::new();
        for at in 0..self.place.calls {
            let key = number_at(keys.unwrap_or_default(), at);
            let id: Option<i64> = query.query_row([key], |row| row.get(0)).optional()?;
            ids.extend(id.unwrap_or_default().to_le_bytes());
        }
        Ok(ids)
    }

    /// The values of its calls in a column of the block.
    fn picked(&mut self, column: Column) -> Result<Vec<u8>, StoreError> {
        let (whole, width) = (self.store.column(column, self.place.block)?, column.width());
        let stand = self.stand()?;
        let mut picked = vec![0; stand.len() * width];
        for (to, at) in picked.chunks_exact_mut(width).zip(stand) {
            let value = at.and_then(|at| whole.get(at * width..(at + 1) * width));
            if let Some(value) = value {
                to.copy_from_slice(value);
            }
        }
        Ok(picked)
    }

    /// True where that is known.
    pub(super) fn knows_stand(&self) -> bool {
        self.stand.is_some()
    }

    /// Where the calls of a narrow one stand in the block.
    fn stand(&mut self) -> Result<&[Option<usize>], StoreError> {
        let stand = match self.stand.take() {
            Some(stand) => stand,
            None => self.stand_in(&self.store.column(Column::Key, self.place.block)?),
        };
        Ok(self.stand.insert(stand))
    }

    /// Where its calls stand in the block, whose keys these are.
    fn stand_in(&self, whole: &[u8]) -> Vec<Option<usize>> {
        let keys = self.columns[Column::Key as usize].as_deref();
        let keys = keys.unwrap_or_default();
        let calls = whole.len() / Column::Key.width();
        (0..self.place.calls)
            .map(|at| place_of(whole, calls, number_at(keys, at)))
            .collect()
    }

    pub(super) fn key(&mut self, at: usize) -> Result<i64, StoreError> {
        Ok(number_at(self.column(Column::Key)?, at))
    }

    /// The keys of its calls that say the words, oldest first.
    pub(super) fn keys_with(&self, words: &str) -> Result<Vec<i64>, StoreError> {
        let Place {
            first_key,
            last_key,
            ..
        } = self.place;
        self.store.keys_with(words, (first_key, last_key))
    }

    /// The calls with keys of a range for which all conditions hold.
    pub(super) fn mask(
        &mut self,
        (from, until): (i64, i64),
        conditions: &[&Condition],
    ) -> Result<Vec<bool>, StoreError> {
        let mut mask = vec![true; self.place.calls];
        if from > self.place.first_key || until < self.place.last_key {
            let keys = self.column(Column::Key)?;
            for (at, kept) in mask.iter_mut().enumerate() {
                *kept = (from..=until).contains(&number_at(keys, at));
            }
        }
        self.keep(conditions, &mut mask)?;
        Ok(mask)
    }

    /// Keeps those calls for which all conditions hold.
    pub(super) fn keep(
        &mut self,
        conditions: &[&Condition],
        mask: &mut [bool],
    ) -> Result<(), StoreError> {
        for condition in conditions {
            if !any(mask) {
                break;
            }
            condition.keep(self, mask)?;
        }
        Ok(())
    }

    /// Keeps those calls that are, or are not, among the keys, oldest first.
    pub(super) fn mark(
        &mut self,
        mask: &mut [bool],
        keys: &[i64],
        is_wanted: bool,
    ) -> Result<(), StoreError> {
        let from = keys.partition_point(|key| *key < self.place.first_key);
        let until = keys.partition_point(|key| *key <= self.place.last_key);
        if from == until {
            if is_wanted {
                mask.fill(false);
            }
            return Ok(());
        }
        let keys = &keys[from..until];
        let column = self.column(Column::Key)?;
        if keys.len() <= FEW {
            let places = keys
                .iter()
                .filter_map(|key| place_of(column, mask.len(), *key));
            let places: Vec<usize> = places.filter(|at| mask[*at]).collect();
            if is_wanted {
                mask.fill(false);
            }
            for at in places {
                mask[at] = is_wanted;
            }
            return Ok(());
        }
        let mut found = keys.iter().peekable();
        for (at, kept) in mask.iter_mut().enumerate() {
            let key = number_at(column, at);
            while found.next_if(|other| **other < key).is_some() {}
            let is_found = found.peek().is_some_and(|other| **other == key);
            *kept &= is_found == is_wanted;
        }
        Ok(())
    }

    /// Keeps those calls that say the words, or do not, by the digest of the block. Where that does not tell nothing is
    /// changed, and it is false.
    pub(super) fn sift_by_digest(
        &mut self,
        mask: &mut [bool],
        wording: &Wording,
        is_wanted: bool,
    ) -> Result<bool, StoreError> {
        if self.place.digest == 0 || !wording.is_digested() {
            return Ok(false);
        }
        if wording.common.is_empty() {
            return self.sift_by_pairs(mask, wording, is_wanted);
        }
        let mut all: Option<Vec<u8>> = None;
        for number in &wording.common {
            let Some(mut bits) = self.store.common_bits(*number, self.place.block)? else {
                return Ok(false);
            };
            for (bits, others) in bits.iter_mut().zip(all.into_iter().flatten()) {
                *bits &= others;
            }
            all = Some(bits);
        }
        let bits = all.unwrap_or_default();
        if self.is_narrow {
            let says = |at: usize| {
                bits.get(at / 8)
                    .is_some_and(|bits| bits >> (at % 8) & 1 == 1)
            };
            for (kept, at) in mask.iter_mut().zip(self.stand()?) {
                *kept &= at.is_some_and(says) == is_wanted;
            }
        } else {
            keep_bits(mask, &bits, is_wanted);
        }
        Ok(true)
    }

    /// As [`sift_by_digest`](Self::sift_by_digest), of words in a row: the calls that may say each two of them so are looked at,
    /// unless they are many; one of them alone where it tells of all.
    fn sift_by_pairs(
        &mut self,
        mask: &mut [bool],
        wording: &Wording,
        is_wanted: bool,
    ) -> Result<bool, StoreError> {
        let Some(Paired { places, are_alone }) =
            self.store.places_with(&wording.pairs, self.place.block)?
        else {
            return Ok(false);
        };
        let places: Vec<usize> = places.into_iter().map(usize::from).collect();
        let may_say: Vec<usize> = if self.is_narrow {
            let stand = self.stand()?.iter().enumerate();
            let paired = stand.filter_map(|(at, stands)| Some((at, stands.as_ref()?)));
            paired
                .filter(|(_, stands)| places.binary_search(stands).is_ok())
                .map(|(at, _)| at)
                .filter(|at| mask[*at])
                .collect()
        } else {
            places
                .into_iter()
                .filter(|at| mask.get(*at) == Some(&true))
                .collect()
        };
        let mut say = Vec::new();
        if are_alone && wording.is_paired() {
            if let Some(first) = may_say.first()
                && self.says(*first, wording)?
            {
                say = may_say;
            }
        } else if may_say.len() > FEW_TEXTS {
            return Ok(false);
        } else {
            for at in may_say {
                if self.says(at, wording)? {
                    say.push(at);
                }
            }
        }
        if is_wanted {
            mask.fill(false);
        }
        for at in say {
            mask[at] = is_wanted;
        }
        Ok(true)
    }

    /// Looks for the words in those calls that may say them, by their keys, oldest first.
    pub(super) fn check(
        &mut self,
        mask: &mut [bool],
        keys: &[i64],
        wording: &Wording,
        is_wanted: bool,
    ) -> Result<(), StoreError> {
        let mut says = mask.to_vec();
        self.mark(&mut says, keys, true)?;
        self.probe(&mut says, wording, true)?;
        for (kept, says) in mask.iter_mut().zip(says) {
            *kept &= says == is_wanted;
        }
        Ok(())
    }

    /// True where a call says the words.
    fn says(&mut self, at: usize, wording: &Wording) -> Result<bool, StoreError> {
        let key = self.key(at)?;
        if let Some(said) = &wording.said {
            let kept = self.store.kept(key)?;
            return Ok(kept.is_some_and(|kept| said.iter().all(|said| said.is_in(&kept))));
        }
        Ok(!self.store.keys_with(&wording.words, (key, key))?.is_empty())
    }

    /// Looks for the words in each call that is wanted so far, one by one.
    pub(super) fn probe(
        &mut self,
        mask: &mut [bool],
        wording: &Wording,
        is_wanted: bool,
    ) -> Result<(), StoreError> {
        for (at, kept) in mask.iter_mut().enumerate().filter(|(_, kept)| **kept) {
            *kept = self.says(at, wording)? == is_wanted;
        }
        Ok(())
    }
}

impl Store {
    /// Where in a block the calls stand that may say all of these pairs of words, ascending; none where that is not known.
    fn places_with(&self, pairs: &[Pair], block: i64) -> Result<Option<Paired>, StoreError> {
        let mut all: Option<Paired> = None;
        for pair in pairs {
            let Some(mut with) = self.paired(*pair, block)? else {
                return Ok(None);
            };
            if let Some(others) = &all {
                let are_others = |at: &u16| others.places.binary_search(at).is_ok();
                with.places.retain(are_others);
                with.are_alone &= others.are_alone;
            }
            let is_over = with.places.is_empty();
            all = Some(with);
            if is_over {
                break;
            }
        }
        Ok(all)
    }

    /// True where the digest of a block tells that none of its calls says the words.
    pub(super) fn is_in_none(&self, place: &Place, wording: &Wording) -> Result<bool, StoreError> {
        let tells = place.digest > 0 && wording.common.is_empty() && wording.is_digested();
        if !tells {
            return Ok(false);
        }
        let with = self.places_with(&wording.pairs, place.block)?;
        Ok(with.is_some_and(|with| with.places.is_empty()))
    }
}

/// Keeps those of a mask whose bits are, or are not, set; eight to a byte, the lowest first.
fn keep_bits(mask: &mut [bool], bits: &[u8], is_wanted: bool) {
    let (told, beyond) = mask.split_at_mut(mask.len().min(8 * bits.len()));
    // Without a look for each call where its bit is.
    for (eight, bits) in told.chunks_mut(8).zip(bits) {
        for (at, kept) in eight.iter_mut().enumerate() {
            *kept &= (bits >> at & 1 == 1) == is_wanted;
        }
    }
    if is_wanted {
        beyond.fill(false);
    }
}

/// True where any call is wanted.
pub(super) fn any(mask: &[bool]) -> bool {
    // Without a branch for each call.
    let mut parts = mask.chunks(64);
    parts.any(|part| part.iter().fold(false, |any, kept| any | kept))
}

/// Where a key stands in the column of the keys, which has so many.
fn place_of(column: &[u8], calls: usize, key: i64) -> Option<usize> {
    let (mut from, mut until) = (0, calls);
    while from < until {
        let middle = from.midpoint(until);
        match number_at(column, middle).cmp(&key) {
            Ordering::Less => from = middle + 1,
            Ordering::Equal => return Some(middle),
            Ordering::Greater => until = middle,
        }
    }
    None
}

pub(super) fn trues(mask: &[bool]) -> usize {
    mask.iter().filter(|kept| **kept).count()
}
