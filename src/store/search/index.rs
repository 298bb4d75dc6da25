//! Keeping the index: blocks, words and texts follow the calls, within the transaction that writes them.

use std::collections::BTreeMap;

use rusqlite::{OptionalExtension as _, params};

use super::block::{Blocks, Record};
use super::codes::{Codes, DIALLED, PLACE, number};
use super::column::{COLUMNS, Column, flag, prefix};
use super::text::Kept;
use crate::call::question::words::fold;
use crate::call::question::{Field, Is};
use crate::call::{CallId, Searchable};
use crate::store::meta::INDEX_VERSION;
use crate::store::{Store, StoreError};

/// How many calls of one second have keys of their own.
const PER_SECOND: i64 = 64;
const MICROS: i64 = 1_000_000;

/// The first key of a second, given in microseconds.
pub(super) fn key_of(micros: i64) -> i64 {
    micros.div_euclid(MICROS).saturating_mul(PER_SECOND)
}

/// The second of a key.
pub(super) fn second_of(key: i64) -> i64 {
    key.div_euclid(PER_SECOND)
}

/// What the row of a call says beside what can be derived from its events.
struct Beside {
    time_key: Option<i64>,
    sort_at: i64,
    verified: bool,
    starred: bool,
    reviewed: bool,
}

impl Store {
    /// Brings the index up to what these calls say now, and takes those off the book that say nothing any more.
    /// Their rows are written already.
    pub fn index_calls(&self, calls: &[(CallId, Option<Searchable>)]) -> Result<(), StoreError> {
        if calls.is_empty() {
            return Ok(());
        }
        let mut batch = Batch {
            store: self,
            blocks: Blocks::new(self)?,
            codes: Codes::new(self),
            texts: BTreeMap::new(),
            callers: BTreeMap::new(),
        };
        for (id, searchable) in calls {
            match searchable {
                Some(searchable) => batch.index(*id, searchable)?,
                None => batch.drop(*id)?,
            }
        }
        batch.write()
    }

    /// A number that grows with each change of the index, but for marks.
    pub(super) fn index_version(&self) -> Result<i64, StoreError> {
        Ok(self.meta(INDEX_VERSION)?.unwrap_or_default())
    }

    /// Brings the marks of calls into the index.
    pub(in crate::store) fn index_marks(&self, ids: &[CallId]) -> Result<(), StoreError> {
        if ids.is_empty() {
            return Ok(());
        }
        let mut blocks = Blocks::new(self)?;
        for id in ids {
            let beside = self.beside(*id)?;
            let keyed = beside.and_then(|beside| Some((beside.time_key?, beside)));
            if let Some((key, beside)) = keyed {
                blocks.flag(key, flag::STARRED, beside.starred)?;
                blocks.flag(key, flag::REVIEWED, beside.reviewed)?;
            }
        }
        blocks.write()
    }

    fn beside(&self, id: CallId) -> Result<Option<Beside>, StoreError> {
        let sql = "SELECT c.time_key, c.sort_at, c.verified, m.starred_at IS NOT NULL,
                m.reviewed_at IS NOT NULL
            FROM calls c LEFT JOIN marks m ON m.call_id = c.id WHERE c.id = ?1";
        let found = self.all(sql, [id.0], |row| {
            Ok(Beside {
                time_key: row.get(0)?,
                sort_at: row.get(1)?,
                verified: row.get(2)?,
                starred: row.get(3)?,
                reviewed: row.get(4)?,
            })
        })?;
        Ok(found.into_iter().next())
    }

    /// What the index was given for a key.
    pub(super) fn kept(&self, key: i64) -> Result<Option<Kept>, StoreError> {
        let found: Option<(i64, Vec<u8>)> = self
            .db
            .prepare_cached("SELECT packing, bytes FROM texts WHERE time_key = ?1")?
            .query_row([key], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        found
            .map(|(packing, bytes)| self.as_kept(key, packing, bytes))
            .transpose()
    }

    /// Does something with what the index was given for each key of a range.
    pub(super) fn each_kept(
        &self,
        (from, until): (i64, i64),
        mut each: impl FnMut(i64, &Kept),
    ) -> Result<(), StoreError> {
        let mut query = self.db.prepare_cached(
            "SELECT time_key, packing, bytes FROM texts WHERE time_key BETWEEN ?1 AND ?2",
        )?;
        let mut rows = query.query([from, until])?;
        while let Some(row) = rows.next()? {
            let key = row.get(0)?;
            each(key, &self.as_kept(key, row.get(1)?, row.get(2)?)?);
        }
        Ok(())
    }

    fn as_kept(&self, key: i64, packing: i64, bytes: Vec<u8>) -> Result<Kept, StoreError> {
        let bytes = self.unpacked(Some(packing), bytes)?;
        Kept::from_bytes(&bytes).ok_or_else(|| StoreError::Unreadable {
            what: "text of a call",
            value: key.to_string(),
        })
    }

    /// Gives a call a key of its own.
    fn give_key(&self, id: CallId, sort_at: i64) -> Result<i64, StoreError> {
        let key = self.free_key(sort_at)?;
        self.db
            .prepare_cached("UPDATE calls SET time_key = ?2 WHERE id = ?1")?
            .execute(params![id.0, key])?;
        Ok(key)
    }

    /// A key of the second in which a call lies that no other call has.
    fn free_key(&self, sort_at: i64) -> Result<i64, StoreError> {
        let second = key_of(sort_at);
        let full = self.full.get().filter(|(of, _)| *of == second);
        let mut first = full.map_or(second, |(_, until)| until);
        loop {
            let taken = self.all(
                "SELECT time_key FROM calls WHERE time_key BETWEEN ?1 AND ?2 ORDER BY time_key",
                [first, first + PER_SECOND - 1],
                |row| Ok(row.get::<_, i64>(0)?),
            )?;
            let free = (first..first + PER_SECOND).find(|key| taken.binary_search(key).is_err());
            if let Some(key) = free {
                return Ok(key);
            }
            // More than 64 calls in one second: the next one takes them. They are told with their own time, but stand
            // among the calls of that second.
            first += PER_SECOND;
            self.full.set(Some((second, first)));
        }
    }

    /// The keys of so many oldest calls of a number.
    fn oldest_of(&self, caller: &str, most: i64) -> Result<Vec<i64>, StoreError> {
        let sql = "SELECT time_key FROM calls WHERE caller_key = ?1 AND time_key IS NOT NULL
            ORDER BY sort_at, id LIMIT ?2";
        self.all(sql, params![caller, most], |row| Ok(row.get(0)?))
    }
}

/// What is changed together.
struct Batch<'a> {
    store: &'a Store,
    blocks: Blocks<'a>,
    codes: Codes<'a>,
    /// By key: what the index holds, and what it is to hold.
    texts: BTreeMap<i64, (Option<Kept>, Option<Kept>)>,
    /// How many calls of each number changed.
    callers: BTreeMap<String, i64>,
}

impl Batch<'_> {
    fn index(&mut self, id: CallId, searchable: &Searchable) -> Result<(), StoreError> {
        let Some(beside) = self.store.beside(id)? else {
            return Ok(());
        };
        let stays = |key: &i64| second_of(*key) == beside.sort_at.div_euclid(MICROS);
        let key = if let Some(key) = beside.time_key.filter(stays) {
            key
        } else {
            self.leave(beside.time_key)?;
            self.store.give_key(id, beside.sort_at)?
        };
        self.take_text(key)?;
        let entry = self.texts.entry(key).or_default();
        entry.1 = Some(Kept {
            texts: searchable.texts.clone(),
            from: searchable.from.clone(),
            to: searchable.to.clone(),
        });
        self.changes(searchable.person.as_ref());
        let record = self.record(id, key, &beside, searchable)?;
        self.blocks.put(&record)
    }

    fn drop(&mut self, id: CallId) -> Result<(), StoreError> {
        if let Some(beside) = self.store.beside(id)? {
            self.leave(beside.time_key)?;
        }
        self.store
            .db
            .prepare_cached("DELETE FROM calls WHERE id = ?1")?
            .execute([id.0])?;
        Ok(())
    }

    /// Gives up a key.
    fn leave(&mut self, key: Option<i64>) -> Result<(), StoreError> {
        if let Some(key) = key {
            self.take_text(key)?;
            self.texts.entry(key).or_default().1 = None;
            self.blocks.remove(key)?;
        }
        Ok(())
    }

    /// Notes what the index holds for a key before it is changed.
    fn take_text(&mut self, key: i64) -> Result<(), StoreError> {
        if !self.texts.contains_key(&key) {
            let kept = self.store.kept(key)?;
            self.changes(kept.as_ref().and_then(|kept| kept.from.as_ref()));
            self.texts.insert(key, (kept, None));
        }
        Ok(())
    }

    fn changes(&mut self, caller: Option<&String>) {
        if let Some(caller) = caller {
            *self.callers.entry(caller.clone()).or_default() += 1;
        }
    }

    fn record(
        &mut self,
        id: CallId,
        key: i64,
        beside: &Beside,
        searchable: &Searchable,
    ) -> Result<Record, StoreError> {
        let mut record = Record([0; COLUMNS]);
        record.set(Column::Key, key.cast_unsigned());
        record.set(Column::Id, id.0.cast_unsigned());
        record.set(Column::Flags, flags(beside, searchable));
        for (field, value) in &searchable.fields {
            if let (column, false) = Column::of(*field) {
                record.set(column, self.codes.code(number(*field), value)?);
            }
        }
        for field in [
            Field::Keyword,
            Field::List,
            Field::Disposition,
            Field::VendorDisposition,
        ] {
            let values = searchable
                .fields
                .iter()
                .filter(|(of, _)| *of == field)
                .map(|(_, value)| value.as_str());
            let set = self.codes.set(number(field), values)?;
            record.set(Column::of(field).0, set);
        }
        let secs = |secs: Option<f64>| secs.unwrap_or(f64::NAN).to_bits();
        record.set(Column::Talk, secs(searchable.talk_secs));
        record.set(Column::Wait, secs(searchable.wait_secs));
        let text = |text: &Option<String>| prefix(&text.as_deref().map_or_else(String::new, fold));
        record.set(Column::Caller, text(&searchable.caller));
        record.set(Column::Number, text(&searchable.from));
        for (column, field, value) in [
            (Column::Place, PLACE, &searchable.place),
            (Column::Dialled, DIALLED, &searchable.dialled),
        ] {
            let value = value.as_deref().unwrap_or_default();
            record.set(column, self.codes.code(field, value)?);
        }
        Ok(record)
    }

    fn write(mut self) -> Result<(), StoreError> {
        for (caller, changed) in &self.callers {
            // The one that was the oldest may come after all that changed.
            let oldest = self.store.oldest_of(caller, changed + 1)?;
            for (at, key) in oldest.into_iter().enumerate() {
                self.blocks.flag(key, flag::REPEAT, at > 0)?;
            }
        }
        for (key, (old, new)) in &self.texts {
            if old != new {
                self.blocks.reword(*key)?;
            }
        }
        self.blocks.write()?;
        // The index writes itself out whenever a row does not come after the one before.
        let mut written = 0;
        for (key, (old, new)) in &self.texts {
            if old != new {
                self.store.write_words(*key, old.as_ref(), new.as_ref())?;
                written += 1;
            }
        }
        if written > 0 {
            self.store.note_words(written)?;
        }
        self.store
            .set_meta(INDEX_VERSION, self.store.index_version()? + 1)
    }
}

impl Store {
    fn write_words(
        &self,
        key: i64,
        old: Option<&Kept>,
        new: Option<&Kept>,
    ) -> Result<(), StoreError> {
        if let Some(old) = old {
            let [agent, caller, unknown, others, from, to] = old.columns();
            self.db
                .prepare_cached(
                    "INSERT INTO words (words, rowid, agent, caller, unknown, others, from_number, to_number)
                     VALUES ('delete', ?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                )?
                .execute(params![key, agent, caller, unknown, others, from, to])?;
        }
        let Some(new) = new else {
            self.db
                .prepare_cached("DELETE FROM texts WHERE time_key = ?1")?
                .execute([key])?;
            return Ok(());
        };
        let [agent, caller, unknown, others, from, to] = new.columns();
        self.db
            .prepare_cached(
                "INSERT INTO words (rowid, agent, caller, unknown, others, from_number, to_number)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            )?
            .execute(params![key, agent, caller, unknown, others, from, to])?;
        let bytes = new.to_bytes();
        let (packing, packed) = self.packed(&bytes);
        self.db
            .prepare_cached(
                "INSERT OR REPLACE INTO texts (time_key, packing, bytes) VALUES (?1, ?2, ?3)",
            )?
            .execute(params![key, packing, packed.as_ref().unwrap_or(&bytes)])?;
        Ok(())
    }
}

fn flags(beside: &Beside, searchable: &Searchable) -> u32 {
    let kinds = searchable.kinds.iter().map(|kind| flag::of(*kind).0);
    let parts = searchable.has.iter().map(|part| flag::of_part(*part));
    let further = [
        (beside.verified, flag::of(Is::Verified).0),
        (beside.starred, flag::STARRED),
        (beside.reviewed, flag::REVIEWED),
        // Of the first call of a number it is taken away again.
        (searchable.person.is_some(), flag::REPEAT),
        (searchable.is_no_lead, flag::NO_LEAD),
        (searchable.started_at.is_some(), flag::STARTED),
    ];
    let further = further
        .into_iter()
        .filter_map(|(on, bit)| on.then_some(bit));
    kinds
        .chain(parts)
        .chain(further)
        .fold(0, |all, bit| all | bit)
}
