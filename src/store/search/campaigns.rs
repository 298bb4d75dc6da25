//! The campaigns of calls, which stand in their columns alone.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use rusqlite::OptionalExtension as _;

use super::column::{Column, code_at, number_at};
use crate::store::{Store, StoreError};

/// A block as far as it is needed.
struct Read {
    keys: Vec<u8>,
    /// Numbers of campaigns.
    codes: Vec<u8>,
}

impl Store {
    /// The campaigns of calls with these keys, one for each; none where a call has none.
    pub(in crate::store) fn campaigns(
        &self,
        keys: &[Option<i64>],
    ) -> Result<Vec<Option<String>>, StoreError> {
        let mut blocks: HashMap<i64, Read> = HashMap::new();
        let mut names: HashMap<u32, Option<String>> = HashMap::new();
        let mut last = None;
        let mut found = Vec::with_capacity(keys.len());
        for key in keys {
            let code = match key {
                Some(key) => self.campaign_code(*key, &mut blocks, &mut last)?,
                None => 0,
            };
            found.push(match names.entry(code) {
                _ if code == 0 => None,
                Entry::Occupied(known) => known.get().clone(),
                Entry::Vacant(new) => new.insert(self.value_of(code)?).clone(),
            });
        }
        Ok(found)
    }

    /// The number of the campaign of a key; 0 for none.
    fn campaign_code(
        &self,
        key: i64,
        blocks: &mut HashMap<i64, Read>,
        last: &mut Option<i64>,
    ) -> Result<u32, StoreError> {
        // Calls that are asked for together mostly lie together.
        let near = last.and_then(|block| blocks.get(&block));
        if let Some(code) = near.and_then(|read| read.code(key)) {
            return Ok(code);
        }
        *last = self.block_of(key)?;
        let Some(block) = *last else { return Ok(0) };
        let read = match blocks.entry(block) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => new.insert(Read {
                keys: self.column(Column::Key, block)?,
                codes: self.column(Column::Campaign, block)?,
            }),
        };
        Ok(read.code(key).unwrap_or_default())
    }

    fn block_of(&self, key: i64) -> Result<Option<i64>, StoreError> {
        let mut query = self.db.prepare_cached(
            "SELECT block FROM blocks WHERE first_key <= ?1 ORDER BY first_key DESC LIMIT 1",
        )?;
        Ok(query.query_row([key], |row| row.get(0)).optional()?)
    }

    fn value_of(&self, code: u32) -> Result<Option<String>, StoreError> {
        let mut query = self
            .db
            .prepare_cached("SELECT value FROM field_values WHERE code = ?1")?;
        Ok(query.query_row([code], |row| row.get(0)).optional()?)
    }
}

impl Read {
    /// The number at a key; none where the block has no such key.
    fn code(&self, key: i64) -> Option<u32> {
        let (mut low, mut high) = (0, self.keys.len() / 8);
        while low < high {
            let middle = usize::midpoint(low, high);
            if number_at(&self.keys, middle) < key {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        let is_there = low < self.keys.len() / 8 && number_at(&self.keys, low) == key;
        is_there.then(|| code_at(&self.codes, low))
    }
}
