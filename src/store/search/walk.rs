//! Going through the blocks in which calls may be wanted, from either end of time.
//!
//! Where the words of a question are rare, or there is nothing else to it, the full-text index leads: from one call that
//! says them to the next, and no other block is looked at. Else the conditions on columns come first, and then the words: by
//! the digests of the blocks where those tell, else the index is asked for some blocks at once.

use std::ops::ControlFlow;
use std::time::{Duration, Instant};

use super::places::{Place, Places};
use super::plan::{Condition, Plan};
use super::sift::{Seen, Sifting, Unwanted};
use super::text::{Said, Wording};
use super::view::{View, any};
use crate::store::{Store, StoreError};

/// How many blocks are asked for words at once: few first, since the first page may be in them.
const FIRST_SLICE: usize = 2;
/// More would take longer than an interruption may wait, and much memory.
const LARGEST_SLICE: usize = 64;
/// So many blocks without a digest are asked for words at once.
const MOST_UNDIGESTED: usize = 8;
/// Words of a smaller part of the calls are rare.
const RARE: f64 = 0.05;
/// How many blocks the index is led through at first without a look whether somebody interrupts.
const FIRST_SPAN: usize = 4;
/// It is led through more of them next time when it took less than this.
const SHORT: Duration = Duration::from_millis(3);
/// And through fewer when it took more.
const LONG: Duration = Duration::from_millis(10);
/// How many calls are looked through themselves at most, and after how many it is seen whether that pays.
const MOST_CHECKED: usize = if cfg!(debug_assertions) { 40 } else { 1_000 };
const FIRST_CHECKED: usize = if cfg!(debug_assertions) { 4 } else { 16 };
/// It pays where one of so many says the words.
const WORTH_CHECKING: usize = 10;
/// So many of them before it is asked whether there are enough.
const CHECKED_AT_ONCE: usize = if cfg!(debug_assertions) { 3 } else { 32 };

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
        let walk = Walk {
            store: self,
            plan,
            conditions,
            direction,
            unwanted: Unwanted::all_of(plan),
        };
        walk.through(Places::new(self, plan.keys, direction), each)
    }
}

/// A question on its way through the blocks.
pub(super) struct Walk<'w> {
    pub(super) store: &'w Store,
    pub(super) plan: &'w Plan,
    conditions: &'w [&'w Condition],
    pub(super) direction: Direction,
    unwanted: Vec<Unwanted<'w>>,
}

impl Walk<'_> {
    fn through(&self, mut places: Places<'_>, each: Each<'_>) -> Result<(), StoreError> {
        let with_digests = self.plan.with.as_ref().is_some_and(Wording::is_digested);
        // There calls are looked at themselves.
        let (mut size, grows_by) = if with_digests {
            (1, 2)
        } else {
            (FIRST_SLICE, 4)
        };
        let mut words = Sifting::of(self.plan);
        loop {
            let are_rare = words.with.is_some_and(|density| density < RARE);
            if let Some(with) = &self.plan.with
                && !with.is_digested()
                && (are_rare || self.conditions.is_empty() || self.plan.is_gathered)
            {
                return if self.plan.is_gathered {
                    self.follow_gathered(with, &mut places, each)
                } else if with.is_joined() {
                    self.follow_joined(&with.words, &mut places, each)
                } else {
                    self.follow(&with.words, &mut places, self.plan.keys, each)
                };
            }
            let mut slice = places.take(size)?;
            if slice.is_empty() {
                return Ok(());
            }
            if with_digests {
                take_undigested(&mut slice, &mut places)?;
            }
            size = (size * grows_by).min(LARGEST_SLICE);
            let mut views: Vec<Seen<'_>> = Vec::with_capacity(slice.len());
            for place in slice {
                self.store.go_on()?;
                if let Some(with) = &self.plan.with
                    && self.store.is_in_none(&place, with)?
                {
                    continue;
                }
                let mut view = View::new(self.store, place);
                let mask = view.mask(self.plan.keys, self.conditions)?;
                views.push((view, mask));
            }
            words.sift(self.store, &mut views, &self.unwanted)?;
            for (view, mask) in &mut views {
                self.store.go_on()?;
                if !any(mask) {
                    continue;
                }
                if self.plan.with.is_some() {
                    view.narrowed(mask)?;
                }
                if each(view, mask)?.is_break() {
                    return Ok(());
                }
            }
        }
    }

    /// Looks through the newest calls themselves first: where many say the words, the index need not gather all.
    fn follow_gathered(
        &self,
        with: &Wording,
        places: &mut Places<'_>,
        each: Each<'_>,
    ) -> Result<(), StoreError> {
        let mut keys = self.plan.keys;
        if let (Some(shorter), Some(said)) = (&with.shorter, &with.said)
            && !with.is_joined()
            && self.direction == Direction::NewestFirst
        {
            match self.check(shorter, said, places, each)? {
                ControlFlow::Break(()) => return Ok(()),
                ControlFlow::Continue(until) => keys.1 = until,
            }
        }
        self.follow(&with.words, places, keys, each)
    }

    /// Looks through calls that may say the words, until that is enough or does not pay. Up to the key that it gives
    /// none was looked through.
    fn check(
        &self,
        shorter: &str,
        said: &[Said],
        places: &mut Places<'_>,
        each: Each<'_>,
    ) -> Result<ControlFlow<(), i64>, StoreError> {
        let mut query = self.store.db.prepare_cached(
            "SELECT rowid FROM words WHERE words MATCH ?1 AND rowid BETWEEN ?2 AND ?3 ORDER BY rowid DESC",
        )?;
        let (from, until) = self.plan.keys;
        let mut rows = query.query((shorter, from, until))?;
        let mut keys: Vec<i64> = Vec::new();
        let (mut looked, mut found) = (0, 0);
        loop {
            let key: Option<i64> = rows.next()?.map(|row| row.get(0)).transpose()?;
            let place = places.peek()?;
            let is_over = key.is_none_or(|key| place.is_some_and(|place| !place.has(key)));
            let is_enough = looked >= MOST_CHECKED
                || looked >= FIRST_CHECKED && found * WORTH_CHECKING < looked;
            if (is_over || is_enough || looked.is_multiple_of(CHECKED_AT_ONCE))
                && let Some(place) = place
            {
                if self
                    .found(place, self.oldest_first(&mut keys), each)?
                    .is_break()
                {
                    return Ok(ControlFlow::Break(()));
                }
                keys.clear();
            }
            let Some(key) = key else {
                return Ok(ControlFlow::Break(()));
            };
            if is_enough {
                return Ok(ControlFlow::Continue(key));
            }
            while places.peek()?.is_some_and(|place| !place.has(key)) {
                places.take(1)?;
            }
            looked += 1;
            let kept = self.store.kept(key)?;
            if kept.is_some_and(|kept| said.iter().all(|said| said.is_in(&kept))) {
                found += 1;
                keys.push(key);
            }
        }
    }

    /// Goes from one call that says the words to the next, within these keys.
    fn follow(
        &self,
        words: &str,
        places: &mut Places<'_>,
        keys_wanted: (i64, i64),
        each: Each<'_>,
    ) -> Result<(), StoreError> {
        let is_gathered = self.plan.is_gathered;
        let mut size = if is_gathered { usize::MAX } else { FIRST_SPAN };
        // The index finds a place before which it is to go back only by going back to it, and does that slowly.
        let mut goes_on =
            is_gathered || self.direction == Direction::OldestFirst || keys_wanted.1 == i64::MAX;
        loop {
            self.store.go_on()?;
            let begun = Instant::now();
            let span = places.take(size)?;
            if span.is_empty() {
                return Ok(());
            }
            let keys = range(span.iter(), keys_wanted);
            let went = if goes_on {
                self.go_along(words, &span, keys, each)?
            } else {
                self.in_each(&span, &self.store.keys_with(words, keys)?, each)?
            };
            if went.is_break() {
                return Ok(());
            }
            goes_on = self.direction == Direction::OldestFirst;
            let took = begun.elapsed();
            if took < SHORT {
                size = size.saturating_mul(4);
            } else if took > LONG {
                size = (size / 2).max(1);
            }
        }
    }

    /// Finds the calls of a span in the direction of the walk, and no more of them than are needed.
    fn go_along(
        &self,
        words: &str,
        span: &[Place],
        (from, until): (i64, i64),
        each: Each<'_>,
    ) -> Result<ControlFlow<()>, StoreError> {
        let order = match self.direction {
            Direction::NewestFirst => "DESC",
            Direction::OldestFirst => "ASC",
        };
        let mut query = self.store.db.prepare_cached(&format!(
            "SELECT rowid FROM words WHERE words MATCH ?1 AND rowid BETWEEN ?2 AND ?3 ORDER BY rowid {order}"
        ))?;
        let mut rows = query.query((words, from, until))?;
        let mut places = span.iter();
        let mut place = places.next();
        let mut keys: Vec<i64> = Vec::new();
        while let Some(row) = rows.next()? {
            let key = row.get(0)?;
            while let Some(passed) = place.filter(|place| !place.has(key)) {
                if self
                    .found(*passed, self.oldest_first(&mut keys), each)?
                    .is_break()
                {
                    return Ok(ControlFlow::Break(()));
                }
                keys.clear();
                place = places.next();
            }
            keys.push(key);
        }
        match place {
            Some(last) => self.found(*last, self.oldest_first(&mut keys), each),
            None => Ok(ControlFlow::Continue(())),
        }
    }

    /// Does with the blocks of a span what is to be done with the calls of these keys, oldest first.
    pub(super) fn in_each(
        &self,
        span: &[Place],
        keys: &[i64],
        each: Each<'_>,
    ) -> Result<ControlFlow<()>, StoreError> {
        for place in span {
            if self.found(*place, within(keys, place), each)?.is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    /// Keys in the direction of the walk the other way round where that is needed.
    fn oldest_first<'k>(&self, keys: &'k mut [i64]) -> &'k [i64] {
        if self.direction == Direction::NewestFirst {
            keys.reverse();
        }
        keys
    }

    /// Does with a block what is to be done, where it has calls of these keys, oldest first.
    fn found(
        &self,
        place: Place,
        keys: &[i64],
        each: Each<'_>,
    ) -> Result<ControlFlow<()>, StoreError> {
        if keys.is_empty() {
            return Ok(ControlFlow::Continue(()));
        }
        self.store.go_on()?;
        let mut view = View::narrow(self.store, place, keys);
        let mut mask = vec![true; keys.len()];
        view.keep(self.conditions, &mut mask)?;
        for unwanted in &self.unwanted {
            unwanted.leave_out(self.store, self.plan, &mut view, &mut mask)?;
        }
        if any(&mask) {
            each(&mut view, &mask)
        } else {
            Ok(ControlFlow::Continue(()))
        }
    }
}

/// Takes the next blocks as well where the index is asked anyway: once for all blocks without a digest that follow each other.
fn take_undigested(slice: &mut Vec<Place>, places: &mut Places<'_>) -> Result<(), StoreError> {
    let has_none = |place: Option<&Place>| place.is_some_and(|place| place.digest == 0);
    while has_none(slice.last())
        && slice.len() < MOST_UNDIGESTED
        && has_none(places.peek()?.as_ref())
    {
        slice.append(&mut places.take(1)?);
    }
    Ok(())
}

/// Those of the keys, oldest first, that are in a block.
fn within<'k>(keys: &'k [i64], place: &Place) -> &'k [i64] {
    let from = keys.partition_point(|key| *key < place.first_key);
    let until = keys.partition_point(|key| *key <= place.last_key);
    &keys[from..until]
}

/// The keys from the first to the last of these blocks, as far as they are wanted.
pub(super) fn range<'p>(
    places: impl Iterator<Item = &'p Place> + Clone,
    (from, until): (i64, i64),
) -> (i64, i64) {
    let first = places.clone().map(|place| place.first_key).min();
    let last = places.map(|place| place.last_key).max();
    (
        first.unwrap_or(from).max(from),
        last.unwrap_or(until).min(until),
    )
}
