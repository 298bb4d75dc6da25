//! The same person: what the book knows of the other calls from a call's number.

use rusqlite::OptionalExtension as _;

use super::deliveries::time;
use super::{Store, StoreError};
use crate::call::{CallId, History};

/// `me` is the call, `c` are all calls from its number; a call of the same moment counts as before by its id. Who spoke
/// to a voicemail was not answered.
const HISTORY: &str = "
    WITH me AS (SELECT id, caller_key, sort_at FROM calls WHERE id = ?1),
    c AS (SELECT c.sort_at, c.answered = 1 AND c.voicemail IS NOT 1 AS reached, c.answered, (c.sort_at, c.id) < (me.sort_at, me.id) AS is_before, c.id = me.id AS is_me
        FROM me JOIN calls c ON c.caller_key = me.caller_key)
    SELECT COUNT(*), COALESCE(SUM(is_before), 0), MAX(sort_at) FILTER (WHERE is_before),
        COUNT(*) FILTER (WHERE is_before AND answered = 0),
        COUNT(*) FILTER (WHERE (is_before OR is_me) AND answered = 0 AND sort_at > COALESCE(
            (SELECT MAX(sort_at) FROM c WHERE (is_before OR is_me) AND reached), -9223372036854775808)),
        MIN(sort_at) FILTER (WHERE NOT is_before AND NOT is_me AND reached)
    FROM c";

impl Store {
    /// The newest of the other calls from the number of a call, newest first.
    pub fn others_of_caller(&self, call: CallId, most: usize) -> Result<Vec<CallId>, StoreError> {
        let sql = "SELECT c.id FROM calls me JOIN calls c ON c.caller_key = me.caller_key
            WHERE me.id = ?1 AND c.id <> me.id ORDER BY c.sort_at DESC, c.id DESC LIMIT ?2";
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        self.all(sql, [call.0, most], |row| Ok(CallId(row.get(0)?)))
    }

    /// What is known of the other calls from the number of a call; none for a call without a number.
    pub fn history(&self, call: CallId) -> Result<Option<History>, StoreError> {
        let found = self
            .db
            .prepare_cached(HISTORY)?
            .query_row([call.0], |row| {
                Ok((
                    row.get(0)?,
                    row.get(1)?,
                    row.get::<_, Option<i64>>(2)?,
                    row.get(3)?,
                    row.get(4)?,
                    row.get::<_, Option<i64>>(5)?,
                ))
            })
            .optional()?;
        let Some((calls, before, last, missed_before, missed_in_a_row, since)) = found else {
            return Ok(None);
        };
        Ok((calls > 0).then_some(History {
            calls,
            before,
            last_before: last.map(time).transpose()?,
            missed_before,
            missed_in_a_row,
            answered_since: since.map(time).transpose()?,
        }))
    }
}
