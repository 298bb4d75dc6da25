//! How far a person has heard the recording of a call.

use std::time::Duration;

use rusqlite::{OptionalExtension as _, params};

use super::{Store, StoreError};
use crate::call::CallId;

impl Store {
    /// Where the recording of a call was left.
    pub fn heard(&self, call: CallId) -> Result<Option<Duration>, StoreError> {
        let millis = self
            .db
            .prepare_cached("SELECT at_ms FROM heard WHERE call_id = ?1")?
            .query_row([call.0], |row| row.get::<_, i64>(0))
            .optional()?;
        Ok(millis
            .and_then(|millis| u64::try_from(millis).ok())
            .map(Duration::from_millis))
    }

    /// Remembers where the recording of a call was left; at its start there is nothing to remember.
    pub fn set_heard(&self, call: CallId, at: Duration) -> Result<(), StoreError> {
        if at.is_zero() {
            self.db
                .prepare_cached("DELETE FROM heard WHERE call_id = ?1")?
                .execute([call.0])?;
            return Ok(());
        }
        let millis = i64::try_from(at.as_millis()).unwrap_or(i64::MAX);
        self.db
            .prepare_cached(
                "INSERT INTO heard (call_id, at_ms) VALUES (?1, ?2)
                 ON CONFLICT (call_id) DO UPDATE SET at_ms = ?2",
            )?
            .execute(params![call.0, millis])?;
        Ok(())
    }
}
