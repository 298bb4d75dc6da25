//! Blocks as questions see them: masks of the calls that are wanted, block by block, from either end of time.

use std::ops::ControlFlow;
use std::sync::atomic::Ordering;

use super::block::Place;
use super::column::{COLUMNS, Column, number_at};
use super::plan::{Condition, Plan};
use crate::store::{Store, StoreError};

/// How many blocks are asked for words at once: few first, since the first page may be in them.
const FIRST_SLICE: usize = 2;
/// More would take longer than an interruption may wait.
const LARGEST_SLICE: usize = 64;
/// What asking for the words of one call costs, in rows that are walked through.
const PROBE: usize = 100;

/// A block, of which columns are read when they are needed.
pub(super) struct View<'a> {
    store: &'a Store,
    pub place: Place,
    columns: [Option<Vec<u8>>; COLUMNS],
}

impl<'a> View<'a> {
    fn new(store: &'a Store, place: Place) -> Self {
        Self {
            store,
            place,
            columns: Default::default(),
        }
    }

    pub(super) fn column(&mut self, column: Column) -> Result<&[u8], StoreError> {
        let known = &mut self.columns[column as usize];
        Ok(match known {
            Some(bytes) => bytes,
            None => known.insert(self.store.column(column, self.place.block)?),
        })
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
    fn mask(
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
        for condition in conditions {
            if !mask.contains(&true) {
                break;
            }
            condition.keep(self, &mut mask)?;
        }
        Ok(mask)
    }
}

/// From which end of time calls are gone through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    NewestFirst,
    OldestFirst,
}

/// What is done with a block and the mask of its wanted calls.
pub(super) type Each<'e> =
    &'e mut dyn FnMut(&mut View<'_>, &[bool]) -> Result<ControlFlow<()>, StoreError>;

impl Store {
    /// Goes through the blocks in which calls may be wanted; `conditions` are those of the plan that count.
    pub(super) fn go_through(
        &self,
        plan: &Plan,
        conditions: &[&Condition],
        direction: Direction,
        each: Each<'_>,
    ) -> Result<(), StoreError> {
        let (from, until) = plan.keys;
        let mut places = self.places()?;
        places
            .retain(|place| place.calls > 0 && place.first_key <= until && from <= place.last_key);
        if direction == Direction::NewestFirst {
            places.reverse();
        }
        let mut size = FIRST_SLICE;
        let mut rest = &places[..];
        let mut words = Words { density: 0.0, plan };
        while !rest.is_empty() {
            let (slice, further) = rest.split_at(size.min(rest.len()));
            rest = further;
            size = (size * 4).min(LARGEST_SLICE);
            let mut views = Vec::with_capacity(slice.len());
            for place in slice {
                self.go_on()?;
                let mut view = View::new(self, *place);
                let mask = view.mask(plan.keys, conditions)?;
                views.push((view, mask));
            }
            words.sift(self, &mut views)?;
            for (view, mask) in &mut views {
                self.go_on()?;
                if mask.contains(&true) && each(view, mask)?.is_break() {
                    return Ok(());
                }
            }
        }
        Ok(())
    }

    /// Ends the question under way when it was interrupted.
    pub(super) fn go_on(&self) -> Result<(), StoreError> {
        if self.stop.load(Ordering::Relaxed) {
            return Err(StoreError::Interrupted);
        }
        Ok(())
    }
}

/// The words that a plan asks for.
struct Words<'p> {
    plan: &'p Plan,
    /// Which part of the calls says the words, as far as is known.
    density: f64,
}

impl Words<'_> {
    /// Takes those out of the masks whose words are not wanted.
    fn sift(
        &mut self,
        store: &Store,
        views: &mut [(View<'_>, Vec<bool>)],
    ) -> Result<(), StoreError> {
        if let Some(with) = &self.plan.with {
            self.sift_by(store, views, with, true)?;
        }
        if let Some(without) = &self.plan.without {
            self.sift_by(store, views, without, false)?;
        }
        Ok(())
    }

    fn sift_by(
        &mut self,
        store: &Store,
        views: &mut [(View<'_>, Vec<bool>)],
        words: &str,
        is_wanted: bool,
    ) -> Result<(), StoreError> {
        let wanted: usize = views.iter().map(|(_, mask)| trues(mask)).sum();
        let calls: usize = views.iter().map(|(view, _)| view.place.calls).sum();
        #[expect(
            clippy::cast_precision_loss,
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "an estimate of at most a few million"
        )]
        let to_walk = (self.density * calls as f64) as usize;
        if wanted == 0 {
            return Ok(());
        }
        if is_wanted && wanted.saturating_mul(PROBE) < to_walk {
            return probe(store, views, words);
        }
        let first = views.iter().map(|(view, _)| view.place.first_key).min();
        let last = views.iter().map(|(view, _)| view.place.last_key).max();
        let (from, until) = self.plan.keys;
        let range = (
            first.unwrap_or(from).max(from),
            last.unwrap_or(until).min(until),
        );
        let keys = store.keys_with(words, range)?;
        #[expect(clippy::cast_precision_loss, reason = "an estimate")]
        if is_wanted {
            self.density = keys.len() as f64 / calls.max(1) as f64;
        }
        for (view, mask) in views {
            mark(view, mask, &keys, is_wanted)?;
        }
        Ok(())
    }
}

/// Keeps those calls of a block that are, or are not, among the keys, which are sorted.
fn mark(
    view: &mut View<'_>,
    mask: &mut [bool],
    keys: &[i64],
    is_wanted: bool,
) -> Result<(), StoreError> {
    let (first, last) = (view.place.first_key, view.place.last_key);
    let from = keys.partition_point(|key| *key < first);
    let until = keys.partition_point(|key| *key <= last);
    let mut found = keys[from..until].iter().peekable();
    let column = view.column(Column::Key)?;
    for (at, kept) in mask.iter_mut().enumerate() {
        let key = number_at(column, at);
        while found.next_if(|other| **other < key).is_some() {}
        let is_found = found.peek().is_some_and(|other| **other == key);
        *kept &= is_found == is_wanted;
    }
    Ok(())
}

/// Asks for the words of each call that is wanted so far.
fn probe(
    store: &Store,
    views: &mut [(View<'_>, Vec<bool>)],
    words: &str,
) -> Result<(), StoreError> {
    for (view, mask) in views {
        store.go_on()?;
        for (at, kept) in mask.iter_mut().enumerate().filter(|(_, kept)| **kept) {
            let key = view.key(at)?;
            *kept = !store.keys_with(words, (key, key))?.is_empty();
        }
    }
    Ok(())
}

pub(super) fn trues(mask: &[bool]) -> usize {
    mask.iter().filter(|kept| **kept).count()
}

impl Store {
    /// The keys in a range whose calls say the words, oldest first.
    pub(super) fn keys_with(
        &self,
        words: &str,
        (from, until): (i64, i64),
    ) -> Result<Vec<i64>, StoreError> {
        let mut query = self.db.prepare_cached(
            "SELECT rowid FROM words WHERE words MATCH ?1 AND rowid BETWEEN ?2 AND ?3 ORDER BY rowid",
        )?;
        let mut rows = query.query((words, from, until))?;
        let mut keys = Vec::new();
        while let Some(row) = rows.next()? {
            keys.push(row.get(0)?);
        }
        Ok(keys)
    }
}
