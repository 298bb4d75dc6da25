//! Keeping the full-text index in one piece.
//!
//! Each transaction adds a piece to the index, and SQLite merges pieces of a size only so far that some ten of them are left
//! (<https://sqlite.org/fts5.html#the_automerge_configuration_option>). A question looks up each word in every piece. So
//! when nothing else is to be done they are merged into one, in steps that others hardly wait for.

use crate::store::meta::WORDS_WRITTEN;
use crate::store::{Store, StoreError, StoreErrorKind};

/// Of so few texts pieces are no burden.
const FEW: i64 = if cfg!(debug_assertions) { 100 } else { 2_000 };
/// What was written since the last time has to be this part of all: merging writes all of it anew.
const PART: i64 = 8;
/// Pages of a step, which takes some milliseconds.
const STEP_PAGES: i64 = 64;

impl Store {
    /// True where so much has come to the full-text index since its pieces were merged that merging them is worth it.
    pub fn words_are_in_pieces(&self) -> Result<bool, StoreError> {
        let written = self.meta(WORDS_WRITTEN)?;
        if written.is_some_and(|written| written < FEW) {
            return Ok(false);
        }
        let calls = self
            .places()?
            .iter()
            .map(|place| place.calls)
            .sum::<usize>();
        let calls = i64::try_from(calls).unwrap_or(i64::MAX);
        // Where they never were merged all of them count.
        let written = written.unwrap_or(calls);
        Ok(written >= FEW && written >= calls / PART)
    }

    /// Merges the pieces of the full-text index a little further: mostly for some milliseconds, but a word of half of all
    /// calls is merged whole, which can take seconds. Whoever wants to write meanwhile ends that, and this step is undone. False
    /// when all is merged.
    ///
    /// That no more than one row changes is how SQLite says so
    /// (<https://sqlite.org/fts5.html#the_merge_command>).
    pub fn merge_words(&self) -> Result<bool, StoreError> {
        match self.merge_step() {
            Err(error) if error.kind() == StoreErrorKind::Interrupted => Ok(true),
            merged => merged,
        }
    }

    fn merge_step(&self) -> Result<bool, StoreError> {
        let tx = self.begin()?;
        let before = self.db.total_changes();
        tx.give_way(|| {
            self.db
                .prepare_cached("INSERT INTO words (words, rank) VALUES ('merge', ?1)")?
                .execute([-STEP_PAGES])
        })?;
        let goes_on = self.db.total_changes() - before >= 2;
        if !goes_on {
            self.set_meta(WORDS_WRITTEN, 0)?;
        }
        tx.commit()?;
        Ok(goes_on)
    }

    /// So many texts were written to the full-text index.
    pub(super) fn note_words(&self, texts: i64) -> Result<(), StoreError> {
        if let Some(written) = self.meta(WORDS_WRITTEN)? {
            self.set_meta(WORDS_WRITTEN, written.saturating_add(texts))?;
        }
        Ok(())
    }
}
