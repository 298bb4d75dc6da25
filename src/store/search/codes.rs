//! Values of fields as numbers, so that a million of them are small and quick to compare.

use std::collections::{BTreeSet, HashMap};

use rusqlite::{OptionalExtension as _, params};

use crate::call::question::Field;
use crate::store::{Store, StoreError};

/// What the numbers of a column stand for; the number is part of the format of the book.
pub(super) const PLACE: i64 = 100;
pub(super) const DIALLED: i64 = 101;

/// The number of a field in the book. What the sender says has the values of what counts.
pub(super) const fn number(field: Field) -> i64 {
    match field {
        Field::Group => 1,
        Field::Source => 2,
        Field::Campaign => 3,
        Field::State => 4,
        Field::City => 5,
        Field::Sentiment | Field::VendorSentiment => 6,
        Field::Keyword => 7,
        Field::List => 8,
        Field::Disposition | Field::VendorDisposition => 9,
        Field::TrackingNumber => 10,
        Field::Stage => 11,
    }
}

/// A value without regard to the case of its letters.
pub(super) fn folded(value: &str) -> String {
    value.trim().to_lowercase()
}

/// Gives values their numbers, within one transaction.
pub(super) struct Codes<'a> {
    store: &'a Store,
    known: HashMap<(i64, String), u32>,
    sets: HashMap<(i64, Vec<u8>), u32>,
}

impl<'a> Codes<'a> {
    pub(super) fn new(store: &'a Store) -> Self {
        Self {
            store,
            known: HashMap::new(),
            sets: HashMap::new(),
        }
    }

    /// The number of a value of a field; 0 for one without letters.
    pub(super) fn code(&mut self, field: i64, value: &str) -> Result<u32, StoreError> {
        let folded = folded(value);
        if folded.is_empty() {
            return Ok(0);
        }
        if let Some(code) = self.known.get(&(field, folded.clone())) {
            return Ok(*code);
        }
        let db = &self.store.db;
        let found = db
            .prepare_cached("SELECT code FROM field_values WHERE field = ?1 AND folded = ?2")?
            .query_row(params![field, folded], |row| row.get(0))
            .optional()?;
        let code = match found {
            Some(code) => code,
            None => db
                .prepare_cached(
                    "INSERT INTO field_values (field, folded, value) VALUES (?1, ?2, ?3) RETURNING code",
                )?
                .query_row(params![field, folded, value.trim()], |row| row.get(0))?,
        };
        self.known.insert((field, folded), code);
        Ok(code)
    }

    /// The number of a set of values of a field; 0 for none.
    pub(super) fn set<'v>(
        &mut self,
        field: i64,
        values: impl Iterator<Item = &'v str>,
    ) -> Result<u32, StoreError> {
        let mut codes = BTreeSet::new();
        for value in values {
            codes.insert(self.code(field, value)?);
        }
        codes.remove(&0);
        if codes.is_empty() {
            return Ok(0);
        }
        let members: Vec<u8> = codes.iter().flat_map(|code| code.to_le_bytes()).collect();
        if let Some(code) = self.sets.get(&(field, members.clone())) {
            return Ok(*code);
        }
        let db = &self.store.db;
        let found = db
            .prepare_cached("SELECT code FROM value_sets WHERE field = ?1 AND members = ?2")?
            .query_row(params![field, members], |row| row.get(0))
            .optional()?;
        let code = match found {
            Some(code) => code,
            None => db
                .prepare_cached(
                    "INSERT INTO value_sets (field, members) VALUES (?1, ?2) RETURNING code",
                )?
                .query_row(params![field, members], |row| row.get(0))?,
        };
        self.sets.insert((field, members), code);
        Ok(code)
    }
}

/// Which numbers are meant.
#[derive(Clone, Debug, Default)]
pub(super) struct Numbers {
    /// By number.
    meant: Vec<bool>,
    count: usize,
}

impl Numbers {
    pub(super) fn has(&self, code: u32) -> bool {
        self.meant.get(code as usize).copied().unwrap_or_default()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// The number that is meant, where it is only one.
    pub(super) fn only(&self) -> Option<u32> {
        // The table ends with the largest.
        let last = u32::try_from(self.meant.len().checked_sub(1)?).ok()?;
        (self.count == 1).then_some(last)
    }

    pub(super) fn of(codes: impl IntoIterator<Item = u32>) -> Self {
        let mut numbers = Self::default();
        for code in codes {
            let at = code as usize;
            if numbers.meant.len() <= at {
                numbers.meant.resize(at + 1, false);
            }
            numbers.count += usize::from(!numbers.meant[at]);
            numbers.meant[at] = true;
        }
        numbers
    }
}

impl Store {
    /// All values of a field with their numbers, in the order of the alphabet.
    pub(super) fn values_of(&self, field: i64) -> Result<Vec<(u32, String)>, StoreError> {
        let sql = "SELECT code, value FROM field_values WHERE field = ?1 ORDER BY folded";
        self.all(sql, [field], |row| Ok((row.get(0)?, row.get(1)?)))
    }

    /// All sets of values of a field: the number of each and those of its members.
    pub(super) fn sets_of(&self, field: i64) -> Result<Vec<(u32, Vec<u32>)>, StoreError> {
        let sql = "SELECT code, members FROM value_sets WHERE field = ?1";
        self.all(sql, [field], |row| {
            let members: Vec<u8> = row.get(1)?;
            let members = members.chunks_exact(4);
            let members = members.map(|code| super::column::code_at(code, 0));
            Ok((row.get(0)?, members.collect()))
        })
    }
}
