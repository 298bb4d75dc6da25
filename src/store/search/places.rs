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
        Self {
            store,
            keys,
            direction,
            read: Vec::new(),
            taken: 0,
            rest: Some(Bounds {
                first_key: keys.1,
                ..Bounds::NONE
            }),
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
                further.reverse();
            }
            let wanted = |place: &Place| place.calls > 0 && from <= place.last_key;
            self.read.extend(further.into_iter().filter(wanted));
        }
        Ok(())
    }
}
