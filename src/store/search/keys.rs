//! All keys of a range whose calls say something, at once.
//!
//! A common word is said by hundreds of thousands of calls. That SQLite hands out a row for each takes its time, so an
//! aggregate gathers them.

use rusqlite::Connection;
use rusqlite::functions::{Aggregate, Context, FunctionFlags};

use crate::store::{Store, StoreError};

/// A value of SQL with all keys, eight bytes each, in the order of the rows.
struct Gathered;

impl Aggregate<Vec<u8>, Vec<u8>> for Gathered {
    fn init(&self, _: &mut Context<'_>) -> rusqlite::Result<Vec<u8>> {
        Ok(Vec::new())
    }

    fn step(&self, row: &mut Context<'_>, keys: &mut Vec<u8>) -> rusqlite::Result<()> {
        keys.extend_from_slice(&row.get::<i64>(0)?.to_le_bytes());
        Ok(())
    }

    fn finalize(&self, _: &mut Context<'_>, keys: Option<Vec<u8>>) -> rusqlite::Result<Vec<u8>> {
        Ok(keys.unwrap_or_default())
    }
}

/// Lets statements of a connection gather keys.
pub(in crate::store) fn add_functions(db: &Connection) -> rusqlite::Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DIRECTONLY;
    db.create_aggregate_function("gathered", 1, flags, Gathered)
}

impl Store {
    /// The keys in a range whose calls say the words, oldest first.
    pub(super) fn keys_with(
        &self,
        words: &str,
        (from, until): (i64, i64),
    ) -> Result<Vec<i64>, StoreError> {
        let mut query = self.db.prepare_cached(
            "SELECT gathered(rowid) FROM words WHERE words MATCH ?1 AND rowid BETWEEN ?2 AND ?3",
        )?;
        let gathered: Vec<u8> = query.query_row((words, from, until), |row| row.get(0))?;
        let (keys, _) = gathered.as_chunks();
        let mut keys: Vec<i64> = keys.iter().map(|key| i64::from_le_bytes(*key)).collect();
        // They are in order already, which SQL does not promise of the rows of an aggregate.
        keys.sort_unstable();
        Ok(keys)
    }
}
