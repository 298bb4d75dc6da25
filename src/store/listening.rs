//! When deliveries were taken, as spans of time that a running receiver makes longer.

use jiff::Timestamp;
use rusqlite::{OptionalExtension as _, params};

use super::deliveries::time;
use super::{Store, StoreError};
use crate::call::{CallId, Gap};

/// A span of listening.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SpanId(i64);

impl Store {
    /// Deliveries are taken from now on. Nothing was heard in what is yet to come: what a clock that was fast
    /// has noted there is cut.
    pub fn begin_listening(&self, now: Timestamp) -> Result<SpanId, StoreError> {
        let tx = self.begin_first()?;
        let now = [now.as_microsecond()];
        self.db
            .execute("DELETE FROM listening WHERE from_at > ?1", now)?;
        self.db.execute(
            "UPDATE listening SET until_at = ?1 WHERE until_at > ?1",
            now,
        )?;
        self.db.execute(
            "INSERT INTO listening (from_at, until_at) VALUES (?1, ?1)",
            now,
        )?;
        let id = self.db.last_insert_rowid();
        tx.commit()?;
        Ok(SpanId(id))
    }

    /// Deliveries have been taken from the beginning of this span until now.
    pub fn still_listening(&self, span: SpanId, now: Timestamp) -> Result<(), StoreError> {
        let tx = self.begin_first()?;
        self.db
            .prepare_cached("UPDATE listening SET until_at = ?2 WHERE id = ?1")?
            .execute(params![span.0, now.as_microsecond()])?;
        Ok(tx.commit()?)
    }

    /// When no deliveries were taken, newest first; see [`Gap::between`].
    pub fn gaps(&self, now: Timestamp) -> Result<Vec<Gap>, StoreError> {
        let spans = self.all("SELECT from_at, until_at FROM listening", [], |row| {
            Ok((time(row.get(0)?)?, time(row.get(1)?)?))
        })?;
        Ok(Gap::between(spans, now))
    }

    /// The call that a list from the newest on has right below a gap: the newest one that started before it
    /// ended. None when there is none.
    pub fn call_below(&self, gap: &Gap) -> Result<Option<CallId>, StoreError> {
        let until = gap.until.unwrap_or(Timestamp::MAX).as_microsecond();
        let mut query = self.db.prepare_cached(
            "SELECT id FROM calls WHERE sort_at < ?1 ORDER BY sort_at DESC, id DESC LIMIT 1",
        )?;
        let id = query.query_row([until], |row| row.get(0)).optional()?;
        Ok(id.map(CallId))
    }
}
