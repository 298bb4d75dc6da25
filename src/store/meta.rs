//! Small facts about the book: how far reading all deliveries again has come, how the window looks.

use rusqlite::{OptionalExtension as _, params};

use super::{Store, StoreError};
use crate::call::DeliveryId;

const CURSOR: &str = "reprocess_after";
const LAST: &str = "reprocess_until";
const DECODER: &str = "decoder_version";
const THEME: &str = "theme";
const ON_CLOSE: &str = "on_close";
const MASKED: &str = "masked";
/// How many texts were written to the full-text index since its pieces were merged.
pub(super) const WORDS_WRITTEN: &str = "words_written";
/// How often calls were brought into the index.
pub(super) const INDEX_VERSION: &str = "index_version";
/// How often common words were chosen.
pub(super) const COMMON_CHOICE: &str = "common_choice";
/// How many calls there were the last time.
pub(super) const COMMON_OF_CALLS: &str = "common_of_calls";
/// The upper and the lower half of the salt.
const SALT: [&str; 2] = ["mask_salt_high", "mask_salt_low"];

/// A reading of all deliveries that has begun and not ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReprocessState {
    /// The last delivery that was read.
    pub after: DeliveryId,
    /// The last one to read; younger ones were read by the decoder of today anyway.
    pub until: DeliveryId,
}

impl Store {
    /// The reading of all deliveries that is under way, if one is.
    pub fn reprocess_state(&self) -> Result<Option<ReprocessState>, StoreError> {
        let after = self.meta(CURSOR)?;
        let until = self.meta(LAST)?;
        Ok(after.zip(until).map(|(after, until)| ReprocessState {
            after: DeliveryId(after),
            until: DeliveryId(until),
        }))
    }

    /// Notes how far reading all deliveries has come; none when it has ended or was given up.
    pub fn set_reprocess_state(&self, state: Option<ReprocessState>) -> Result<(), StoreError> {
        if let Some(state) = state {
            self.set_meta(CURSOR, state.after.0)?;
            return self.set_meta(LAST, state.until.0);
        }
        self.db
            .prepare_cached("DELETE FROM meta WHERE key IN (?1, ?2)")?
            .execute([CURSOR, LAST])?;
        Ok(())
    }

    /// The version of the decoder that has read all deliveries; none in a new book.
    pub fn decoder_version(&self) -> Result<Option<i64>, StoreError> {
        self.meta(DECODER)
    }

    /// Notes the version of the decoder that has read all deliveries.
    pub fn set_decoder_version(&self, version: i64) -> Result<(), StoreError> {
        self.set_meta(DECODER, version)
    }

    /// The look that was chosen for the window.
    pub fn theme(&self) -> Result<Option<i64>, StoreError> {
        self.meta(THEME)
    }

    /// Keeps the look that was chosen for the window.
    pub fn set_theme(&self, theme: i64) -> Result<(), StoreError> {
        self.set_meta(THEME, theme)
    }

    /// What was chosen to happen when the window is closed.
    pub fn on_close(&self) -> Result<Option<i64>, StoreError> {
        self.meta(ON_CLOSE)
    }

    /// Keeps what was chosen to happen when the window is closed.
    pub fn set_on_close(&self, choice: i64) -> Result<(), StoreError> {
        self.set_meta(ON_CLOSE, choice)
    }

    /// Whether names are masked on the screen.
    pub fn is_masked(&self) -> Result<bool, StoreError> {
        Ok(self.meta(MASKED)? == Some(1))
    }

    /// Keeps whether names are masked on the screen.
    pub fn set_masked(&self, on: bool) -> Result<(), StoreError> {
        self.set_meta(MASKED, i64::from(on))
    }

    /// By which names are masked: drawn once for each book.
    pub fn mask_salt(&self) -> Result<u128, StoreError> {
        let mut halves = [0_u64; 2];
        for (half, key) in halves.iter_mut().zip(SALT) {
            if self.meta(key)?.is_none() {
                self.db
                    .prepare_cached(
                        "INSERT OR IGNORE INTO meta (key, value) VALUES (?1, random())",
                    )?
                    .execute([key])?;
            }
            *half = self.meta(key)?.unwrap_or_default().cast_unsigned();
        }
        Ok(u128::from(halves[0]) << 64 | u128::from(halves[1]))
    }

    pub(super) fn meta(&self, key: &str) -> Result<Option<i64>, StoreError> {
        let mut query = self
            .db
            .prepare_cached("SELECT value FROM meta WHERE key = ?1")?;
        Ok(query.query_row([key], |row| row.get(0)).optional()?)
    }

    pub(super) fn set_meta(&self, key: &str, value: i64) -> Result<(), StoreError> {
        self.db
            .prepare_cached("INSERT OR REPLACE INTO meta (key, value) VALUES (?1, ?2)")?
            .execute(params![key, value])?;
        Ok(())
    }
}
