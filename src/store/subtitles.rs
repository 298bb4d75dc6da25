//! Subtitles that a person brought in for a call.

use jiff::Timestamp;
use rusqlite::{OptionalExtension as _, params};

use super::deliveries::time;
use super::{Store, StoreError};
use crate::call::{CallId, SubtitleFile};

impl Store {
    /// The subtitles of a call, where a person brought some in.
    pub fn subtitles(&self, call: CallId) -> Result<Option<SubtitleFile>, StoreError> {
        let mut query = self.db.prepare_cached(
            "SELECT name, text, brought_at, came_swapped FROM subtitles WHERE call_id = ?1",
        )?;
        let found = query
            .query_row([call.0], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
            })
            .optional()?;
        let read = |(name, text, brought_at, came_swapped)| {
            Ok(SubtitleFile {
                name,
                text,
                brought_at: time(brought_at)?,
                came_swapped,
            })
        };
        found.map(read).transpose()
    }

    /// Keeps subtitles of a call in the place of those it has, or takes them away. Gives those it had.
    pub fn set_subtitles(
        &self,
        call: CallId,
        file: Option<&SubtitleFile>,
    ) -> Result<Option<SubtitleFile>, StoreError> {
        let tx = self.begin_first()?;
        let had = self.subtitles(call)?;
        match file {
            Some(file) => self
                .db
                .prepare_cached(
                    "INSERT INTO subtitles (call_id, name, text, brought_at, came_swapped)
                     VALUES (?1, ?2, ?3, ?4, ?5)
                     ON CONFLICT (call_id) DO UPDATE SET
                        name = ?2, text = ?3, brought_at = ?4, came_swapped = ?5",
                )?
                .execute(params![
                    call.0,
                    file.name,
                    file.text,
                    Timestamp::as_microsecond(file.brought_at),
                    file.came_swapped,
                ])?,
            None => self
                .db
                .prepare_cached("DELETE FROM subtitles WHERE call_id = ?1")?
                .execute([call.0])?,
        };
        self.db
            .prepare_cached("UPDATE calls SET revision = revision + 1 WHERE id = ?1")?
            .execute([call.0])?;
        tx.commit()?;
        Ok(had)
    }

    /// Gives the subtitles of one call to another that it turned out to be, unless that has some.
    pub(super) fn share_subtitles(&self, from: CallId, to: CallId) -> Result<(), StoreError> {
        self.db
            .prepare_cached(
                "INSERT OR IGNORE INTO subtitles (call_id, name, text, brought_at, came_swapped)
                 SELECT ?2, name, text, brought_at, came_swapped FROM subtitles WHERE call_id = ?1",
            )?
            .execute([from.0, to.0])?;
        Ok(())
    }
}
