//! Where the blocks lie in time, and which of them are gone through.

use super::walk::Direction;
use crate::store::{Store, StoreError};

/// So many blocks are read of at least: few, since the first page may be in them.
const FIRST: usize = if cfg!(debug_assertions) { 2 } else { 8 };

/// A block as the directory knows it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    /// It has no key below this.
    pub first_key: i64,
    /// Nor any above this.
    pub last_key: i64,
    pub block: i64,
    pub calls: usize,
    /// By which choice of common words its digest was made; 0 where it has none.
    pub digest: i64,
}

impl Place {
    /// True where a call of this key would be in it.
    pub(super) fn has(&self, key: i64) -> bool {
        (self.first_key..=self.last_key).contains(&key)
    }
}

/// What questions have read of the directory of the blocks, as long as the book stays as it is.
#[derive(Default)]
pub(in crate::store) struct Known {
    /// Which version of the book that is, and how much this connection had changed then; none where it may change at any time.
    state: Option<(i64, u64)>,
    /// All blocks that have calls, newest first; none before they have been read.
    places: Option<Vec<Place>>,
}

impl Known {
    /// False where the book may be another one than before: then nothing is known.
    pub(super) fn is_of(&mut self, state: Option<(i64, u64)>) -> bool {
        let is_same = state.is_some() && self.state == state;
        if !is_same {
            *self = Self {
                state,
                places: None,
            };
        }
        is_same
    }

    /// How many blocks have calls, and how many of them a digest.
    pub(super) fn digested(&self) -> Option<(i64, i64)> {
        let places = self.places.as_ref()?;
        let digested = places.iter().filter(|place| place.digest > 0).count();
        let (blocks, digested) = (i64::try_from(places.len()), i64::try_from(digested));
        Some((blocks.ok()?, digested.ok()?))
    }

    /// Those in which calls with keys of a range may be, newest first.
    fn within(&self, (from, until): (i64, i64)) -> Option<Vec<Place>> {
        let places = self.places.as_ref()?;
        let first = places.partition_point(|place| place.first_key > until);
        let last = places.partition_point(|place| place.last_key >= from);
        Some(places[first..last.max(first)].to_vec())
    }

    /// Takes note of all of them.
    fn learn(&mut self, places: &[Place]) {
        if self.state.is_some() && self.places.is_none() {
            self.places = Some(places.to_vec());
        }
    }
}

impl Store {
    /// All blocks, oldest first.
    pub(super) fn places(&self) -> Result<Vec<Place>, StoreError> {
        let mut places = self.places_down_from(Bounds::NONE, usize::MAX)?;
        places.reverse();
        Ok(places)
    }

    /// So many blocks within these bounds at most, newest first.
    fn places_down_from(&self, bounds: Bounds, most: usize) -> Result<Vec<Place>, StoreError> {
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let sql = "SELECT first_key, block, calls, digest FROM blocks WHERE first_key <= ?1
            ORDER BY first_key DESC LIMIT ?2";
        let mut places = self.all(sql, [bounds.first_key, most], |row| {
            Ok(Place {
                first_key: row.get(0)?,
                last_key: bounds.last_key,
                block: row.get(1)?,
                calls: usize::from(row.get::<_, u16>(2)?),
                digest: row.get(3)?,
            })
        })?;
        for at in 1..places.len() {
            places[at].last_key = places[at - 1].first_key - 1;
        }
        Ok(places)
    }
}

/// What blocks have at most.
#[derive(Clone, Copy)]
struct Bounds {
    first_key: i64,
    last_key: i64,
}

impl Bounds {
    const NONE: Self = Self {
        first_key: i64::MAX,
        last_key: i64::MAX,
    };
}

/// The blocks in which calls with keys of a range may be, in the direction of a walk, read as they are needed.
pub(super) struct Places<'s> {
    store: &'s Store,
    keys: (i64, i64),
    direction: Direction,
    /// Those that have been read, in the direction of the walk.
    read: Vec<Place>,
    /// How many of them have been taken.
    taken: usize,
    /// Of those that have not been read; none where all have been.
    rest: Option<Bounds>,
}

impl<'s> Places<'s> {
    /// Of calls with these keys, both included.
    pub(super) fn new(store: &'s Store, keys: (i64, i64), direction: Direction) -> Self {
        let known = store.known.borrow().within(keys);
        let rest = known.is_none().then_some(Bounds {
            first_key: keys.1,
            ..Bounds::NONE
        });
        let mut read = known.unwrap_or_default();
        if direction == Direction::OldestFirst {
            read.reverse();
        }
        Self {
            store,
            keys,
            direction,
            read,
            taken: 0,
            rest,
        }
    }

    /// The next so many blocks, less where no more are there.
    pub(super) fn take(&mut self, most: usize) -> Result<Vec<Place>, StoreError> {
        self.read_on(most)?;
        let until = self.read.len().min(self.taken.saturating_add(most));
        let taken = self.read[self.taken..until].to_vec();
        self.taken = until;
        Ok(taken)
    }

    /// The one that is taken next.
    pub(super) fn peek(&mut self) -> Result<Option<Place>, StoreError> {
        self.read_on(1)?;
        Ok(self.read.get(self.taken).copied())
    }

    /// Reads until so many can be taken.
    fn read_on(&mut self, most: usize) -> Result<(), StoreError> {
        while let Some(rest) = self.rest
            && self.read.len() - self.taken < most
        {
            let (is_newest_first, from) = (self.direction == Direction::NewestFirst, self.keys.0);
            let at_once = if is_newest_first {
                most.max(self.read.len()).max(FIRST)
            } else {
                usize::MAX
            };
            let mut further = self.store.places_down_from(rest, at_once)?;
            let oldest = further.last().map(|place| place.first_key);
            self.rest = oldest.filter(|oldest| *oldest > from).map(|oldest| Bounds {
                first_key: oldest - 1,
                last_key: oldest - 1,
            });
            if !is_newest_first {
                self.rest = None;
            }
            further.retain(|place| place.calls > 0 && from <= place.last_key);
            self.read.append(&mut further);
            if self.rest.is_none() && self.keys == (i64::MIN, i64::MAX) {
                self.store.known.borrow_mut().learn(&self.read);
            }
            if !is_newest_first {
                self.read.reverse();
            }
        }
        Ok(())
    }
}
