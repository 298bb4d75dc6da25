//! What a person has heard of the recording of a call, and whose lane of it is whose.

use std::time::Duration;

use rusqlite::{OptionalExtension as _, params};

use super::{Store, StoreError};
use crate::call::CallId;
use crate::call::sound::{Parts, Span};

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

    /// The parts of a call's recording that were heard.
    pub fn heard_parts(&self, call: CallId) -> Result<Parts, StoreError> {
        let bytes: Option<Vec<u8>> = self
            .db
            .prepare_cached("SELECT parts FROM heard_parts WHERE call_id = ?1")?
            .query_row([call.0], |row| row.get(0))
            .optional()?;
        Ok(parts_of(&bytes.unwrap_or_default()))
    }

    /// Remembers the parts of a call's recording that were heard.
    pub fn set_heard_parts(&self, call: CallId, parts: &Parts) -> Result<(), StoreError> {
        self.db
            .prepare_cached("INSERT OR REPLACE INTO heard_parts (call_id, parts) VALUES (?1, ?2)")?
            .execute(params![call.0, bytes_of(parts)])?;
        Ok(())
    }

    /// A person's word on whether the agent is on the right lane of a call's recording.
    pub fn agent_right(&self, call: CallId) -> Result<Option<bool>, StoreError> {
        Ok(self
            .db
            .prepare_cached("SELECT agent_right FROM lanes WHERE call_id = ?1")?
            .query_row([call.0], |row| row.get(0))
            .optional()?)
    }

    /// Takes a person's word on whether the agent is on the right lane of a call's recording.
    pub fn set_agent_right(&self, call: CallId, on: bool) -> Result<(), StoreError> {
        let tx = self.begin_first()?;
        self.db
            .prepare_cached("INSERT OR REPLACE INTO lanes (call_id, agent_right) VALUES (?1, ?2)")?
            .execute(params![call.0, on])?;
        self.db
            .prepare_cached("UPDATE calls SET revision = revision + 1 WHERE id = ?1")?
            .execute([call.0])?;
        Ok(tx.commit()?)
    }

    /// Gives what was heard of one call to another that it turned out to be, unless that has its own.
    pub(super) fn share_heard(&self, from: CallId, to: CallId) -> Result<(), StoreError> {
        for sql in [
            "INSERT OR IGNORE INTO heard (call_id, at_ms) SELECT ?2, at_ms FROM heard WHERE call_id = ?1",
            "INSERT OR IGNORE INTO heard_parts (call_id, parts)
             SELECT ?2, parts FROM heard_parts WHERE call_id = ?1",
            "INSERT OR IGNORE INTO lanes (call_id, agent_right)
             SELECT ?2, agent_right FROM lanes WHERE call_id = ?1",
        ] {
            self.db.prepare_cached(sql)?.execute([from.0, to.0])?;
        }
        Ok(())
    }
}

/// Starts and ends in milliseconds, four bytes each, little endian.
fn bytes_of(parts: &Parts) -> Vec<u8> {
    let millis = |secs: f64| {
        let millis = Duration::try_from_secs_f64(secs)
            .unwrap_or_default()
            .as_millis();
        u32::try_from(millis).unwrap_or(u32::MAX).to_le_bytes()
    };
    parts
        .spans()
        .iter()
        .flat_map(|span| [millis(span.start_secs), millis(span.end_secs)])
        .flatten()
        .collect()
}

fn parts_of(bytes: &[u8]) -> Parts {
    let mut parts = Parts::default();
    let (spans, _) = bytes.as_chunks::<8>();
    for [a, b, c, d, e, f, g, h] in spans {
        let secs = |bytes| f64::from(u32::from_le_bytes(bytes)) / 1000.0;
        parts.add(Span {
            start_secs: secs([*a, *b, *c, *d]),
            end_secs: secs([*e, *f, *g, *h]),
        });
    }
    parts
}
