//! What the window takes over from the last time, read before anything is shown.

use std::path::Path;

use crate::call::WeekStart;
use crate::store::{Store, StoreError};
use crate::ui::model::Choice;

/// See the head of the module.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Kept {
    pub is_masked: bool,
    /// By which names are masked.
    pub salt: u128,
    /// The day with which weeks begin, where one was chosen.
    pub week: Option<WeekStart>,
}

impl Kept {
    /// Reads it out of the book; a book that cannot be read says so later, by the workers.
    pub fn read(data_dir: &Path) -> Self {
        let store = match Store::open(data_dir) {
            Ok(store) => store,
            Err(error) => {
                log::warn!("the window begins anew: {error}");
                return Self::default();
            }
        };
        Self {
            // Where that cannot be read, nobody's name is to be seen.
            is_masked: told(store.is_masked(), true),
            salt: told(store.mask_salt(), 0),
            week: told(week(&store), None),
        }
    }
}

/// The day with which weeks begin, where one was chosen.
pub fn week(store: &Store) -> Result<Option<WeekStart>, StoreError> {
    let kept = store.choice(Choice::Week(WeekStart::default()).key())?;
    Ok(kept.and_then(|word| WeekStart::from_word(&word)))
}

fn told<T>(kept: Result<T, StoreError>, otherwise: T) -> T {
    kept.unwrap_or_else(|error| {
        log::warn!("the window does not find what it kept: {error}");
        otherwise
    })
}
