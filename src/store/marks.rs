//! What a person entered about a call. It is never derived, so nothing that is derived again touches it.

use jiff::Timestamp;
use rusqlite::params;

use super::{Store, StoreError};
use crate::call::CallId;

impl Store {
    /// Stars a call or takes the star away.
    pub fn set_starred(&self, call: CallId, at: Option<Timestamp>) -> Result<(), StoreError> {
        self.set_mark(
            "INSERT INTO marks (call_id, starred_at) VALUES (?1, ?2)
             ON CONFLICT (call_id) DO UPDATE SET starred_at = ?2",
            call,
            at,
        )
    }

    /// Marks a call as reviewed or not.
    pub fn set_reviewed(&self, call: CallId, at: Option<Timestamp>) -> Result<(), StoreError> {
        self.set_mark(
            "INSERT INTO marks (call_id, reviewed_at) VALUES (?1, ?2)
             ON CONFLICT (call_id) DO UPDATE SET reviewed_at = ?2",
            call,
            at,
        )
    }

    /// Marks the labels of a call's transcript as swapped or not, within the transaction under way.
    pub fn set_swapped(&self, call: CallId, at: Option<Timestamp>) -> Result<(), StoreError> {
        self.db
            .prepare_cached(
                "INSERT INTO marks (call_id, swapped_at) VALUES (?1, ?2)
                 ON CONFLICT (call_id) DO UPDATE SET swapped_at = ?2",
            )?
            .execute(params![call.0, at.map(Timestamp::as_microsecond)])?;
        Ok(())
    }

    /// True when a person found the labels of a call's transcript swapped.
    pub fn is_swapped(&self, call: CallId) -> Result<bool, StoreError> {
        let mut query = self.db.prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM marks WHERE call_id = ?1 AND swapped_at IS NOT NULL)",
        )?;
        Ok(query.query_row([call.0], |row| row.get(0))?)
    }

    fn set_mark(&self, sql: &str, call: CallId, at: Option<Timestamp>) -> Result<(), StoreError> {
        let tx = self.begin_first()?;
        self.db
            .prepare_cached(sql)?
            .execute(params![call.0, at.map(Timestamp::as_microsecond)])?;
        self.raise_revision(call)?;
        self.index_marks(&[call])?;
        Ok(tx.commit()?)
    }

    /// Gives what was entered about one call to another that it turned out to be.
    pub fn share_marks(&self, from: CallId, to: CallId) -> Result<(), StoreError> {
        self.db
            .prepare_cached(
                "INSERT INTO marks (call_id, starred_at, reviewed_at, swapped_at)
                 SELECT ?2, starred_at, reviewed_at, swapped_at FROM marks WHERE call_id = ?1
                 ON CONFLICT (call_id) DO UPDATE SET
                    starred_at = COALESCE(starred_at, excluded.starred_at),
                    reviewed_at = COALESCE(reviewed_at, excluded.reviewed_at),
                    swapped_at = COALESCE(swapped_at, excluded.swapped_at)",
            )?
            .execute([from.0, to.0])?;
        self.share_subtitles(from, to)?;
        self.share_heard(from, to)?;
        self.share_entered(from, to)
    }
}
