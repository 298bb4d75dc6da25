//! Going through the calls that say words that are wanted together, in a phrase above all, where no digests tell.
//!
//! Such words may all be common and yet hardly ever be said so. The index looks for the next such call wherever that is,
//! beyond the end of what it was asked for, too. So it is asked in few pieces, and in each against the direction of the walk:
//! that is quicker, and what lies beyond the end was looked through before.

use super::places::Places;
use super::walk::{Direction, Each, Walk, range};
use crate::store::StoreError;

/// In how many blocks they are looked for at first.
const FIRST_WINDOW: usize = if cfg!(debug_assertions) { 2 } else { 32 };
/// Where fewer calls than this were found there, all others are looked through at once.
const SPARSE: usize = 4;
/// After so many calls that say the words it is looked whether somebody interrupts.
const LOOK: usize = 1_024;

impl Walk<'_> {
    /// Finds the calls that say the words, in ever larger windows of blocks.
    pub(super) fn follow_joined(
        &self,
        words: &str,
        places: &mut Places<'_>,
        each: Each<'_>,
    ) -> Result<(), StoreError> {
        let order = match self.direction {
            Direction::NewestFirst => "ASC",
            Direction::OldestFirst => "DESC",
        };
        let mut query = self.store.db.prepare_cached(&format!(
            "SELECT rowid FROM words WHERE words MATCH ?1 AND rowid BETWEEN ?2 AND ?3 ORDER BY rowid {order}"
        ))?;
        let (mut size, mut count) = (FIRST_WINDOW, 0_usize);
        loop {
            let window = places.take(size)?;
            if window.is_empty() {
                return Ok(());
            }
            let (from, until) = range(window.iter(), self.plan.keys);
            let mut rows = query.query((words, from, until))?;
            let mut keys: Vec<i64> = Vec::new();
            while let Some(row) = rows.next()? {
                if keys.len().is_multiple_of(LOOK) {
                    self.store.go_on()?;
                }
                keys.push(row.get(0)?);
            }
            if self.direction == Direction::OldestFirst {
                keys.reverse();
            }
            if self.in_each(&window, &keys, each)?.is_break() {
                return Ok(());
            }
            count += keys.len();
            size = if count < SPARSE {
                usize::MAX
            } else {
                size.saturating_mul(4)
            };
        }
    }
}
