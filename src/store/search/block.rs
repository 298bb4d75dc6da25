//! Blocks of calls: read for questions, changed by the projector.

use std::collections::{BTreeMap, HashMap};

use rusqlite::{OptionalExtension as _, params};

use super::column::{COLUMNS, Column, code_at, number_at};
use crate::store::{Store, StoreError};

/// How many calls a block has at most: values of four bytes fit into one page of the file. (Few where tests want many
/// blocks.)
pub(super) const MOST: usize = if cfg!(debug_assertions) { 50 } else { 1_000 };
/// The newest block grows to this, which leaves room for calls that come late.
const GROWN: usize = MOST - MOST / 20;

/// A call as its values in the order of the columns.
#[derive(Clone, Debug)]
pub(super) struct Record(pub [u128; COLUMNS]);

impl Record {
    pub(super) fn set(&mut self, column: Column, value: impl Into<u128>) {
        self.0[column as usize] = value.into();
    }

    fn key(&self) -> i64 {
        u64::try_from(self.0[Column::Key as usize])
            .unwrap_or_default()
            .cast_signed()
    }
}

impl Store {
    /// A column of a block.
    pub(super) fn column(&self, column: Column, block: i64) -> Result<Vec<u8>, StoreError> {
        let mut query = self
            .db
            .prepare_cached("SELECT bytes FROM columns WHERE id = ?1")?;
        let found = query.query_row([id(column, block)], |row| row.get(0));
        Ok(found.optional()?.unwrap_or_default())
    }
}

/// Columns of blocks that are asked for next, as it seems: those beside the ones that were asked for one after the other.
#[derive(Default)]
pub(in crate::store) struct Ahead([OneAhead; COLUMNS]);

/// The same of one column.
#[derive(Default)]
struct OneAhead {
    /// The block that was asked for last.
    last: i64,
    /// How many blocks are read at once next time.
    size: i64,
    read: Vec<(i64, Vec<u8>)>,
}

/// So many blocks are read at once at most, after twice as many each time: a walk may end soon.
const MOST_AHEAD: i64 = 16;

impl Store {
    /// A column of a block, for a question that goes through blocks.
    pub(super) fn column_ahead(&self, column: Column, block: i64) -> Result<Vec<u8>, StoreError> {
        let mut ahead = self.ahead.borrow_mut();
        let ahead = &mut ahead.0[column as usize];
        let last = std::mem::replace(&mut ahead.last, block);
        let mut read = ahead.read.iter();
        if let Some(at) = read.position(|(of, _)| *of == block) {
            return Ok(ahead.read.swap_remove(at).1);
        }
        if last.abs_diff(block) != 1 {
            ahead.size = 1;
            return self.column(column, block);
        }
        ahead.size = (2 * ahead.size).clamp(2, MOST_AHEAD);
        let further = (ahead.size - 1) * (block - last);
        let (first, last) = (block.min(block + further), block.max(block + further));
        let sql = "SELECT id, bytes FROM columns WHERE id BETWEEN ?1 AND ?2";
        let ids = [id(column, first.max(0)), id(column, last)];
        ahead.read = self.all(sql, ids, |row| {
            Ok((row.get::<_, i64>(0)? - id(column, 0), row.get(1)?))
        })?;
        let at = ahead.read.iter().position(|(of, _)| *of == block);
        Ok(at.map_or_else(Vec::new, |at| ahead.read.swap_remove(at).1))
    }
}

/// Under which number a column of a block is kept.
pub(super) fn id(column: Column, block: i64) -> i64 {
    ((column as i64) << 32) | block
}

/// A block that is changed.
struct Block {
    number: i64,
    columns: [Vec<u8>; COLUMNS],
    /// Which of them have been read.
    known: [bool; COLUMNS],
    changed: [bool; COLUMNS],
    /// A call says something else.
    is_reworded: bool,
}

impl Block {
    fn new(number: i64) -> Self {
        Self {
            number,
            columns: Default::default(),
            known: [true; COLUMNS],
            changed: [true; COLUMNS],
            is_reworded: true,
        }
    }

    /// One that is there, of which no column has been read yet.
    fn kept(number: i64) -> Self {
        Self {
            known: [false; COLUMNS],
            changed: [false; COLUMNS],
            is_reworded: false,
            ..Self::new(number)
        }
    }

    /// Reads those of the columns that have not been read yet.
    fn know(&mut self, store: &Store, columns: &[Column]) -> Result<(), StoreError> {
        for column in columns {
            let which = *column as usize;
            if !self.known[which] {
                self.columns[which] = store.column(*column, self.number)?;
                self.known[which] = true;
            }
        }
        Ok(())
    }

    fn len(&self) -> usize {
        self.columns[Column::Key as usize].len() / 8
    }

    fn key(&self, at: usize) -> i64 {
        number_at(&self.columns[Column::Key as usize], at)
    }

    /// Where a key is, or where it would be.
    fn find(&self, key: i64) -> Result<usize, usize> {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = usize::midpoint(low, high);
            match self.key(middle).cmp(&key) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Equal => return Ok(middle),
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        Err(low)
    }

    fn put(&mut self, record: &Record) {
        let found = self.find(record.key());
        for column in Column::ALL {
            let (which, width) = (column as usize, column.width());
            let value = &record.0[which].to_le_bytes()[..width];
            let bytes = &mut self.columns[which];
            match found {
                Ok(at) => {
                    let place = &mut bytes[at * width..(at + 1) * width];
                    self.changed[which] |= place != value;
                    place.copy_from_slice(value);
                }
                Err(at) => {
                    self.changed[which] = true;
                    bytes.splice(at * width..at * width, value.iter().copied());
                }
            }
        }
    }

    fn remove(&mut self, key: i64) {
        if let Ok(at) = self.find(key) {
            for column in Column::ALL {
                let width = column.width();
                self.columns[column as usize].drain(at * width..(at + 1) * width);
            }
            self.changed = [true; COLUMNS];
        }
    }

    /// Sets or clears bits of a call.
    fn flag(&mut self, key: i64, bits: u32, on: bool) {
        let Ok(at) = self.find(key) else { return };
        let flags = &mut self.columns[Column::Flags as usize];
        let old = code_at(flags, at);
        let new = if on { old | bits } else { old & !bits };
        if old != new {
            flags[4 * at..4 * at + 4].copy_from_slice(&new.to_le_bytes());
            self.changed[Column::Flags as usize] = true;
        }
    }

    /// Takes the calls from a place on out.
    fn split(&mut self, at: usize, number: i64) -> Self {
        let mut newer = Self::new(number);
        for column in Column::ALL {
            let which = column as usize;
            newer.columns[which] = self.columns[which].split_off(at * column.width());
        }
        self.changed = [true; COLUMNS];
        newer
    }
}

/// The blocks that a batch changes, within one transaction.
pub(super) struct Blocks<'a> {
    store: &'a Store,
    /// Number and count of calls by first key.
    directory: BTreeMap<i64, (i64, usize)>,
    open: HashMap<i64, Block>,
    /// The number of the next block.
    next: i64,
}

impl<'a> Blocks<'a> {
    pub(super) fn new(store: &'a Store) -> Result<Self, StoreError> {
        let places = store.places()?;
        Ok(Self {
            store,
            directory: places
                .iter()
                .map(|place| (place.first_key, (place.block, place.calls)))
                .collect(),
            open: HashMap::new(),
            next: places.iter().map(|place| place.block).max().unwrap_or(0) + 1,
        })
    }

    /// Writes a call, in the place of what has its key.
    pub(super) fn put(&mut self, record: &Record) -> Result<(), StoreError> {
        let key = record.key();
        if self.directory.is_empty() {
            self.make(i64::MIN, Block::new);
        }
        let first = self.first_key(key);
        let next = self.next;
        let is_newest = self.directory.range(first..).nth(1).is_none();
        let Some(block) = self.open_at(first, &Column::ALL)? else {
            return Ok(());
        };
        let full = if is_newest { GROWN } else { MOST };
        if let (Err(at), true) = (block.find(key), block.len() >= full) {
            if at == block.len() {
                self.make(key, Block::new);
            } else {
                // What comes a little out of order at the end of time leaves a whole block behind.
                let middle = block.len() / 2;
                let at = if is_newest { at.max(middle) } else { middle };
                let newer = block.split(at, next);
                let newer_first = newer.key(0);
                self.make(newer_first, |_| newer);
            }
        }
        let first = self.first_key(key);
        if let Some(block) = self.open_at(first, &Column::ALL)? {
            block.put(record);
        }
        Ok(())
    }

    pub(super) fn remove(&mut self, key: i64) -> Result<(), StoreError> {
        let first = self.first_key(key);
        if let Some(block) = self.open_at(first, &Column::ALL)? {
            block.remove(key);
        }
        Ok(())
    }

    pub(super) fn flag(&mut self, key: i64, bits: u32, on: bool) -> Result<(), StoreError> {
        let first = self.first_key(key);
        if let Some(block) = self.open_at(first, &[Column::Key, Column::Flags])? {
            block.flag(key, bits, on);
        }
        Ok(())
    }

    /// Notes that a call says something else than before.
    pub(super) fn reword(&mut self, key: i64) -> Result<(), StoreError> {
        let first = self.first_key(key);
        if let Some(block) = self.open_at(first, &[Column::Key])? {
            block.is_reworded = true;
        }
        Ok(())
    }

    /// Writes what changed. A block whose calls or their words changed has no digest any more.
    pub(super) fn write(self) -> Result<(), StoreError> {
        let mut column = self
            .store
            .db
            .prepare_cached("INSERT OR REPLACE INTO columns (id, bytes) VALUES (?1, ?2)")?;
        let mut place = self.store.db.prepare_cached(
            "INSERT OR REPLACE INTO blocks (first_key, block, calls) VALUES (?1, ?2, ?3)",
        )?;
        for (first_key, (number, calls)) in &self.directory {
            let Some(block) = self.open.get(number) else {
                continue;
            };
            for which in Column::ALL {
                if block.changed[which as usize] {
                    column.execute(params![
                        id(which, block.number),
                        block.columns[which as usize]
                    ])?;
                }
            }
            if block.len() != *calls || block.changed[Column::Key as usize] || block.is_reworded {
                let calls = i64::try_from(block.len()).unwrap_or(i64::MAX);
                place.execute(params![first_key, number, calls])?;
            }
        }
        Ok(())
    }

    /// The first key of the block that a key belongs to.
    fn first_key(&self, key: i64) -> i64 {
        let mut before = self.directory.range(..=key);
        before.next_back().map_or(i64::MIN, |(first, _)| *first)
    }

    fn make(&mut self, first_key: i64, block: impl FnOnce(i64) -> Block) {
        let number = self.next;
        self.next += 1;
        self.directory.insert(first_key, (number, 0));
        self.open.insert(number, block(number));
    }

    /// The block with this first key, of which at least these columns have been read.
    fn open_at(
        &mut self,
        first_key: i64,
        columns: &[Column],
    ) -> Result<Option<&mut Block>, StoreError> {
        let Some(&(number, _)) = self.directory.get(&first_key) else {
            return Ok(None);
        };
        let block = self
            .open
            .entry(number)
            .or_insert_with(|| Block::kept(number));
        block.know(self.store, columns)?;
        Ok(Some(block))
    }
}
