//! Marks of many calls at once.

use jiff::Timestamp;
use rusqlite::{OptionalExtension as _, params};

use super::deliveries::time;
use super::{Store, StoreError};
use crate::call::{CallId, Mark};

/// The statements of a mark: when a call was marked, and marking it.
const fn sql(mark: Mark) -> (&'static str, &'static str) {
    match mark {
        Mark::Starred => (
            "SELECT starred_at FROM marks WHERE call_id = ?1",
            "INSERT INTO marks (call_id, starred_at) VALUES (?1, ?2)
             ON CONFLICT (call_id) DO UPDATE SET starred_at = ?2",
        ),
        Mark::Reviewed => (
            "SELECT reviewed_at FROM marks WHERE call_id = ?1",
            "INSERT INTO marks (call_id, reviewed_at) VALUES (?1, ?2)
             ON CONFLICT (call_id) DO UPDATE SET reviewed_at = ?2",
        ),
    }
}

impl Store {
    /// Marks calls in one transaction, each as marked at its time or as not marked. Gives those that were changed,
    /// each with when it had been marked: written back, they undo it. A call that is marked already keeps its time, and
    /// one that is not in the book any more is left out.
    pub fn set_marks(
        &self,
        mark: Mark,
        wanted: &[(CallId, Option<Timestamp>)],
    ) -> Result<Vec<(CallId, Option<Timestamp>)>, StoreError> {
        let (read, write) = sql(mark);
        let tx = self.begin()?;
        let mut before = Vec::new();
        for &(call, at) in wanted {
            let known: Option<Option<i64>> = self
                .db
                .prepare_cached(read)?
                .query_row([call.0], |row| row.get(0))
                .optional()?;
            let known = known.flatten().map(time).transpose()?;
            if known.is_some() == at.is_some() {
                continue;
            }
            let is_there = self
                .db
                .prepare_cached("UPDATE calls SET revision = revision + 1 WHERE id = ?1")?
                .execute([call.0])?;
            if is_there == 0 {
                continue;
            }
            self.db
                .prepare_cached(write)?
                .execute(params![call.0, at.map(Timestamp::as_microsecond)])?;
            before.push((call, known));
        }
        let changed: Vec<CallId> = before.iter().map(|(call, _)| *call).collect();
        self.index_marks(&changed)?;
        tx.commit()?;
        Ok(before)
    }
}
