//! The campaigns of calls, which stand in their columns alone.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use rusqlite::OptionalExtension as _;

use super::column::{Column, code_at, number_at};
use crate::call::CallId;
use crate::store::{Store, StoreError};

/// A block as far as it is needed: keys, and the numbers of campaigns.
type Read = (Vec<u8>, Vec<u8>);

impl Store {
    /// The campaigns of those of the calls that have one.
    pub(in crate::store) fn campaigns(
        &self,
        ids: &[CallId],
    ) -> Result<HashMap<CallId, String>, StoreError> {
        let mut blocks: HashMap<i64, Read> = HashMap::new();
        let mut names: HashMap<u32, Option<String>> = HashMap::new();
        let mut found = HashMap::new();
        for id in ids {
            let Some((key, block)) = self.key_and_block(*id)? else {
                continue;
            };
            let read = match blocks.entry(block) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(new) => new.insert((
                    self.column(Column::Key, block)?,
                    self.column(Column::Campaign, block)?,
                )),
            };
            let code = campaign(read, key);
            if code == 0 {
                continue;
            }
            if let Entry::Vacant(new) = names.entry(code) {
                new.insert(self.value_of(code)?);
            }
            let name = names.get(&code).cloned().flatten();
            found.extend(name.map(|name| (*id, name)));
        }
        Ok(found)
    }

    fn key_and_block(&self, id: CallId) -> Result<Option<(i64, i64)>, StoreError> {
        let mut query = self.db.prepare_cached(
            "SELECT c.time_key, (SELECT block FROM blocks WHERE first_key <= c.time_key
                ORDER BY first_key DESC LIMIT 1)
             FROM calls c WHERE c.id = ?1",
        )?;
        let found: Option<(Option<i64>, Option<i64>)> = query
            .query_row([id.0], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        Ok(found.and_then(|(key, block)| key.zip(block)))
    }

    fn value_of(&self, code: u32) -> Result<Option<String>, StoreError> {
        let mut query = self
            .db
            .prepare_cached("SELECT value FROM field_values WHERE code = ?1")?;
        Ok(query.query_row([code], |row| row.get(0)).optional()?)
    }
}

/// The number of the campaign of a key; 0 for none.
fn campaign((keys, codes): &Read, key: i64) -> u32 {
    let (mut low, mut high) = (0, keys.len() / 8);
    while low < high {
        let middle = usize::midpoint(low, high);
        if number_at(keys, middle) < key {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    if number_at(keys, low) == key && low < keys.len() / 8 {
        code_at(codes, low)
    } else {
        0
    }
}
